// The sandbox: A and B side by side, edited, compared, asked about, shared.

import { strict as assert } from "node:assert";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { shootAll } from "../harness/shots.mjs";
import { visiting } from "../harness/visit.mjs";
import { overflow } from "../lesson/steps.mjs";

import { FIRST, SANDBOX, differences, done, failed, field, outcome, settled } from "./steps.mjs";

test(
  "A and B stand on one clock, with the outcome in words",
  visiting({ path: FIRST }, async ({ page }) => {
    await done(page);
    assert.equal(await page.title(), "Sandbox · Headroom");
    assert.match(await page.locator(".cfg").innerText(), /Both configurations meet the same requests/);
    assert.equal((await differences(page).innerText()).trim(), "2 differences");
    assert.match(await failed(page).innerText(), /B has [\d,]+ fewer B is better/);
    const capacity = page.locator(".strip.caps");
    assert.match(await capacity.innerText(), /A \d+ in service[\s\S]*B \d+ in service/);
    assert.ok(await capacity.locator("path.p-a").count());
    assert.ok(await capacity.locator("path.p-b").count());
    await shootAll(page, "sandbox");
    for (const media of [{ colorScheme: "dark" }, { colorScheme: "light" }, { forcedColors: "active" }]) {
      await page.emulateMedia(media);
      assert.deepEqual(await brokenRules(page), [], JSON.stringify(media));
    }
  }),
);

test(
  "on a phone the results come first, nothing is cut off, and a button leads to the form",
  visiting({ path: SANDBOX, size: "narrow" }, async ({ page }) => {
    await done(page);
    assert.equal(await overflow(page), 0);
    const top = async (selector) => (await page.locator(selector).boundingBox()).y;
    assert.ok((await top(".out")) < (await top(".cfg")));
    await page.getByRole("button", { name: "Edit A and B (1 difference)" }).click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "configuration");
    await page.locator("details.sec").evaluateAll((all) => all.forEach((one) => (one.open = true)));
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await brokenRules(page), []);
  }),
);

test(
  "an edit runs again; it is marked, undone, done again, copied and swapped",
  visiting({ path: SANDBOX }, async ({ page }) => {
    await done(page);
    const before = await failed(page).innerText();
    const min = field(page, "MinCapacity", "B");
    await min.fill("8");
    await min.press("Enter");
    await page.waitForFunction((before) => document.querySelector(".diff > div:nth-child(2)").innerText !== before, before);
    await done(page);
    assert.equal((await differences(page).innerText()).trim(), "2 differences");
    assert.ok(await page.locator("tr.df[data-path='scaling.scalable_target.MinCapacity']").count());
    await min.press("ArrowUp");
    assert.equal(await min.inputValue(), "9");
    await min.press("Shift+ArrowDown");
    assert.equal(await min.inputValue(), "-1");
    const undo = page.getByRole("button", { name: "Undo" });
    for (let n = 0; n < 3; n += 1) await undo.click();
    assert.equal(await min.inputValue(), "2");
    assert.ok(await undo.isDisabled());
    await page.getByRole("button", { name: "Redo" }).click();
    assert.equal(await min.inputValue(), "8");
    await page.getByRole("button", { name: "Swap" }).click();
    assert.equal(await field(page, "MinCapacity", "A").inputValue(), "8");
    await page.getByRole("button", { name: "Copy A to B" }).click();
    await page.getByText("no differences").first().waitFor();
    await page.waitForFunction(() => document.querySelector(".diff > div:nth-child(2)").innerText.includes("no difference"));
  }),
);

test(
  "what is not allowed is explained at its field, and the results stay",
  visiting({ path: SANDBOX }, async ({ page }) => {
    await done(page);
    const before = await outcome(page).innerText();
    const target = field(page, "TargetValue", "B");
    await target.fill("0");
    await target.press("Enter");
    const note = page.locator("tr.notes", { hasText: "E_OUT_OF_RANGE" });
    await note.waitFor();
    assert.match(await note.innerText(), /^B: 0 is not allowed: .*\[E_OUT_OF_RANGE\]$/);
    assert.equal(await target.getAttribute("aria-invalid"), "true");
    assert.match(await target.getAttribute("aria-describedby"), /^note-/);
    assert.match(await page.locator(".wrong").innerText(), /B is not in the results yet/);
    assert.equal(await outcome(page).innerText(), before);
    assert.ok(await page.getByRole("button", { name: "Copy link" }).isDisabled());
    assert.deepEqual(await brokenRules(page), []);
    await target.fill("seventy");
    await target.press("Enter");
    await page.locator("tr.notes", { hasText: "E_WRONG_TYPE" }).waitFor();
    assert.equal(await target.inputValue(), "seventy");
    await target.fill("700");
    await target.press("Enter");
    await note.waitFor({ state: "detached" });
    await page.waitForFunction((before) => document.querySelector(".diff").innerText !== before, before);
  }),
);

test(
  "policies, faults and whole texts come and go",
  visiting({ path: SANDBOX }, async ({ page }) => {
    await done(page);
    const schedules = page.locator("details[data-section=scheduled]");
    await schedules.getByRole("button", { name: "Add to B" }).click();
    const schedule = field(page, "Schedule", "B");
    assert.match(await schedule.inputValue(), /^cron\(/);
    assert.equal(await page.locator("tr[data-path='scaling.scheduled_actions[0].Schedule'] .a .sr").innerText(), "not here");
    await schedules.getByRole("button", { name: "Remove from B" }).click();
    await schedule.waitFor({ state: "detached" });
    // Another kind of endpoint comes with what it needs.
    await page.locator("details[data-section=policies]").getByRole("button", { name: "Remove from B" }).click();
    await field(page, "kind", "B").selectOption("serverless");
    await field(page, "max_concurrency", "B").waitFor();
    await page.locator("summary", { hasText: "The scenarios as JSON" }).click();
    const text = page.getByLabel("Scenario B");
    assert.match(await text.inputValue(), /"kind": "serverless"/);
    await text.fill("{");
    await page.getByRole("button", { name: "Apply B" }).click();
    await page.getByText("E_SYNTAX").waitFor();
    assert.equal(await field(page, "kind", "B").inputValue(), "serverless", "nothing has changed");
  }),
);

test(
  "the chain answers for A and for B, and a lifted guard is a dotted line",
  visiting({ path: SANDBOX }, async ({ page }) => {
    await done(page);
    const side = page.getByRole("radiogroup", { name: "Fleet and why of" });
    for (const name of ["B", "A"]) {
      await side.locator("label", { hasText: name }).click();
      await page.locator(".chain .ans").waitFor();
      const without = page.locator(".held-by").getByRole("button").first();
      await without.click();
      await page.locator(".but-for p").first().waitFor();
      await page.locator(".strip path.p-gho").first().waitFor({ state: "attached" });
    }
  }),
);

test(
  "every scenario that ships runs",
  visiting({ path: SANDBOX }, async ({ page }) => {
    await done(page);
    const presets = await page.locator("#preset option").evaluateAll((all) => all.map((one) => one.value).filter(Boolean));
    assert.ok(presets.length > 15, presets.join(" "));
    for (const preset of presets) {
      await page.locator("#preset").selectOption(preset);
      await settled(page);
      assert.equal(await page.locator("tr.notes .bad, .wrong li").count(), 0, preset);
    }
  }),
);

test(
  "AWS out in four forms, and in from what it describes, without names and account ids",
  visiting({ path: SANDBOX }, async ({ page }) => {
    await done(page);
    const requests = page.getByRole("region", { name: "Requests to AWS" });
    assert.match(await requests.innerText(), /aws application-autoscaling put-scaling-policy --cli-input-json/);
    const forms = page.getByRole("radiogroup", { name: "Form" });
    for (const [name, pattern] of [["CloudFormation", /AWS::ApplicationAutoScaling::ScalingPolicy/], ["Terraform", /aws_appautoscaling_policy/], ["boto3", /import boto3/]]) {
      await forms.locator("label", { hasText: name }).click();
      await page.waitForFunction((source) => new RegExp(source).test(document.querySelector(".aws pre").innerText), pattern.source);
    }
    await page.locator("summary", { hasText: "Take from AWS" }).click();
    const paste = page.locator(".aws textarea");
    await paste.fill("{}");
    await page.getByRole("button", { name: "Use in B" }).click();
    await page.getByText("Nothing was taken: none of ScalableTargets").waitFor();
    const target = { ServiceNamespace: "sagemaker", ResourceId: "endpoint/secret-name/variant/AllTraffic", ScalableDimension: "sagemaker:variant:DesiredInstanceCount", MinCapacity: 5, MaxCapacity: 12, RoleARN: "arn:aws:iam::123456789012:role/x", Colour: "red" };
    await paste.fill(JSON.stringify({ ScalableTargets: [target] }));
    await page.getByRole("button", { name: "Use in B" }).click();
    assert.equal(await field(page, "MinCapacity", "B").inputValue(), "5");
    await page.getByText("ScalableTargets[0].Colour is not known here").waitFor();
    const text = await page.getByLabel("Scenario B").inputValue();
    assert.doesNotMatch(text, /secret-name|123456789012/);
    assert.deepEqual(await brokenRules(page), []);
  }),
);

test(
  "traffic by a pasted curve and by drawing; a gap is missing data and never zero",
  visiting({ path: SANDBOX }, async ({ page }) => {
    await done(page);
    await page.locator("summary", { hasText: "Paste a measured curve" }).click();
    const by = page.locator(".cfg details.by");
    const used = by.getByRole("button", { name: "Use", exact: true });
    await by.locator("textarea").fill("Timestamp,Sum\n2026-03-02T08:00:00Z,600\n2026-03-02T08:01:00Z,1200\n2026-03-02T08:04:00Z,600");
    await by.getByLabel("Unit of the values").selectOption("sum");
    await used.click();
    await page.getByText("2 of 5 intervals have no value. Nothing was measured there, which is not zero").waitFor();
    const kind = page.getByLabel("kind, both configurations");
    assert.equal(await kind.first().inputValue(), "constant", "nothing was taken yet");
    await by.getByRole("button", { name: "Use, with a straight line over each gap" }).click();
    assert.equal(await kind.first().inputValue(), "trace");
    const rps = page.getByLabel("rps, rps, both configurations");
    assert.equal(await rps.inputValue(), "[10,20,16.666667,13.333333,10]");
    await by.locator("textarea").fill("1\nx\n2");
    await used.click();
    await page.getByText('Nothing was taken: line 2: "x" is no number.').waitFor();
    await page.getByRole("button", { name: "Draw the traffic" }).click();
    const pen = page.getByRole("slider", { name: "Requests per second" });
    await pen.focus();
    await pen.press("Shift+ArrowUp");
    await pen.press("End");
    await page.getByRole("button", { name: "Use the drawing" }).click();
    await page.waitForFunction(() => document.querySelector("tr[data-path='traffic.components[0].rps'] :is(input, textarea)").value.startsWith("[20,20,"));
    await done(page);
  }),
);

test(
  "how sure the comparison is: seeds as faint lines, a band, and the verdicts in words",
  visiting({ path: SANDBOX }, async ({ page }) => {
    await done(page);
    await page.getByRole("button", { name: "How sure is this?" }).click();
    await page.locator(".doubt [role=status] p").first().waitFor({ timeout: 30_000 });
    const said = await page.locator(".doubt [role=status]").innerText();
    assert.match(said, /^Failed requests: .* 20 seeds/);
    for (const ink of ["p-fa", "p-fb", "f.p-ba", "f.p-bb"]) {
      assert.ok(await page.locator(`.strip.caps path.${ink}`).count(), ink);
    }
    await shootAll(page, "sandbox-doubt");
    // Another comparison is another question.
    await field(page, "MinCapacity", "B").fill("3");
    await field(page, "MinCapacity", "B").press("Enter");
    await page.locator("path.p-fa").first().waitFor({ state: "detached" });
  }),
);

test(
  "the search: progress, cancel at once, a front, and a candidate that becomes B",
  visiting({ path: `${FIRST}/spike-answered-late` }, async ({ page, t }) => {
    await done(page);
    const axes = page.locator(".optimise textarea");
    const write = async (text) => (await axes.fill(text), await axes.blur());
    await write("scaling.scalable_target.MinCapacity=1,2\nscaling.scalable_target.MinCapacity=3");
    await page.getByText("vary the same place").first().waitFor();
    const start = page.getByRole("button", { name: "Search" });
    assert.ok(await start.isDisabled());
    await write("scaling.scalable_target.MinCapacity=2,3,4,5,6\nscaling.policies[0].TargetTrackingScalingPolicyConfiguration.TargetValue=100,150,200,250,300");
    await page.getByText("25 combinations").waitFor();
    await start.click();
    const cancel = page.locator(".optimise").getByRole("button", { name: "Cancel" });
    await cancel.waitFor();
    const ms = await cancel.evaluate(async (button) => {
      const from = performance.now();
      button.click();
      while (button.isConnected) await new Promise((next) => requestAnimationFrame(next));
      return performance.now() - from;
    });
    t.diagnostic(`cancelled after ${ms.toFixed(0)} ms (aim 100 ms)`);
    assert.ok(ms < 300, `cancelled after ${ms} ms`);
    await start.click();
    await page.getByText("The best, on ten seeds that chose nobody").waitFor({ timeout: 60_000 });
    assert.ok(await page.locator(".optimise path.front").count());
    await shootAll(page, "sandbox-optimise");
    // The first of them may be what A is already.
    await page.getByRole("button", { name: /^Load as B: MinCapacity [^2]/ }).first().click();
    await differences(page).filter({ hasNotText: "no differences" }).waitFor();
    assert.deepEqual(await brokenRules(page), []);
  }),
);

test(
  "a lesson's answer is not searched for before the lesson was attempted",
  visiting({ path: SANDBOX }, async ({ page }) => {
    await done(page);
    await page.getByText("the search opens after your first attempt at it").waitFor();
    assert.ok(await page.getByRole("button", { name: "Search" }).isDisabled());
  }),
);

test(
  "the network map: a switch breaks a way, what follows is said with its kind, and the clues alone",
  visiting({ path: `${FIRST}/vpc-no-s3-at-scale-out` }, async ({ page }) => {
    await done(page);
    const s3 = page.locator(".ways li[data-service=s3]");
    await s3.waitFor();
    // Into the fault, which ends with the run.
    await page.locator(".rail").press("Home");
    await page.locator(".rail").press("Shift+ArrowRight");
    assert.match(await s3.innerText(), /no path[\s\S]*rolls back[\s\S]*AWS docs; the roll-back is inferred/);
    const logs = page.getByRole("switch", { name: "security_group_allows_443, interface logs, configuration A" });
    assert.equal(await logs.getAttribute("aria-checked"), "true");
    await logs.focus();
    await logs.press(" ");
    await page.locator(".ways li[data-service=logs].brk").waitFor();
    await done(page);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), await logs.getAttribute("aria-label"), "the focus stays");
    assert.match(await page.locator(".ways li[data-service=logs]").innerText(), /Only visibility is lost/);
    await shootAll(page, "sandbox-network");
    await page.getByRole("radiogroup", { name: "View of the network" }).locator("label", { hasText: "Only the clues" }).click();
    await page.locator(".clues li").first().waitFor();
    assert.equal(await page.locator(".ways").count(), 0);
    assert.deepEqual(await brokenRules(page), []);
  }),
);
