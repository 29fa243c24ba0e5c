//! Steps: each says its name, how long it took and, when it failed, the command that reruns it alone.

use std::time::{Duration, Instant};

/// The steps of one command, in the order they ran.
#[derive(Default)]
pub struct Steps {
    done: Vec<Step>,
}

struct Step {
    name: String,
    again: String,
    took: Duration,
    failure: Option<String>,
}

impl Steps {
    /// Runs one step and tells whether it passed. Later steps may run after a failure:
    /// one run should report every problem it can.
    pub fn run(
        &mut self,
        name: &str,
        again: &str,
        step: impl FnOnce() -> Result<(), String>,
    ) -> bool {
        eprintln!("\n==> {name}");
        let start = Instant::now();
        let outcome = step();
        let took = start.elapsed();
        let failure = outcome.err();
        match &failure {
            None => eprintln!("    ok: {name} ({})", seconds(took)),
            Some(why) => eprintln!(
                "    FAILED: {name} ({})\n{why}\n    again: {again}",
                seconds(took)
            ),
        }
        let passed = failure.is_none();
        self.done.push(Step {
            name: name.to_owned(),
            again: again.to_owned(),
            took,
            failure,
        });
        passed
    }

    /// Prints the table of steps; an error when any failed.
    pub fn finish(&self) -> Result<(), String> {
        let total: Duration = self.done.iter().map(|step| step.took).sum();
        eprintln!("\nsteps, {} together:", seconds(total));
        for step in &self.done {
            let word = if step.failure.is_none() {
                "ok    "
            } else {
                "FAILED"
            };
            eprintln!("  {word} {:>8}  {}", seconds(step.took), step.name);
        }
        let failed: Vec<&Step> = self.done.iter().filter(|s| s.failure.is_some()).collect();
        if failed.is_empty() {
            return Ok(());
        }
        let mut text = format!("{} of {} steps failed:", failed.len(), self.done.len());
        for step in failed {
            text.push_str(&format!("\n  {}: rerun with `{}`", step.name, step.again));
        }
        Err(text)
    }
}

/// A duration for people.
pub fn seconds(duration: Duration) -> String {
    format!("{:.1} s", duration.as_secs_f64())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failure_fails_the_whole_and_names_the_command() {
        let mut steps = Steps::default();
        assert!(steps.run("good", "make good", || Ok(())));
        assert!(!steps.run("bad", "make bad", || Err("it broke".into())));
        let Err(text) = steps.finish() else {
            panic!("a failed step must fail the run");
        };
        assert!(text.contains("1 of 2"), "{text}");
        assert!(text.contains("make bad"), "{text}");
        assert!(!text.contains("make good"), "{text}");
    }
}
