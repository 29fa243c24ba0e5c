//! Counts the tests that ran, from what cargo and Node print about them.
//!
//! A run of zero tests passes for both of them; here it fails, and the last lines tell the numbers.

/// Tests by kind.
#[derive(Default)]
pub struct Tally {
    kinds: Vec<(String, Count)>,
}

#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
struct Count {
    passed: u64,
    failed: u64,
}

impl Tally {
    /// Reads `test result: ok. 12 passed; 0 failed; …`, one per test binary.
    pub fn read_cargo(&mut self, line: &str) {
        if let Some(result) = line.strip_prefix("test result: ") {
            let count = self.kind("Rust");
            count.passed += number_before(result, "passed");
            count.failed += number_before(result, "failed");
        }
    }

    /// Reads the lines `ℹ pass 5` and `ℹ fail 0` that end a run of Node's tests.
    pub fn read_node(&mut self, kind: &str, line: &str) {
        let mut words = line.split_whitespace();
        let marked = words.next().is_some_and(|mark| mark == "ℹ" || mark == "#");
        let (Some(what), Some(number)) = (words.next(), words.next()) else {
            return;
        };
        let Ok(number) = number.parse::<u64>() else {
            return;
        };
        if marked && words.next().is_none() {
            match what {
                "pass" => self.kind(kind).passed += number,
                "fail" | "cancelled" => self.kind(kind).failed += number,
                _ => {}
            }
        }
    }

    /// Reads `5 passed, 0 failed`, alone on a line.
    pub fn read_plain(&mut self, kind: &str, line: &str) {
        let words: Vec<&str> = line.split_whitespace().collect();
        if let [passed, "passed,", failed, "failed"] = words[..]
            && let (Ok(passed), Ok(failed)) = (passed.parse::<u64>(), failed.parse::<u64>())
        {
            self.kind(kind).passed += passed;
            self.kind(kind).failed += failed;
        }
    }

    /// An error when no test of this kind passed.
    pub fn some_ran(&mut self, kind: &str) -> Result<(), String> {
        match self.kind(kind).passed {
            0 => Err(format!("    no {kind} test ran")),
            _ => Ok(()),
        }
    }

    /// The numbers, as the last lines of a run.
    pub fn print(&self) {
        for (kind, count) in &self.kinds {
            println!(
                "{kind} tests: {} passed, {} failed",
                count.passed, count.failed
            );
        }
    }

    fn kind(&mut self, name: &str) -> &mut Count {
        let at = self.kinds.iter().position(|(known, _)| known == name);
        let at = at.unwrap_or_else(|| {
            self.kinds.push((name.to_owned(), Count::default()));
            self.kinds.len() - 1
        });
        &mut self.kinds[at].1
    }
}

/// The number in front of a word: 12 in `ok. 12 passed; 0 failed`.
fn number_before(text: &str, word: &str) -> u64 {
    text.split(['.', ';'])
        .find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_runners_are_counted() {
        let mut tally = Tally::default();
        tally.read_cargo("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s");
        tally.read_cargo(
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
        );
        tally.read_cargo("test a::b ... ok");
        tally.read_node("browser", "ℹ tests 5");
        tally.read_node("browser", "ℹ pass 4");
        tally.read_node("browser", "ℹ fail 1");
        tally.read_node("browser", "✔ pass 9 things (3 ms)");
        assert_eq!(
            *tally.kind("Rust"),
            Count {
                passed: 15,
                failed: 2
            }
        );
        tally.read_plain("interop", "ok  7 passed, 0 failed");
        tally.read_plain("interop", "7 passed, 0 failed");
        assert_eq!(tally.kind("interop").passed, 7);
        assert_eq!(
            *tally.kind("browser"),
            Count {
                passed: 4,
                failed: 1
            }
        );
    }

    #[test]
    fn no_test_is_a_failure() {
        let mut tally = Tally::default();
        tally.read_node("browser", "ℹ pass 0");
        assert!(tally.some_ran("browser").is_err());
        assert!(tally.some_ran("Rust").is_err());
        tally.read_node("browser", "ℹ pass 1");
        assert!(tally.some_ran("browser").is_ok());
    }
}
