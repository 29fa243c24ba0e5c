// The instrument: every strip on one clock, read by keyboard, asked why, and held against a run
// without what held it.

import { strict as assert } from "node:assert";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { shootAll } from "../harness/shots.mjs";
import { visiting } from "../harness/visit.mjs";
import { LESSON, overflow, run, runToTheResult } from "../lesson/steps.mjs";
import { overlaps } from "./overlap.mjs";

const TITLES = ["Traffic", "Capacity", "InvocationsPerInstance", "Policy", "Queue", "Latency", "Utilization", "Errors", "Cost"];

/** The lesson's run with every strip, the playhead where it rests. */
async function instrument(page) {
  await run(page).waitFor();
  await runToTheResult(page);
  await page.getByRole("button", { name: "Show all strips" }).click();
  await page.locator(".strip").nth(TITLES.length - 1).waitFor();
}

const scrubber = (page) => page.getByRole("slider", { name: "Simulated time" });
const now = (page) => scrubber(page).getAttribute("aria-valuetext");
const question = (page) => page.locator("#chain").innerText();
const ghosts = (page) => page.locator(".p-gho").count();
const focused = (page) => page.evaluate(() => document.activeElement.getAttribute("data-strip") ?? document.activeElement.id);

test(
  "every strip says itself in one sentence, and its table holds every figure",
  visiting({ path: LESSON }, async ({ page }) => {
    await run(page).waitFor();
    await runToTheResult(page);
    assert.equal(await page.locator(".strip").count(), 3, "the lesson's own strips first");
    await page.getByRole("button", { name: "Show all strips" }).click();
    const pictures = page.locator(".strips").getByRole("img");
    assert.deepEqual(await page.locator(".strip .h b").allInnerTexts(), TITLES);
    assert.equal(await pictures.count(), TITLES.length);
    for (const picture of await pictures.all()) {
      assert.match(await picture.getAttribute("aria-label"), /^[^.]+.*\.$/, "one sentence");
    }
    const sentences = await pictures.evaluateAll((all) => all.map((picture) => picture.getAttribute("aria-label")));
    await page.getByRole("button", { name: "Table of these strips" }).click();
    // One table for all strips: their names stand over their columns, and each says itself above it.
    const said = await page.locator(".sums li").allInnerTexts();
    assert.deepEqual(said, TITLES.map((title, i) => `${title} ${sentences[i]}`));
    const groups = page.locator(".twin").first().locator("thead [scope=colgroup]");
    const named = TITLES.filter((title) => title !== "Policy").map((title) => (title === "InvocationsPerInstance" ? "Metric" : title));
    assert.deepEqual(await groups.allInnerTexts(), named);
    const heads = await page.locator(".twin").first().locator("thead [scope=col]").allInnerTexts();
    const spans = await groups.evaluateAll((all) => all.map((head) => head.colSpan));
    assert.equal(spans.reduce((sum, n) => sum + n, 1), heads.length);
    for (const column of ["Minute", "Invocations", "InServiceInstanceCount", "DesiredInstanceCount", "InvocationsPerInstance", "ModelLatency p99", "CPUUtilization", "Failed requests", "Cost, US$"]) {
      assert(heads.includes(column), `${column} in ${heads}`);
    }
    assert.equal(await page.locator(".twin").first().locator("tbody tr").count(), 60);
    assert.deepEqual(await brokenRules(page), []);
  }),
);

test(
  "the keyboard reads a chart: a minute to the side, the strip below, and Enter asks why",
  visiting({ path: LESSON }, async ({ page }) => {
    await instrument(page);
    const traffic = page.getByRole("slider", { name: "Traffic at the playhead" });
    assert.equal(await traffic.getAttribute("tabindex"), "0");
    assert.equal(await page.locator('.cur[tabindex="0"]').count(), 1, "one stop for Tab");
    await traffic.focus();
    await page.keyboard.press("Home");
    for (let presses = 0; presses < 16; presses += 1) await page.keyboard.press("ArrowRight");
    assert.match(await traffic.getAttribute("aria-valuetext"), /^09:06:00, \d+(\.\d)? rps$/);
    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(page), "Capacity-0");
    const capacity = page.getByRole("slider", { name: "Capacity at the playhead" });
    assert.equal(await capacity.getAttribute("aria-valuetext"), "09:06:00, 4 in service, 4 desired");
    await page.keyboard.press("Shift+ArrowRight");
    assert.match(await now(page), /^09:16:00/);
    await page.keyboard.press("Enter");
    assert.equal(await focused(page), "chain", "the focus is at the answer");
    assert.equal(await question(page), "Why did nothing scale at 09:16?");
  }),
);

test(
  "events, bars and links lead to their own time, and back",
  visiting({ path: LESSON }, async ({ page }) => {
    await instrument(page);
    await scrubber(page).focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("]");
    assert.match(await now(page), /^09:10:00/, "the first event is the alarm");
    assert.equal(await question(page), "Why did it scale at 09:10?");

    // A press on the bar of the activity, in its middle.
    await page.keyboard.press("End");
    const lane = page.locator(".lane .plot");
    const [plot, bar] = await Promise.all([lane.boundingBox(), lane.locator(".job").first().boundingBox()]);
    await page.mouse.click(bar.x + bar.width / 2, plot.y + 8);
    assert.match(await now(page), /^09:10:00/);
    // An empty place asks why nothing happened there.
    await page.mouse.click(plot.x + plot.width * 0.05, plot.y + 8);
    assert.match(await question(page), /^Why did nothing scale at 08:5\d\?$/);

    // The last new instance: its chain's datapoint is of an earlier moment.
    await page.mouse.click(plot.x + plot.width * 0.6, plot.y + 8);
    const asked = await question(page);
    const before = await now(page);
    const alarm = page.locator(".chain li button").nth(1);
    await alarm.click();
    assert.equal(await alarm.getAttribute("aria-expanded"), "true");
    const time = await alarm.locator("time").innerText();
    assert((await now(page)).startsWith(time), `${await now(page)} is ${time}`);
    assert.equal(await question(page), asked, "the question stays");
    await page.getByRole("button", { name: /^Back to / }).click();
    assert.equal(await now(page), before);
    assert.equal(await page.getByRole("button", { name: /^Back to / }).count(), 0);
  }),
);

test(
  "another time is picked on the scrubber: Enter asks, Escape keeps the answer",
  visiting({ path: LESSON }, async ({ page }) => {
    await instrument(page);
    const before = [await question(page), await now(page)];
    const pick = page.getByRole("button", { name: "Ask about another time" });
    await pick.click();
    await page.getByText("Escape keeps the answer.").waitFor();
    await page.keyboard.press("Home");
    assert.equal(await question(page), before[0], "not before Enter");
    await page.keyboard.press("Escape");
    assert.deepEqual([await question(page), await now(page)], before);
    assert.equal(await focused(page), "chain");
    await pick.click();
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    assert.equal(await question(page), "Why did nothing scale at 08:50?");
    assert.equal(await page.getByText("Escape keeps the answer.").count(), 0);
  }),
);

test(
  "what held the policy can be lifted: a dotted run and the difference in words",
  visiting({ path: LESSON }, async ({ page }) => {
    await instrument(page);
    await scrubber(page).focus();
    await page.keyboard.press("Home");
    for (let presses = 0; presses < 2; presses += 1) await page.keyboard.press("Shift+ArrowRight");
    for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press("ArrowRight");
    assert.equal(await question(page), "Why did nothing scale at 09:14?");
    assert.equal(await ghosts(page), 0);
    await page.getByRole("button", { name: "Run without the launch time" }).click();
    const said = page.locator(".but-for p").first();
    await said.filter({ hasText: /Without the launch time .* fewer requests fail/ }).waitFor();
    assert.equal(await ghosts(page), TITLES.length - 2, "on every strip but the given traffic and the lane");
    await page.getByRole("button", { name: "Remove the dotted lines" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".p-gho").length === 0);
    // After a decision that scaled, the scenario's own parts can be lifted.
    await page.locator(".rail").focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("]");
    await page.getByRole("button", { name: "Run without the metric's delay" }).click();
    await said.filter({ hasText: "Without the metric's delay" }).waitFor();
    // Another run takes the dotted lines away.
    await page.getByRole("button", { name: "Run again with another seed" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".p-gho").length === 0);
  }),
);

test(
  "the fleet counts what the capacity strip counts",
  visiting({ path: LESSON }, async ({ page }) => {
    await instrument(page);
    await scrubber(page).focus();
    for (const key of ["Home", "]", "]", "]", "End"]) {
      await page.keyboard.press(key);
      const [, serving] = (await now(page)).match(/, (\d+) in service/);
      const group = page.locator(".grp").first();
      await group.locator(".num", { hasText: new RegExp(`^${serving}$`) }).waitFor();
      assert.equal(await group.locator(".tiles i").count(), Number(serving));
      const tiles = await page.locator(".tiles i").count();
      const sum = (await page.locator(".grp .num").allInnerTexts()).reduce((all, n) => all + Number(n), 0);
      assert.equal(tiles, sum, "a tile for every instance");
    }
  }),
);

test(
  "while it plays, one message in two seconds at most; reduced motion steps from event to event",
  visiting({ path: LESSON }, async ({ page }) => {
    await instrument(page);
    await page.evaluate(() => {
      globalThis.said = [];
      const region = document.querySelector('.timeline > [role="status"]');
      new MutationObserver(() => said.push([performance.now(), region.textContent])).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    await scrubber(page).focus();
    await page.keyboard.press("Home");
    await page.getByText("300×").click();
    await page.getByRole("button", { name: /^Play from/ }).click();
    await page.getByRole("button", { name: "Replay" }).waitFor({ timeout: 60_000 });
    const said = await page.evaluate(() => globalThis.said);
    assert(said.some(([, words]) => words.includes("AlarmHigh on.")), JSON.stringify(said));
    // The last one says what is left at the end, at once.
    said.slice(1, -1).forEach(([at], i) => assert(at - said[i][0] >= 1990, `${at - said[i][0]} ms apart`));

    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.reload();
    await page.getByRole("button", { name: "Next event" }).waitFor({ timeout: 60_000 });
    await scrubber(page).focus();
    await page.keyboard.press("Home");
    await page.getByRole("button", { name: "Next event" }).click();
    assert.match(await now(page), /^09:10:00/);
    assert.equal(await page.locator('[data-revealing="true"]').count(), 0, "lines stand whole");
  }),
);

const WIDTHS = [1440, 1150, 800, 360];
test(
  "no label touches another, wherever the playhead stands",
  visiting({ path: LESSON }, async ({ page }) => {
    await instrument(page);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      await scrubber(page).focus();
      await page.keyboard.press("Home");
      for (let stop = 0; stop <= 12; stop += 1) {
        assert.deepEqual(await overlaps(page), [], `at ${width} px, ${await now(page)}`);
        for (let presses = 0; presses < 5; presses += 1) await page.keyboard.press("ArrowRight");
      }
      assert.equal(await overflow(page), 0, `${width} px`);
    }
  }),
);

for (const [name, media, size] of [
  ["light", { colorScheme: "light" }, "wide"],
  ["dark", { colorScheme: "dark" }, "wide"],
  ["forced colours", { forcedColors: "active" }, "wide"],
  ["forced colours on a phone", { forcedColors: "active" }, "narrow"],
  ["dark on a phone", { colorScheme: "dark" }, "narrow"],
]) {
  test(
    `nothing breaks the rules of accessibility, ${name}`,
    visiting({ path: LESSON, size }, async ({ page }) => {
      await page.emulateMedia(media);
      await instrument(page);
      await page.locator(".chain li button").nth(3).click();
      await page.locator(".held-by .btn").first().click();
      await page.locator(".but-for .c-gho").waitFor({ timeout: 20_000 });
      assert.deepEqual(await brokenRules(page), []);
      await page.evaluate(() => scrollTo(0, 0));
      assert.equal(await overflow(page), 0);
      if (name !== "dark" && size === "wide") await shootAll(page, `instrument-${name.replace(" ", "-")}`);
    }),
  );
}
