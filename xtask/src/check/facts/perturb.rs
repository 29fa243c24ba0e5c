//! `cargo xtask check --facts`: breaks one rule at a time, in a copy of the workspace, and asks
//! whether the test that the table names notices.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::table::{Fact, Implemented};
use super::{read, target_of};
use crate::command::{capture, command, root};
use crate::steps::seconds;

/// What the copy needs: the workspace and what its packages read when they are built.
const PARTS: [&str; 8] = [
    "Cargo.toml",
    "Cargo.lock",
    "rust-toolchain.toml",
    "crates",
    "tests",
    "xtask",
    "src",
    "lessons",
];
/// Folders below them that no package is built from.
const LEFT_OUT: [&str; 4] = ["target", "node_modules", "browser", "speed"];
/// A broken rule may make a run endless: that is noticed, too.
const PATIENCE: Duration = Duration::from_secs(120);

/// All facts that are rules, or those of these ids.
pub fn all(ids: &[&str]) -> Result<(), String> {
    super::check()?;
    let table = read()?;
    if let Some(id) = ids.iter().find(|id| table.find(id).is_none()) {
        return Err(format!("there is no fact {id}"));
    }
    let mut rules: Vec<(&Fact, &Implemented)> = Vec::new();
    for fact in &table.facts {
        if ids.is_empty() || ids.contains(&fact.id.as_str()) {
            rules.extend(fact.rules().iter().map(|rule| (fact, rule)));
        }
    }
    // Neighbours share what has to be built.
    rules.sort_by_key(|(_, rule)| (&rule.package, target_of(rule).ok(), &rule.file));
    let copy = Copy::make()?;
    copy.all_pass(&rules)?;
    let mut missed = Vec::new();
    for (done, (fact, rule)) in rules.iter().enumerate() {
        let start = Instant::now();
        let verdict = copy.perturbed(rule)?;
        let word = match &verdict {
            Verdict::Noticed => "held",
            Verdict::Missed => "test did not notice",
            Verdict::NotBuilt(_) => "does not compile",
        };
        eprintln!(
            "    {:>3}/{} {:<22} {word} ({}, {} {})",
            done + 1,
            rules.len(),
            fact.id,
            seconds(start.elapsed()),
            rule.package,
            rule.test
        );
        match verdict {
            Verdict::Noticed => {}
            Verdict::Missed => missed.push(format!("{}: test did not notice", fact.id)),
            Verdict::NotBuilt(why) => missed.push(format!("{}: does not compile\n{why}", fact.id)),
        }
    }
    let (all, held) = (rules.len(), rules.len() - missed.len());
    eprintln!("\n{all} rules were broken, one at a time; {held} were noticed.");
    super::none_of("not noticed", &missed)
}

enum Verdict {
    Noticed,
    Missed,
    NotBuilt(String),
}

/// The copy in `target/facts`.
struct Copy {
    folder: PathBuf,
}

impl Copy {
    fn make() -> Result<Copy, String> {
        let folder = root().join("target/facts");
        std::fs::create_dir_all(&folder).map_err(|e| e.to_string())?;
        for part in PARTS {
            mirror(&root().join(part), &folder.join(part)).map_err(|e| format!("{part}: {e}"))?;
        }
        Ok(Copy { folder })
    }

    /// A test that fails anyway notices nothing: all of them pass first.
    fn all_pass(&self, rules: &[(&Fact, &Implemented)]) -> Result<(), String> {
        let mut built: BTreeMap<(String, String), PathBuf> = BTreeMap::new();
        for (fact, rule) in rules {
            let key = (rule.package.clone(), target_of(rule)?);
            let program = match built.get(&key) {
                Some(program) => program.clone(),
                None => match self.build(rule)? {
                    Ok(program) => program,
                    Err(why) => return Err(format!("{}: does not compile\n{why}", fact.id)),
                },
            };
            built.insert(key, program.clone());
            if !passes(&program, &self.folder_of(rule), &rule.test)? {
                return Err(format!("{}: {} fails as it is", fact.id, rule.test));
            }
        }
        Ok(())
    }

    fn perturbed(&self, rule: &Implemented) -> Result<Verdict, String> {
        let path = self.folder.join(&rule.file);
        let whole = std::fs::read_to_string(&path).map_err(|e| e.to_string())?;
        let broken = whole.replacen(&rule.rule, &rule.perturbed, 1);
        std::fs::write(&path, broken).map_err(|e| e.to_string())?;
        let verdict = self.build(rule).and_then(|built| match built {
            Err(why) => Ok(Verdict::NotBuilt(why)),
            Ok(program) => Ok(match passes(&program, &self.folder_of(rule), &rule.test)? {
                true => Verdict::Missed,
                false => Verdict::Noticed,
            }),
        });
        std::fs::write(&path, whole).map_err(|e| e.to_string())?;
        verdict
    }

    /// The test program of a rule, or what the compiler says.
    fn build(&self, rule: &Implemented) -> Result<Result<PathBuf, String>, String> {
        let target = target_of(rule)?;
        let words = [
            "test",
            "--quiet",
            "--no-run",
            "--locked",
            "--package",
            &rule.package,
            &target,
            "--message-format=json-render-diagnostics",
        ];
        let mut cargo = command("cargo", &words);
        // Only whether a test fails matters: what is built fastest is best.
        cargo
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_PROFILE_DEV_OPT_LEVEL", "0")
            .env("CARGO_PROFILE_DEV_DEBUG", "none")
            .env_remove("CARGO_MANIFEST_DIR");
        let text = match capture(&mut cargo) {
            Ok(text) => text,
            Err(why) => return Ok(Err(why)),
        };
        let messages = text
            .lines()
            .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let program = messages
            .filter(|m| m["profile"]["test"] == true)
            .filter_map(|m| m["executable"].as_str().map(PathBuf::from))
            .next_back();
        let program = program.ok_or_else(|| format!("cargo built no {target}"))?;
        Ok(Ok(program))
    }

    fn folder_of(&self, rule: &Implemented) -> PathBuf {
        match rule.package.strip_prefix("headroom-") {
            Some("tests") | None => self.folder.join("tests"),
            Some(krate) => self.folder.join("crates").join(krate),
        }
    }
}

/// Runs one test of a program; an error when there is none of this name.
fn passes(program: &Path, folder: &Path, test: &str) -> Result<bool, String> {
    let list = Command::new(program)
        .args([test, "--list"])
        .current_dir(folder)
        .output()
        .map_err(|e| e.to_string())?;
    if !String::from_utf8_lossy(&list.stdout).contains(test) {
        return Err(format!("{} has no test {test}", program.display()));
    }
    let child = Command::new(program)
        .args([test, "--quiet"])
        .current_dir(folder)
        .env("CARGO_MANIFEST_DIR", folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| e.to_string())?;
    ends_well(child)
}

fn ends_well(mut child: Child) -> Result<bool, String> {
    let start = Instant::now();
    loop {
        if let Some(status) = child.try_wait().map_err(|e| e.to_string())? {
            return Ok(status.success());
        }
        if start.elapsed() > PATIENCE {
            child.kill().map_err(|e| e.to_string())?;
            child.wait().map_err(|e| e.to_string())?;
            return Ok(false);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Makes `to` what `from` is. A file that is the same stays, so that cargo builds nothing for it.
fn mirror(from: &Path, to: &Path) -> std::io::Result<()> {
    if from.is_file() {
        let bytes = std::fs::read(from)?;
        if std::fs::read(to).is_ok_and(|there| there == bytes) {
            return Ok(());
        }
        return std::fs::write(to, bytes);
    }
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(to)? {
        let entry = entry?;
        if !from.join(entry.file_name()).exists() && entry.path().is_file() {
            std::fs::remove_file(entry.path())?;
        }
    }
    for entry in std::fs::read_dir(from)? {
        let name = entry?.file_name();
        if !LEFT_OUT.iter().any(|left| name == *left) {
            mirror(&from.join(&name), &to.join(&name))?;
        }
    }
    Ok(())
}
