//! A small course on disk that a test may damage: one lesson that is sound, and quick to simulate.

use std::fs;
use std::path::{Path, PathBuf};

use headroom_study::author::{LessonProblem, LintReport, code};
use headroom_study::lint;

const COURSE: &str = r#"
title = "A course"

[[units]]
title = "A unit"
lessons = ["sound"]
"#;

const LESSON: &str = r#"
title = "Too few"
question = "How many are enough?"
minutes = 2
strips = ["traffic", "errors"]
tasks = ["4.2"]
solution = "two"

[[prediction]]
quantity = "failed_requests"
prompt = "Failed requests"
unit = "requests"
min = 0
max = 10000
step = 100
start = 0

[[questions]]
id = "how-many"
goal = { lowest = "failed_requests" }
seeds = 5

[[questions.options]]
alternative = "two"
feedback = "{failed} fail for {cost}"

[[questions.options]]
alternative = "longer-queue"
feedback = "{failed} fail for {cost_more} more"
trap = "fewer-is-cured"
because = "requests.failed.total > 0.8 * start.requests.failed.total"

[[claims]]
kind = "run"
text = "It serves 20 rps."
holds = "requests.failed.total > 1_000"
"#;

/// One instance of 20 rps against 30 rps for five minutes: about 3,000 requests fail.
const SCENARIO: &str = r#"
id = "sound"
title = "Too few"
summary = "One instance too few."
duration_s = 300

[traffic]
components = [{ kind = "constant", rps = 30 }]

[model]
service_time = { distribution = "lognormal", mean_ms = 100, cv = 0.5 }
workers = 2
max_queue = 20

[endpoint]
kind = "real_time"
instance_type = "ml.m5.xlarge"
initial_instance_count = 1

[slo]
availability = 0.999

[[alternatives]]
id = "two"
title = "Two instances"
set = { "endpoint.initial_instance_count" = 2 }

[[alternatives]]
id = "longer-queue"
title = "max_queue 40"
set = { "model.max_queue" = 40 }
"#;

const TEXT: &str = "
# Open

One instance takes 30 rps.

# Predict

It serves 20 rps.

# Explain

The rest fails.

> **AWS docs** Nothing scales a new endpoint by itself.

# Question how-many

Which change prevents the most failed requests?

# After

Capacity is what serves.
";

/// A course in a folder of its own, removed when the test ends.
pub struct Workshop {
    pub dir: PathBuf,
}

impl Workshop {
    /// The sound course. `name` is the test's: tests run side by side.
    pub fn new(name: &str) -> Workshop {
        let dir =
            std::env::temp_dir().join(format!("headroom-study-{}-{name}", std::process::id()));
        let workshop = Workshop { dir };
        workshop.write("course.toml", COURSE);
        workshop.lesson("sound");
        workshop
    }

    /// Another lesson of the same files; course.toml does not name it yet.
    pub fn lesson(&self, id: &str) {
        self.write(&format!("{id}/lesson.toml"), LESSON);
        self.write(&format!("{id}/scenario.toml"), SCENARIO);
        self.write(&format!("{id}/text.md"), TEXT);
    }

    /// Writes a file of the course.
    pub fn write(&self, file: &str, text: &str) {
        let path = self.dir.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Replaces `from`, which must be there, in a file of the course.
    pub fn damage(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.dir.join(file)).unwrap();
        assert!(text.contains(from), "{from:?} is not in {file}");
        self.write(file, &text.replacen(from, to, 1));
    }

    /// Removes a file of the course.
    pub fn remove(&self, file: &str) {
        fs::remove_file(self.dir.join(file)).unwrap();
    }

    /// The lint's report.
    pub fn lint(&self) -> LintReport {
        let report = lint(&self.dir);
        for problem in &report.problems {
            let known = code::CODES.iter().chain(headroom_scenario::CODES);
            assert!(
                known.clone().any(|(code, _)| *code == problem.code),
                "{problem}"
            );
        }
        report
    }

    /// The only problem, which must be in `file`.
    pub fn only_problem(&self, file: &str) -> LessonProblem {
        let report = self.lint();
        assert_eq!(report.problems.len(), 1, "{report}");
        assert!(report.refuse());
        let problem = report.problems[0].clone();
        assert_eq!(problem.file, self.dir.join(file), "{problem}");
        problem
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all::<&Path>(&self.dir);
    }
}
