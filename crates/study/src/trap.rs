//! Wrong ideas about scaling that questions look for. An id stays what it is: records keep it.

/// A wrong idea, and what is so instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trap {
    /// Kebab-case, stable.
    pub id: &'static str,
    /// What somebody believes.
    pub belief: &'static str,
    /// What is so.
    pub instead: &'static str,
}

macro_rules! traps {
    ($($id:literal: $belief:literal => $instead:literal;)*) => {
        /// Every wrong idea that a question may name.
        pub const TRAPS: &[Trap] = &[$(Trap { id: $id, belief: $belief, instead: $instead }),*];
    };
}

traps! {
    "cooldown-delays-first": "The cooldown is what delays the first scale-out."
        => "A cooldown begins after a scaling activity has succeeded. Before the first one there is none.";
    "maximum-prepares": "A higher MaxCapacity prepares for a spike."
        => "MaxCapacity is a limit. Where the policy asks for less, raising it changes nothing.";
    "lower-target-is-floor": "A lower target does the same as a higher MinCapacity."
        => "A lower target keeps more instances for the load that there is; a spike still waits for alarm and launch.";
    "reacts-at-once": "Auto scaling answers a spike at once."
        => "Alarm, metric delay and launch pass first: minutes.";
    "alarm-is-whole-wait": "The wait is over when the alarm fires."
        => "After the alarm the launch begins: provisioning, download, container start.";
    "creeps-by-one": "Target tracking adds one instance after the other."
        => "It asks once for everything that the load needs, up to MaxCapacity.";
    "maximum-is-asked": "A policy under pressure asks for MaxCapacity."
        => "It asks for the load divided by the target, rounded up.";
    "spare-is-free": "Capacity that waits costs nothing."
        => "An instance is paid for while it is in service, busy or not.";
    "fewer-is-cured": "Fewer failures mean that the latency is well too."
        => "Requests that no longer fail may wait instead: the queue moves into the latency.";
    "warm-pool": "SageMaker endpoints keep instances in a warm pool."
        => "Warm pools belong to training jobs. An endpoint's standing instances are its MinCapacity.";
    "serverless-word": "Provisioned concurrency keeps instances of an endpoint ready."
        => "Provisioned concurrency belongs to serverless endpoints, which have no instances to count.";
    "rps-for-minute": "InvocationsPerInstance counts per second."
        => "It counts per minute: 10 rps are 600.";
    "download-dominates": "The download of the artifact is most of the launch."
        => "The artifact's size divided by the speed is its share; provisioning is usually longer.";
    "metric-delay-is-set": "The delay of a metric is a setting."
        => "CloudWatch publishes when it publishes. The simulator's figure is an assumption.";
    "one-point-fires": "One datapoint above the target fires the alarm."
        => "AlarmHigh waits for three of three one-minute datapoints.";
    "scale-in-count": "AlarmHigh waits for 15 datapoints."
        => "Fifteen are AlarmLow's count, before capacity is removed.";
    "five-of-five": "A CloudWatch alarm waits for five datapoints."
        => "The count belongs to the alarm. Target tracking makes AlarmHigh with three.";
    "ends-with-launch": "The wait is what the launch takes."
        => "The alarm's minutes and the metric's delay come before it.";
    "more-is-faster": "More instances at once take longer to launch."
        => "Launches run side by side; each takes as long as a single one.";
    "sample-default": "ScaleInCooldown is 600 s by default."
        => "600 s stand in a sample policy. The documented default is 300 s.";
}

/// The wrong idea of this id.
pub fn trap(id: &str) -> Option<&'static Trap> {
    TRAPS.iter().find(|trap| trap.id == id)
}
