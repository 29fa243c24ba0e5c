//! The machine that a table was measured on, in a sentence.

use crate::command::answer;

/// What can be found out, without anything that names its owner.
pub fn describe() -> String {
    let cpuinfo = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let facts = [
        processor(&cpuinfo),
        std::thread::available_parallelism()
            .ok()
            .map(|n| cores(n.get())),
        Some(format!(
            "{} {}",
            std::env::consts::OS,
            std::env::consts::ARCH
        )),
        answer("rustc", &["--version"]).map(|text| short(&text, 2)),
        answer("node", &["--version"]).map(|text| format!("Node {text}")),
        load.split(' ')
            .next()
            .filter(|figure| !figure.is_empty())
            .map(|figure| format!("load average {figure}")),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    let day = answer("date", &["-u", "+%Y-%m-%d"]);
    let day = day.map_or(String::new(), |day| format!(" on {day}"));
    format!("Measured{day}: {}.", facts.join(", "))
}

/// The processor's name as Linux tells it.
fn processor(cpuinfo: &str) -> Option<String> {
    let line = cpuinfo
        .lines()
        .find(|line| line.starts_with("model name"))?;
    let (_, name) = line.split_once(':')?;
    Some(name.trim().to_owned())
}

fn cores(n: usize) -> String {
    if n == 1 {
        "1 core".to_owned()
    } else {
        format!("{n} cores")
    }
}

/// The first words of a text.
fn short(text: &str, words: usize) -> String {
    let words: Vec<&str> = text.split(' ').take(words).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_processor_has_its_name_where_the_system_tells_it() {
        let text = "processor\t: 0\nmodel name\t: AMD EPYC\nmodel name\t: AMD EPYC\n";
        assert_eq!(processor(text).as_deref(), Some("AMD EPYC"));
        assert_eq!(processor("processor\t: 0\n"), None);
        assert_eq!(short("rustc 1.95.0 (abc 2026)", 2), "rustc 1.95.0");
        assert_eq!((cores(1), cores(2)), ("1 core".into(), "2 cores".into()));
    }
}
