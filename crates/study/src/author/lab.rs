//! Runs that the check needs, each simulated once however many questions look at it, and kept
//! between checks: the same world under the same seed and the same program is the same run.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use headroom_engine::{VERSION, simulate};
use headroom_model::scenario::{Scenario, Seed};
use serde::{Deserialize, Serialize};

use super::parallel;
use crate::figure::Figure;

/// A scenario that is simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct World(usize);

/// Runs that are wanted, and then their figures.
#[derive(Default)]
pub struct Lab {
    /// Each scenario with its JSON, which tells it from others.
    worlds: Vec<(String, Scenario)>,
    known: BTreeMap<String, usize>,
    runs: BTreeMap<(World, u64), Run>,
    /// What became of them.
    pub count: Count,
}

/// How many runs a check needed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Simulated now.
    pub simulated: usize,
    /// Known from an earlier check.
    pub kept: usize,
}

struct Run {
    seed: Seed,
    asked: Vec<Figure>,
    found: Vec<Option<f64>>,
}

impl Lab {
    /// The world of a scenario.
    pub fn world(&mut self, scenario: &Scenario) -> World {
        // Scenarios hold no map with keys other than text, so that this cannot fail.
        let text = serde_json::to_string(scenario).unwrap_or_else(|_| format!("{scenario:?}"));
        if let Some(index) = self.known.get(&text) {
            return World(*index);
        }
        let index = self.worlds.len();
        self.known.insert(text.clone(), index);
        self.worlds.push((text, scenario.clone()));
        World(index)
    }

    /// Asks for figures of one run.
    pub fn want<'a>(
        &mut self,
        world: World,
        seed: Seed,
        figures: impl IntoIterator<Item = &'a Figure>,
    ) {
        let run = self.runs.entry((world, seed.get())).or_insert_with(|| Run {
            seed,
            asked: Vec::new(),
            found: Vec::new(),
        });
        for figure in figures {
            if !run.asked.contains(figure) {
                run.asked.push(figure.clone());
            }
        }
    }

    /// Finds every figure that was asked for, in `cache` or by simulation.
    pub fn work(&mut self, cache: Option<&Path>) {
        let shelves: Vec<Shelf> = self
            .worlds
            .iter()
            .map(|(text, _)| cache.map_or_else(Shelf::default, |dir| Shelf::open(dir, text)))
            .collect();
        for ((world, seed), run) in &mut self.runs {
            run.found = shelves[world.0].read(*seed, &run.asked).unwrap_or_default();
        }
        let open: Vec<(&World, &Run)> = self
            .runs
            .iter()
            .filter(|(_, run)| run.found.len() != run.asked.len())
            .map(|((world, _), run)| (world, run))
            .collect();
        let found = parallel::each(&open, |(world, run)| {
            let simulated = simulate(&self.worlds[world.0].1, run.seed);
            let figures = run.asked.iter().map(|figure| figure.measure(&simulated));
            ((**world, run.seed.get()), figures.collect::<Vec<_>>())
        });
        self.count = Count {
            simulated: found.len(),
            kept: self.runs.len() - found.len(),
        };
        for (key, found) in found {
            if let Some(run) = self.runs.get_mut(&key) {
                run.found = found;
            }
        }
        if self.count.simulated > 0 && cache.is_some() {
            self.keep(shelves);
        }
    }

    fn keep(&self, mut shelves: Vec<Shelf>) {
        for ((world, seed), run) in &self.runs {
            shelves[world.0].put(*seed, &run.asked, &run.found);
        }
        shelves.iter().for_each(Shelf::close);
    }

    /// A figure of a run that was asked for.
    pub fn value(&self, world: World, seed: Seed, figure: &Figure) -> Option<f64> {
        let run = self.runs.get(&(world, seed.get()))?;
        let index = run.asked.iter().position(|asked| asked == figure)?;
        run.found.get(index).copied().flatten()
    }
}

/// What is known of one world, in a file of its own.
#[derive(Default)]
struct Shelf {
    path: Option<PathBuf>,
    kept: Kept,
}

#[derive(Default, Serialize, Deserialize)]
struct Kept {
    program: String,
    scenario: String,
    /// By seed and figure, as the bits of the number.
    runs: BTreeMap<u64, BTreeMap<String, Option<u64>>>,
}

impl Shelf {
    /// A file that is not there, or is of another program or scenario, is an empty shelf.
    fn open(dir: &Path, scenario: &str) -> Shelf {
        let path = dir.join(format!("{:016x}.json", digest(scenario)));
        let kept = fs::read_to_string(&path).ok();
        let kept: Option<Kept> = kept.and_then(|text| serde_json::from_str(&text).ok());
        let program = program();
        let fits = |kept: &Kept| kept.program == program && kept.scenario == scenario;
        let kept = kept.filter(fits).unwrap_or_else(|| Kept {
            program: program.clone(),
            scenario: scenario.to_owned(),
            runs: BTreeMap::new(),
        });
        Shelf {
            path: Some(path),
            kept,
        }
    }

    fn read(&self, seed: u64, figures: &[Figure]) -> Option<Vec<Option<f64>>> {
        let run = self.kept.runs.get(&seed)?;
        let figures = figures.iter();
        figures
            .map(|figure| Some(run.get(&figure.to_string())?.map(f64::from_bits)))
            .collect()
    }

    fn put(&mut self, seed: u64, figures: &[Figure], found: &[Option<f64>]) {
        let run = self.kept.runs.entry(seed).or_default();
        for (figure, value) in figures.iter().zip(found) {
            run.insert(figure.to_string(), value.map(f64::to_bits));
        }
    }

    /// What cannot be written is simulated again next time.
    fn close(&self) {
        let Some(path) = &self.path else { return };
        let Ok(text) = serde_json::to_string(&self.kept) else {
            return;
        };
        // Renamed into place, so that a check beside this one never reads half a file.
        let half = path.with_extension(format!("{}.half", std::process::id()));
        let _ = path.parent().map(fs::create_dir_all);
        if fs::write(&half, text).is_ok() {
            let _ = fs::rename(&half, path);
        }
    }
}

/// The engine's version and this very program: while the engine is worked on, its version stays.
fn program() -> String {
    let file = std::env::current_exe().and_then(fs::metadata).ok();
    let built = file.map(|file| {
        let at = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some((file.len(), at.as_nanos()))
    });
    format!("{VERSION} {:?}", built.flatten())
}

/// FNV-1a: names a file; what is in it is compared whole.
fn digest(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// Where the runs of the lessons in `dir` are kept: below the build's own folder, if there is one.
pub fn cache(dir: &Path) -> Option<PathBuf> {
    let dir = dir.canonicalize().ok()?;
    let target = dir.parent()?.join("target");
    target.is_dir().then(|| target.join("lessons"))
}
