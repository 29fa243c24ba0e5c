//! What the exam MLA-C01 asks for: its domains and task statements in our own words, those that
//! Headroom teaches and those that it leaves to others.

use crate::course::{Course, LessonCard};

/// A task statement of the exam.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Task {
    /// Domain and number, as the exam guide counts them.
    pub id: &'static str,
    /// Name of its domain.
    pub domain: &'static str,
    /// What a candidate has to be able to do.
    pub statement: &'static str,
}

const PREPARE: &str = "Data preparation";
const DEVELOP: &str = "Model development";
const DEPLOY: &str = "Deployment and orchestration";
const OPERATE: &str = "Monitoring, maintenance and security";

/// The statements that lessons may name.
pub const TASKS: [Task; 5] = [
    Task {
        id: "3.1",
        domain: DEPLOY,
        statement: "Choose where a model runs: kind of endpoint, instances, and what latency, traffic and cost ask of them.",
    },
    Task {
        id: "3.2",
        domain: DEPLOY,
        statement: "Build that infrastructure and script it: auto scaling policies, their metrics and limits, networks.",
    },
    Task {
        id: "4.1",
        domain: OPERATE,
        statement: "Watch a model that answers requests: which metrics tell that it answers too late, too little or wrongly.",
    },
    Task {
        id: "4.2",
        domain: OPERATE,
        statement: "Watch the infrastructure and its cost, find what limits it, and size it.",
    },
    Task {
        id: "4.3",
        domain: OPERATE,
        statement: "Keep it closed: networks without internet, endpoints of other services, permissions.",
    },
];

/// The statements that no lesson serves, so that a learner knows of them.
pub const ELSEWHERE: [Task; 7] = [
    Task {
        id: "1.1",
        domain: PREPARE,
        statement: "Bring data in and store it: formats, sources, streams, and where they lie.",
    },
    Task {
        id: "1.2",
        domain: PREPARE,
        statement: "Turn data into features: cleaning, encoding, labelling.",
    },
    Task {
        id: "1.3",
        domain: PREPARE,
        statement: "Judge data before training: whole, without bias, protected.",
    },
    Task {
        id: "2.1",
        domain: DEVELOP,
        statement: "Choose how to model: an algorithm, a foundation model or a ready service.",
    },
    Task {
        id: "2.2",
        domain: DEVELOP,
        statement: "Train and refine: hyperparameters, distributed training, model size, versions.",
    },
    Task {
        id: "2.3",
        domain: DEVELOP,
        statement: "Judge a model: metrics, baselines, bias, what goes wrong in training.",
    },
    Task {
        id: "3.3",
        domain: DEPLOY,
        statement: "Automate: pipelines that build, test, deploy and train again.",
    },
];

/// The domains, in the order of the exam guide, and how much of the score each is, percent.
pub const DOMAINS: [(&str, u32); 4] = [(PREPARE, 28), (DEVELOP, 26), (DEPLOY, 22), (OPERATE, 24)];

/// A task statement, and the lessons of a course that serve it.
#[derive(Clone, Debug, PartialEq)]
pub struct Covered<'a> {
    /// The statement.
    pub task: &'static Task,
    /// In the order of the course; none where Headroom does not teach it.
    pub lessons: Vec<&'a LessonCard>,
}

/// Every task statement of the exam in its order, with what `course` has for it.
pub fn coverage(course: &Course) -> Vec<Covered<'_>> {
    let mut tasks: Vec<&'static Task> = TASKS.iter().chain(&ELSEWHERE).collect();
    tasks.sort_by_key(|task| task.id);
    let serving = |task: &Task| {
        let serves = |card: &&LessonCard| card.tasks.iter().any(|id| id == task.id);
        course.lessons.iter().filter(serves).collect()
    };
    let covered = |task| Covered {
        task,
        lessons: serving(task),
    };
    tasks.into_iter().map(covered).collect()
}

/// The statement of this id.
pub fn task(id: &str) -> Option<&'static Task> {
    TASKS.iter().find(|task| task.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_domains_are_the_whole_exam() {
        assert_eq!(DOMAINS.iter().map(|(_, percent)| percent).sum::<u32>(), 100);
        for task in TASKS.iter().chain(&ELSEWHERE) {
            let number: usize = task.id[..1].parse().expect("a domain's number");
            assert_eq!(task.domain, DOMAINS[number - 1].0, "{}", task.id);
        }
    }

    #[test]
    fn coverage_names_every_task_once_with_its_lessons() {
        let card = |id: &str, tasks: &[&str]| LessonCard {
            id: id.into(),
            title: id.into(),
            question: String::new(),
            unit: String::new(),
            minutes: 10,
            tasks: tasks.iter().map(|&id| id.into()).collect(),
        };
        let course = Course {
            title: String::new(),
            lessons: vec![card("a", &["3.1", "4.2"]), card("b", &["4.2"])],
            failed: Vec::new(),
        };
        let covered = coverage(&course);
        let ids: Vec<&str> = covered.iter().map(|c| c.task.id).collect();
        assert_eq!(
            ids,
            [
                "1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2", "3.3", "4.1", "4.2", "4.3"
            ]
        );
        let of = |id: &str| -> Vec<&str> {
            let task = covered
                .iter()
                .find(|c| c.task.id == id)
                .expect("it is there");
            task.lessons.iter().map(|card| card.id.as_str()).collect()
        };
        assert_eq!(of("4.2"), ["a", "b"]);
        assert_eq!(of("3.1"), ["a"]);
        assert_eq!(of("1.1"), [""; 0]);
    }
}
