//! Wrong ideas about scaling that questions look for. An id stays what it is: records keep it.
//!
//! Exams set twenty traps again and again; the course must lead a learner past each of them at
//! least twice. A wrong idea that makes somebody walk into one of them names it by its number.

/// A wrong idea, and what is so instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trap {
    /// Kebab-case, stable.
    pub id: &'static str,
    /// What somebody believes.
    pub belief: &'static str,
    /// What is so.
    pub instead: &'static str,
    /// The exam trap that it leads into: a number of [`EXAM_TRAPS`], from 1.
    pub exam: Option<u8>,
}

/// Traps that exams set, in our own words; the first is number 1.
pub const EXAM_TRAPS: [&str; 20] = [
    "Targets for InvocationsPerInstance are per minute.",
    "A smaller SAFETY_FACTOR gives a lower target and scales earlier.",
    "Both cooldowns of a SageMaker variant are 300 s by default.",
    "Scale-in needs 15 low minutes before any cooldown matters.",
    "Target tracking asks at once for what the load needs; MaxCapacity is its only brake.",
    "A larger breach inside the scale-out cooldown still adds the difference.",
    "Scheduled actions move the limits; capacity that lies inside them stays.",
    "EndTime of a schedule does not restore the limits.",
    "cron of Application Auto Scaling has six fields, and is UTC unless a time zone is given.",
    "Of two target tracking policies either may add, and both must agree to remove.",
    "No data is not zero: it freezes capacity, while zero requests scale in.",
    "CPUUtilization exceeds 100 on hosting instances of several cores.",
    "ModelLatency is in microseconds and leaves OverheadLatency out.",
    "Burstable instances serve models and cannot be auto scaled.",
    "Serverless endpoints have no GPU, no VPC, 6 GB and 200 at once.",
    "At zero, asynchronous endpoints queue and inference components reject; plain variants stay at one.",
    "Waking from zero takes a step policy.",
    "Managed Spot is for training; MaxWait covers MaxRuntime, and checkpoints save the work.",
    "Another instance type asks for deregistering the variant first; another model does not.",
    "DisableScaleIn stops the removals of its own policy alone.",
];

macro_rules! traps {
    ($($id:literal $(leads into $exam:literal)?: $belief:literal => $instead:literal;)*) => {
        /// Every wrong idea that a question may name.
        pub const TRAPS: &[Trap] = &[$(Trap {
            id: $id,
            belief: $belief,
            instead: $instead,
            exam: exam!($($exam)?),
        }),*];
    };
}

macro_rules! exam {
    () => {
        None
    };
    ($number:literal) => {
        Some($number)
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
    "creeps-by-one" leads into 5: "Target tracking adds one instance after the other."
        => "It asks once for everything that the load needs, up to MaxCapacity.";
    "maximum-is-asked" leads into 5: "A policy under pressure asks for MaxCapacity."
        => "It asks for the load divided by the target, rounded up.";
    "spare-is-free": "Capacity that waits costs nothing."
        => "An instance is paid for while it is in service, busy or not.";
    "fewer-is-cured": "Fewer failures mean that the latency is well too."
        => "Requests that no longer fail may wait instead: the queue moves into the latency.";
    "warm-pool": "SageMaker endpoints keep instances in a warm pool."
        => "Warm pools belong to training jobs. An endpoint's standing instances are its MinCapacity.";
    "serverless-word": "Provisioned concurrency keeps instances of an endpoint ready."
        => "Provisioned concurrency belongs to serverless endpoints, which have no instances to count.";
    "plain-reaches-zero" leads into 16: "Every real-time endpoint can scale to zero."
        => "A plain variant keeps at least one instance. Of real-time endpoints only those with inference components reach zero.";
    "only-serverless-zero" leads into 16: "Only serverless inference reaches zero."
        => "Asynchronous endpoints do as well, and since December 2024 inference components.";
    "tracking-wakes-from-zero" leads into 17: "Target tracking wakes what stands at zero."
        => "It divides by what is in service. From zero a step policy adds the first.";
    "step-brings-down" leads into 17: "The step policy is what brings the capacity down to zero."
        => "MinCapacity 0 and target tracking do that. The step policy adds the first one back.";
    "component-queues" leads into 16: "An inference component keeps requests while it has no copy."
        => "It rejects them. Only an asynchronous endpoint keeps a queue.";
    "async-answers-at-once" leads into 16: "An asynchronous endpoint answers as soon as a request comes."
        => "At zero its queue waits for an alarm and a launch: minutes.";
    "async-refuses" leads into 16: "Without an instance an asynchronous endpoint refuses requests."
        => "It takes them into its queue, instances or none.";
    "zero-is-free": "What scales to zero costs least."
        => "It pays for whole instances until it has scaled in, and it scales in 15 minutes late.";
    "no-failure-is-service" leads into 16: "What does not fail has been answered."
        => "A request in a queue has neither failed nor been answered.";
    "concurrency-is-warmth" leads into 15: "MaxConcurrency decides how many environments are warm."
        => "It limits how many run at once. ProvisionedConcurrency keeps environments warm.";
    "memory-removes-cold-starts" leads into 15: "More memory removes cold starts."
        => "A cold start comes whenever no idle environment is there, whatever its memory.";
    "idle-time-is-set" leads into 15: "How long an idle environment stays is a setting, and a shorter time is better."
        => "Nobody can set it, and AWS does not document it. What goes sooner has to start again sooner.";
    "serverless-queues": "A serverless endpoint lets requests wait when its concurrency is full."
        => "It throttles them: they fail at once.";
    "only-first-is-refused": "A serverless endpoint refuses only the first requests after a pause."
        => "A cold start makes the first ones slow. Refused is what comes while MaxConcurrency are running.";
    "low-traffic-is-sequential": "Half a request per second never needs two at once."
        => "Arrivals bunch: while one is served for half a second, the next comes in one of five cases.";
    "serverless-has-all" leads into 15: "Serverless inference takes every model."
        => "It has no GPU, no VPC configuration, and at most 6,144 MB of memory.";
    "serverless-is-small" leads into 15: "Serverless inference is for small models and few requests."
        => "It takes 6,144 MB and 200 requests at once. What it lacks are GPUs and a VPC configuration.";
    "serverless-needs-policy": "A serverless endpoint needs a scaling policy."
        => "It follows its requests by itself, down to nothing.";
    "cold-start-in-model-latency" leads into 13: "ModelLatency holds the cold start."
        => "ModelLatency begins when the container has the request. The cold start is in OverheadLatency.";
    "real-time-takes-all": "A real-time endpoint takes every request."
        => "Its payload has a limit of a few MB, and its answer is due within 60 s.";
    "spot-for-batch" leads into 18: "Batch transform runs on managed Spot."
        => "CreateTransformJob has no field for it. Training jobs have, and tuning jobs through them.";
    "spot-for-endpoints" leads into 18: "An endpoint can run on Spot instances."
        => "A production variant has no field for it.";
    "checkpoint-often" leads into 18: "The more checkpoints, the cheaper."
        => "Each one costs time. Below some interval the writing costs more than the work that it saves.";
    "restart-is-cheap" leads into 18: "Starting again costs less than writing checkpoints."
        => "Without a checkpoint an interruption takes everything that was done.";
    "checkpoint-loses-nothing" leads into 18: "With checkpoints an interruption costs no work."
        => "What was done since the last one is done again.";
    "whole-interval-lost" leads into 18: "Each interruption costs a whole interval."
        => "It costs what was done since the last checkpoint: an interval at most.";
    "max-wait-saves-work" leads into 18: "A longer MaxWait makes up for interruptions."
        => "It gives the job more time. Only a checkpoint keeps work.";
    "max-wait-is-the-work" leads into 18: "MaxWait may equal the work."
        => "Waiting and repeating count as well: it must leave room for them.";
    "max-wait-counts-waiting" leads into 18: "MaxWait limits the pauses alone."
        => "It limits the whole job, waiting and running.";
    "unfinished-is-free": "A job that is stopped unfinished costs nothing."
        => "Seconds with capacity are billed, whatever came of them.";
    "spot-bills-less-time": "Spot lowers the billed time."
        => "It lowers the price of a second. Interruptions add seconds.";
    "fleet-hides-spot": "A fleet hides the loss of one instance."
        => "What ran on it is lost, and the others must carry its load for as long as a launch takes.";
    "savings-is-the-rest": "The savings are billable time by training time."
        => "That is what is paid. The savings are the rest.";
    "spot-switch-is-the-goal": "Whatever runs on Spot is the cheaper design."
        => "First comes what the job has to do; the price of its capacity after it.";
    "schedule-covers-all": "A schedule is all that a known day needs."
        => "It holds what was known. What nobody knew needs a policy, or spare capacity.";
    "schedule-shrinks" leads into 7: "A lower scheduled MinCapacity removes instances."
        => "It only allows less. Lowering MaxCapacity removes, and a policy's scale-in.";
    "disable-is-cooldown" leads into 20: "DisableScaleIn delays scale-in."
        => "It stops the scale-in of that policy for good.";
    "first-policy-wins": "Of several policies the first, or the more careful one, decides."
        => "The largest capacity wins, for adding and for removing.";
    "more-policies-is-safer": "Another policy on top does no harm."
        => "Where it acts too late to help, it only adds cost.";
    "rps-for-minute" leads into 1: "InvocationsPerInstance counts per second."
        => "It counts per minute: 10 rps are 600.";
    "download-dominates": "The download of the artifact is most of the launch."
        => "The artifact's size divided by the speed is its share; provisioning is usually longer.";
    "metric-delay-is-set": "The delay of a metric is a setting."
        => "CloudWatch publishes when it publishes. The simulator's figure is an assumption.";
    "one-point-fires": "One datapoint above the target fires the alarm."
        => "AlarmHigh waits for three of three one-minute datapoints.";
    "scale-in-count" leads into 4: "AlarmHigh waits for 15 datapoints."
        => "Fifteen are AlarmLow's count, before capacity is removed.";
    "five-of-five": "A CloudWatch alarm waits for five datapoints."
        => "The count belongs to the alarm. Target tracking makes AlarmHigh with three.";
    "ends-with-launch": "The wait is what the launch takes."
        => "The alarm's minutes and the metric's delay come before it.";
    "sample-default" leads into 3: "A cooldown that is not set is 600 s."
        => "600 s stand in a sample policy, and are the default of ElastiCache. Both cooldowns of a SageMaker variant are 300 s by default.";
    "safety-factor-divides" leads into 2: "A smaller SAFETY_FACTOR makes a higher target, and a higher target makes more room."
        => "It multiplies the measured peak: a smaller factor is a lower target, and scales earlier.";
    "scale-in-cooldown-first" leads into 4: "ScaleInCooldown decides when the first instance goes."
        => "AlarmLow's 15 minutes come first. The cooldown begins after a scale-in.";
    "cooldown-blocks-larger" leads into 6: "Within a scale-out cooldown nothing is added."
        => "A larger breach acts, and adds what is missing to what was added already.";
    "schedule-sets-desired" leads into 7: "A scheduled action sets the number of instances."
        => "It moves MinCapacity and MaxCapacity. Capacity between them stays.";
    "end-time-reverts" leads into 8: "At its EndTime a schedule gives the old limits back."
        => "EndTime ends the repetition. A second action has to set the limits back.";
    "schedule-local-time" leads into 9: "A schedule runs by the local time of whoever wrote it."
        => "It runs by UTC, unless Timezone names a zone.";
    "zone-is-an-offset" leads into 9: "An hour in UTC is the same local hour all year."
        => "Daylight saving time moves it; a zone by its name moves with it.";
    "once-reverts" leads into 8: "What at() sets holds for that once."
        => "at() runs once, and the limits stay as it left them.";
    "schedule-adds" leads into 7: "A scheduled MinCapacity is added to what runs."
        => "It is a floor for the whole fleet.";
    "limit-must-fit" leads into 7: "A limit is refused when the fleet lies beyond it."
        => "A fleet inside the limits stays, one outside them is moved into them.";
    "bigger-for-later": "More capacity makes up for capacity that comes late."
        => "What failed before it came has failed, and what comes late is paid for.";
    "cron-of-seconds" leads into 9: "cron begins with the seconds, or with the hour."
        => "It begins with the minute: minute, hour, day, month, weekday, year.";
    "cron-five-fields" leads into 9: "cron has five fields, as on a server."
        => "Application Auto Scaling's has six: minute, hour, day, month, weekday, year.";
    "either-removes" leads into 10: "Any of several target tracking policies may remove capacity."
        => "Either may add. To remove, all that may scale in must agree.";
    "policies-deadlock" leads into 10: "Policies that want different numbers block each other."
        => "The largest of the numbers is taken.";
    "policies-add-up" leads into 10: "What two policies ask for is added up."
        => "Each asks for a whole fleet, and the largest is taken.";
    "no-data-is-zero" leads into 11: "A metric without data counts as no load."
        => "INSUFFICIENT_DATA moves nothing. Zero requests are data, and scale in.";
    "sharper-target" leads into 11: "A policy that does nothing needs a lower target."
        => "A policy without data compares no target with anything.";
    "there-is-open": "A VPC endpoint that is there lets everything through."
        => "Its security group, its policy, private DNS or the route table may each close it.";
    "missing-s3-stops-serving": "Without S3 the instances stop serving."
        => "What runs has its model. Only new instances have to load it.";
    "failed-is-free": "Instances that never serve are not paid for."
        => "The simulator counts from the start of provisioning, and so does a launch that fails.";
    "endless-wait": "A launch without S3 waits until it comes back."
        => "A download has a time limit; then the activity fails, and the policy asks again.";
    "isolation-opens": "Network isolation gives the model another way to S3."
        => "In a VPC the artifact still comes through its subnets.";
    "any-endpoint-will-do": "One VPC endpoint reaches every service of AWS."
        => "Each reaches the service that it names. CloudWatch alone has two: logs and monitoring.";
    "async-has-no-vpc": "An asynchronous endpoint cannot lie in a VPC."
        => "It runs on instances, which take a VPC configuration.";
    "vpc-cannot-scale": "An endpoint in a private VPC cannot be auto scaled."
        => "Application Auto Scaling works outside of the VPC and needs nothing in it.";
    "latency-in-ms" leads into 13: "ModelLatency is in milliseconds, or in seconds."
        => "It is in microseconds: half a second is 500,000.";
    "one-core-is-all" leads into 12: "CPUUtilization of 100 means that the whole instance is busy."
        => "100 is one vCPU. An instance of four reaches 400, and 70 is 17.5 % of it.";
    "cpu-sees-gpu": "CPUUtilization follows the load of a model on a GPU."
        => "It shows what the vCPUs do. A model that keeps the GPU busy may leave them idle.";
    "latency-falls-with-capacity": "Enough instances bring ModelLatency below any target."
        => "It never falls below the service time, however many instances serve.";
    "latency-follows-load": "ModelLatency tells how much capacity the load needs."
        => "It stays flat while there is room, and leaps when there is none.";
    "burstable-cannot-serve" leads into 14: "Burstable instance types cannot serve models."
        => "They serve, and cannot be registered as a scalable target.";
    "burstable-scales" leads into 14: "Any instance type that serves a model can be auto scaled."
        => "Burstable types (ml.t2) cannot be registered as a scalable target.";
    "type-changes-alone" leads into 19: "An update may change the instance type of a registered variant."
        => "The variant is deregistered first, and registered again afterwards.";
    "model-deregisters" leads into 19: "Every change of an endpoint asks for deregistering the variant."
        => "Another instance type does. Another model does not.";
    "disable-holds-all" leads into 20: "With DisableScaleIn nothing removes instances."
        => "It stops its own policy's removals. A schedule or another policy may still remove.";
    "full-is-fine": "A fleet that is used to the full serves its load."
        => "Requests come in clumps. Without spare capacity a queue that has formed stays.";
    "sized-for-mean": "A fleet for the mean load carries the peak."
        => "What fails in the peak is not made good in the trough.";
    "more-is-safer": "More instances are the better design."
        => "Beyond what the goal asks for they add cost and nothing else.";
    "more-is-quicker": "More instances make every answer quicker."
        => "They shorten the wait. The work on a request takes as long as before.";
    "queue-saves": "A longer queue keeps requests from failing."
        => "A queue adds no capacity. The longer it is, the longer everybody waits, until callers give up.";
    "shortage-fails-all": "When demand exceeds capacity, everything fails."
        => "What exceeds the capacity fails. The rest is served, late.";
    "whole-endpoint": "InvocationsPerInstance counts the requests of the endpoint."
        => "It divides them by the instances in service.";
    "scales-by-default": "A new endpoint scales by itself."
        => "Nothing scales it until a scalable target is registered and a policy is put.";
    "replaces-and-adds": "SageMaker adds instances to an endpoint that is overloaded."
        => "It replaces instances that are unhealthy. Adding takes a policy or a call.";
    "gpu-cannot-scale": "Instances with a GPU cannot be auto scaled."
        => "They can. Burstable types cannot.";
    "symmetric-alarms": "Scaling in is as quick as scaling out."
        => "AlarmHigh waits for 3 minutes, AlarmLow for 15.";
    "zero-disables": "A cooldown of 0 s switches scaling off."
        => "It means that nothing is waited for. DisableScaleIn switches scale-in off.";
    "metric-sees-work": "InvocationsPerInstance tells how much work an instance has."
        => "It counts requests, light or heavy. The target has to know what one of them takes.";
    "target-met-is-well": "While the target is held, callers are well."
        => "A target that does not fit the model is held while requests wait and fail.";
    "low-target-is-cheap": "A lower target means fewer instances."
        => "It means fewer requests for each instance, so more instances.";
    "no-safety-factor": "The target is what an instance can serve at most."
        => "Then nothing is left for the minutes until help comes. A SAFETY_FACTOR keeps some back.";
    "alarm-acts-alone": "An alarm changes capacity by itself."
        => "It reports. A policy decides, if it may.";
    "in-cooldown-slows-out": "A scale-in cooldown delays scaling out."
        => "It holds scale-ins. A scale-out ends it at once.";
    "out-cooldown-only-out": "A scale-out cooldown has no effect on scaling in."
        => "AWS does not say. The simulator lets a scale-in wait until it has passed.";
    "schedule-waits": "A scheduled action waits until it may act."
        => "It acts at its minute, cooldown or not. If the endpoint is Updating then, it fails.";
    "schedule-only-limits": "A scheduled action moves nothing until a policy acts."
        => "Capacity outside the new limits is moved into them at once.";
    "policy-overrides-limits": "A policy goes below MinCapacity when the load allows it."
        => "No policy goes beyond the limits of its scalable target.";
    "activities-merge": "A second change joins a scaling activity under way."
        => "While the endpoint is Updating nothing else can scale it.";
    "half-applied": "Of a scheduled action that fails the new limits stay."
        => "It fails as a whole.";
    "cooldown-is-updating": "The wait for a launch is the cooldown."
        => "During a launch the endpoint is Updating. The cooldown begins when the activity has ended.";
    "long-cooldown-saves": "A long ScaleInCooldown saves money."
        => "It keeps spare instances longer.";
    "no-default-cooldown" leads into 3: "What is not set is no cooldown."
        => "Both cooldowns of a SageMaker variant are 300 s by default.";
    "cooldown-is-all": "Between two steps nothing but the cooldown passes."
        => "The launch comes first. The cooldown begins when it has ended.";
    "cooldown-never-matters": "A cooldown never delays scaling out."
        => "It holds a scale-out of the same size: the next equal step.";
    "cooldown-from-request": "A cooldown begins when capacity is asked for."
        => "It begins when the scaling activity has succeeded, after the launch.";
    "cooldown-no-credit" leads into 6: "A larger step within the cooldown is added whole."
        => "What was added already counts as a part of it.";
    "steps-each-minute": "A step policy acts every minute."
        => "Its alarm calls it every minute. While the endpoint is Updating it cannot act.";
    "steps-fire-once": "A step policy acts once for each alarm."
        => "It acts again as long as the alarm is in ALARM and a step fits.";
    "step-is-tracking": "A step policy asks for what the load needs."
        => "It asks for what its step says. Target tracking divides the load.";
    "bounds-are-values": "A step's bounds are values of the metric."
        => "They count from the alarm's threshold.";
    "upper-bound-included": "A step's upper bound belongs to it."
        => "Above the threshold it belongs to the next step.";
    "percent-rounds-up": "A percentage is rounded up."
        => "Above 1 it is rounded down.";
    "steps-add-up": "Every step that fits is taken."
        => "Exactly one step answers a breach: steps may not overlap.";
    "adding-needs-agreement" leads into 10: "Several policies must agree to add."
        => "One is enough to add. To remove, target tracking policies must agree.";
    "alarm-stays": "An alarm stays in ALARM once it has fired."
        => "It goes back to OK when the metric does.";
}

/// The wrong idea of this id.
pub fn trap(id: &str) -> Option<&'static Trap> {
    TRAPS.iter().find(|trap| trap.id == id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_exam_trap_has_a_wrong_idea_that_leads_into_it() {
        for number in 1..=EXAM_TRAPS.len() {
            let leads = |trap: &Trap| trap.exam.map(usize::from) == Some(number);
            assert!(TRAPS.iter().any(leads), "number {number}");
        }
        let unknown = |trap: &&Trap| trap.exam.is_some_and(|n| !(1..=20).contains(&n));
        assert_eq!(TRAPS.iter().find(unknown), None);
    }

    #[test]
    fn an_id_stands_once() {
        for (i, trap) in TRAPS.iter().enumerate() {
            assert!(TRAPS[..i].iter().all(|t| t.id != trap.id), "{}", trap.id);
        }
    }
}
