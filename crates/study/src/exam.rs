//! What the exam MLA-C01 asks for, as far as Headroom teaches it: its domains and task statements
//! in our own words.

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

/// The statement of this id.
pub fn task(id: &str) -> Option<&'static Task> {
    TASKS.iter().find(|task| task.id == id)
}
