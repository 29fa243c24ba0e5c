// The strips of other kinds: a schedule, a call and an alarm that somebody made; a serverless
// endpoint; copies on instances; an asynchronous endpoint; a job on Spot capacity.

import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { DIST } from "../harness/server.mjs";
import { shootAll } from "../harness/shots.mjs";
import { visiting } from "../harness/visit.mjs";
import { LESSON, overflow, run, runToTheResult } from "../lesson/steps.mjs";
import { overlaps } from "./overlap.mjs";

const lesson = JSON.parse(await readFile(join(DIST, "lessons/spiky-traffic.json"), "utf8"));
const base = lesson.scenario;
const MINUTE = 60_000_000;

/** A server whose lesson runs another scenario, with every strip of it. */
const running = (change, strips) => {
  const scenario = { ...base, ...change };
  return { pages: { "lessons/spiky-traffic.json": JSON.stringify({ ...lesson, scenario, strips, questions: [] }) } };
};
const reading = (metric, statistic, period = MINUTE) => ({ metric, statistic, period });
const alarm = (name, of, comparison, threshold, actions) => ({
  alarm_name: name,
  rule: { reading: of, comparison_operator: comparison, threshold, evaluation_periods: 2, datapoints_to_alarm: 2, treat_missing_data: "Missing" },
  alarm_actions: actions,
});
const step = (name, adjustment) => ({
  policy_name: name,
  configuration: {
    StepScaling: {
      adjustment_type: "ChangeInCapacity",
      step_adjustments: [{ lower_bound: 0, upper_bound: null, scaling_adjustment: adjustment }],
      min_adjustment_magnitude: null,
      cooldown: 2 * MINUTE,
      metric_aggregation_type: "Average",
    },
  },
});

const titles = (page) => page.locator(".strip .h b").allInnerTexts();
const rows = (page) => page.locator(".twin").last().locator("tbody th").allInnerTexts();

async function ready(page) {
  await run(page).waitFor();
  await runToTheResult(page);
}

/** No label touches another and nothing is wider than the window, on a phone too. */
async function tidy(page, name) {
  for (const width of [1440, 360]) {
    await page.setViewportSize({ width, height: 900 });
    assert.deepEqual(await overlaps(page), [], `${name} at ${width} px`);
    assert.equal(await overflow(page), 0, `${name} at ${width} px`);
    assert.deepEqual(await brokenRules(page), []);
  }
  await page.setViewportSize({ width: 1440, height: 1000 });
  await page.evaluate(() => scrollTo(0, 0));
  await shootAll(page, `strips-${name}`);
}

const scaled = {
  scaling: {
    ...base.scaling,
    policies: [step("out", 2)],
    alarms: [alarm("slow-answers", reading("ModelLatency", "Average"), "GreaterThanThreshold", 300_000, ["out"])],
    scheduled_actions: [{ scheduled_action_name: "before-noon", firings: [54 * MINUTE], min_capacity: 6, max_capacity: null }],
  },
  operations: [{ at: 5 * MINUTE, call: { UpdateEndpoint: { duration: 5 * MINUTE } } }],
};

test(
  "a step policy, a schedule and a call: metric, threshold, alarm and marks, with their words in the table",
  visiting({ path: LESSON, server: running(scaled, ["traffic", "capacity", "metric", "policy"]) }, async ({ page }) => {
    await ready(page);
    assert.deepEqual(await titles(page), ["Traffic", "Capacity", "ModelLatency", "Policy", "Schedule, calls"]);
    await page.locator(".ends", { hasText: "threshold 300k" }).waitFor();
    const [scheduled, called] = [page.locator(".mk.sch"), page.locator(".mk.call")];
    assert.deepEqual([await scheduled.count(), await called.count()], [1, 1]);
    assert(await page.locator(".al").count() > 0);
    await page.locator(".mark-words", { hasText: "before-noon" }).waitFor();
    // A mark is asked about by a press, and the playhead goes there.
    const [plot, mark] = await Promise.all([page.locator(".lane .plot").last().boundingBox(), scheduled.boundingBox()]);
    await page.mouse.click(mark.x + mark.width / 2, plot.y + plot.height - 8);
    const scrubber = page.getByRole("slider", { name: "Simulated time" });
    assert.match(await scrubber.getAttribute("aria-valuetext"), /^09:44:00/);
    await page.locator(".chain .ans", { hasText: "before-noon" }).waitFor();
    await tidy(page, "schedule");
    await page.getByRole("button", { name: "Table of these strips" }).click();
    const said = await rows(page);
    for (const words of ["The scheduled action before-noon was due, MinCapacity 6.", "UpdateEndpoint was called.", "slow-answers in ALARM"]) {
      assert(said.includes(words), `${words} in ${said}`);
    }
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await brokenRules(page), []);
  }),
);

const serverless = {
  scaling: null,
  endpoint: {
    Serverless: { memory_mb: 2048, max_concurrency: 20, provisioned_concurrency: 0, cold_start: { Constant: { mean_ms: 3000 } }, idle_timeout: 10 * MINUTE },
  },
};

test(
  "a serverless endpoint: environments and cold starts, and no strip that it has not",
  visiting({ path: LESSON, server: running(serverless, ["traffic", "capacity", "cold_starts", "errors"]) }, async ({ page }) => {
    await ready(page);
    await page.getByRole("button", { name: "Show all strips" }).click();
    assert.deepEqual(await titles(page), ["Traffic", "Environments", "Cold starts", "Latency", "Errors", "Cost"]);
    assert.match(await page.locator(".strips").getByRole("img").nth(2).getAttribute("aria-label"), /^\d+ cold starts?; most of them in the minute of /);
    assert.equal(await page.locator(".fleet").count(), 0, "its environments have no names");
    await tidy(page, "serverless");
    await page.getByRole("button", { name: "Table of these strips" }).click();
    const heads = await page.locator(".twin").first().locator("thead [scope=col]").allInnerTexts();
    assert.deepEqual(heads.slice(0, 5), ["Minute", "Invocations", "Environments", "ColdStarts", "Throttles"]);
  }),
);

const job = {
  duration: 300 * MINUTE,
  scaling: null,
  traffic: { arrivals: "Uniform", components: [] },
  seed: 3,
  endpoint: {
    Training: {
      work: 120 * MINUTE,
      instance_type: base.endpoint.RealTime.instance_type,
      instance_count: 1,
      spot: { mean_interval: 60 * MINUTE, notice: 2 * MINUTE, wait_for_capacity: 10 * MINUTE },
      checkpoint: { interval: 30 * MINUTE, cost: MINUTE / 2, resume_cost: 2 * MINUTE },
      max_wait: null,
    },
  },
};

test(
  "a job on Spot capacity: progress, interruptions, checkpoints, and waits",
  visiting({ path: LESSON, server: running(job, ["job", "cost"]) }, async ({ page }) => {
    await ready(page);
    assert.deepEqual(await titles(page), ["Job", "Cost"]);
    assert(await page.locator(".mk.cut").count() > 0, "interruptions");
    assert(await page.locator(".mk.sav").count() > 0, "checkpoints");
    assert.equal(await page.locator(".al.low").count(), await page.locator(".mk.cut").count(), "a wait for each");
    const picture = page.locator(".strips").getByRole("img").first();
    assert.match(await picture.getAttribute("aria-label"), /^100 % of 7,200 s of work done at .* of work lost\.$/);
    assert.equal(await page.locator(".chain").count(), 0, "no policy scales a job");
    await page.getByRole("slider", { name: "Simulated time" }).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("]");
    await tidy(page, "job");
    await page.getByRole("button", { name: "Table of these strips" }).click();
    const heads = await page.locator(".twin").first().locator("thead [scope=col]").allInnerTexts();
    assert.deepEqual(heads.slice(0, 4), ["Minute", "work_done_s", "work_saved_s", "work_lost_s"]);
  }),
);

const copies = {
  scaling: {
    ...base.scaling,
    policies: [
      {
        policy_name: "copies",
        configuration: {
          TargetTracking: { reading: reading("ConcurrentRequestsPerCopy", "Average", 10_000_000), target_value: 1.5, scale_out_cooldown: 0, scale_in_cooldown: 0, disable_scale_in: false },
        },
      },
    ],
  },
  endpoint: {
    RealTime: { ...base.endpoint.RealTime, initial_instance_count: 2, inference_component: { initial_copies: 4, copies_per_instance: 2, min_instance_count: 1, max_instance_count: 8 } },
  },
};

test(
  "copies of an inference component stand on instances, and follow a metric of ten seconds",
  visiting({ path: LESSON, server: running(copies, ["traffic", "capacity", "metric", "policy"]) }, async ({ page }) => {
    await ready(page);
    assert.deepEqual(await titles(page), ["Traffic", "Capacity", "ConcurrentRequestsPerCopy", "Policy"]);
    await page.locator(".strip .unit", { hasText: "copies, and their instances" }).waitFor();
    await page.locator(".fleet .lbl", { hasText: /^\d+ cop(y|ies) on \d+ × / }).waitFor();
    await tidy(page, "copies");
  }),
);

const queued = {
  scaling: {
    ...base.scaling,
    min_capacity: 0,
    policies: [
      {
        policy_name: "backlog",
        configuration: {
          TargetTracking: { reading: reading("ApproximateBacklogSizePerInstance", "Average"), target_value: 5, scale_out_cooldown: 300_000_000, scale_in_cooldown: 300_000_000, disable_scale_in: false },
        },
      },
      step("wake", 1),
    ],
    alarms: [alarm("backlog-without-capacity", reading("HasBacklogWithoutCapacity", "Average"), "GreaterThanOrEqualToThreshold", 1, ["wake"])],
  },
  endpoint: {
    Async: {
      instance_type: base.endpoint.RealTime.instance_type,
      initial_instance_count: 2,
      invocation_timeout: 15 * MINUTE,
      launch: base.endpoint.RealTime.launch,
      max_concurrent_invocations_per_instance: 4,
      request_ttl: 360 * MINUTE,
    },
  },
};

test(
  "an asynchronous endpoint: its backlog, and both metrics that wake it",
  visiting({ path: LESSON, server: running(queued, ["traffic", "capacity", "metric", "policy", "queue"]) }, async ({ page }) => {
    await ready(page);
    assert.deepEqual(await titles(page), ["Traffic", "Capacity", "ApproximateBacklogSizePerInstance", "HasBacklogWithoutCapacity", "backlog", "wake", "Backlog"]);
    await tidy(page, "async");
  }),
);
