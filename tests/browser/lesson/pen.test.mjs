// The prediction pen: by mouse, by finger, by keyboard, as a table; and the lesson by keyboard alone.

import { strict as assert } from "node:assert";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { shootAll } from "../harness/shots.mjs";
import { visiting } from "../harness/visit.mjs";
import { byNumbers, feedback, LESSON, ONE_QUESTION, overflow, pen, run } from "./steps.mjs";

const button = (page, name) => page.getByRole("button", { name, exact: true });
const spoken = (page) => pen(page).getAttribute("aria-valuetext");
const status = (page) => page.locator("#commits").innerText();
const hold = (page) => button(page, "Hold last value to the end");

/** The place of a minute after 08:50 and of a number of instances on the chart, in pixels. */
async function at(page, minute, instances) {
  const box = await page.locator(".pen").boundingBox();
  // MaxCapacity is 20, with a tenth of air above it.
  return { x: box.x + (box.width * (minute + 0.5)) / 60, y: box.y + box.height * (1 - instances / 22) };
}

/** Until the page has stopped scrolling: a place measured while it moves is missed. */
async function settled(page) {
  await page.waitForFunction(() => {
    const now = performance.now();
    if (window.lastScroll?.y !== scrollY) window.lastScroll = { y: scrollY, since: now };
    return now - window.lastScroll.since > 250;
  });
}

test(
  "by mouse: a stroke draws, a stroke back redraws, a tap places a point, undo and redo",
  visiting({ path: LESSON, server: ONE_QUESTION }, async ({ page }) => {
    await pen(page).waitFor();
    assert.equal(await spoken(page), "09:05, 4 instances");
    assert.match(await status(page), /^Draw from 09:05 to 09:50\./);
    await run(page).click({ force: true });
    assert.equal(await page.locator(".lesson").getAttribute("data-phase"), "predict", "nothing runs before a prediction");

    const drag = async (...way) => {
      const [first, ...rest] = await Promise.all(way.map(([minute, count]) => at(page, minute, count)));
      await page.mouse.move(first.x, first.y);
      await page.mouse.down();
      for (const place of rest) await page.mouse.move(place.x, place.y, { steps: 40 });
      await page.mouse.up();
    };
    await drag([15, 4], [25, 4], [25, 9], [40, 9]);
    assert.equal(await spoken(page), "09:30, 9 instances");
    assert.match(await status(page), /^Drawn to 09:31\. Run opens when you reach 09:50\.$/);
    await drag([40, 9], [40, 6], [30, 6]);
    assert.equal(await spoken(page), "09:20, 6 instances");

    const tap = await at(page, 45, 12);
    await page.mouse.click(tap.x, tap.y);
    assert.equal(await spoken(page), "09:35, 12 instances");
    await page.keyboard.press("Control+z");
    assert.equal(await spoken(page), "09:35, 6 instances", "the focus is at the pen, and its keys work");
    await page.keyboard.press("Control+y");
    assert.equal(await spoken(page), "09:35, 12 instances");
    await hold(page).click();
    assert.match(await status(page), /^This commits your prediction\./);
    await button(page, "Clear").click();
    assert.match(await status(page), /^Draw from 09:05/);
    await button(page, "Undo").click();
    assert.match(await status(page), /^This commits/);
  }),
);

test(
  "by finger: across draws, down scrolls the page, a tap places a point",
  visiting({ path: LESSON, size: "narrow", server: ONE_QUESTION, context: { hasTouch: true } }, async ({ page, context }) => {
    await run(page).waitFor();
    assert.equal(await page.getByRole("spinbutton").count(), 3, "three steppers come first on a phone");
    assert.equal(await pen(page).count(), 0);
    await page.getByText("Draw it", { exact: true }).click();
    await pen(page).waitFor();
    const chart = await page.locator(".pen").boundingBox();
    const prose = await page.locator(".steps").boundingBox();
    assert(chart.y < prose.y, "the chart stands above the prose");
    await page.locator(".pen").scrollIntoViewIfNeeded();
    await settled(page);

    const fingers = await context.newCDPSession(page);
    const touch = (type, place) =>
      fingers.send("Input.dispatchTouchEvent", { type, touchPoints: place ? [{ x: place.x, y: place.y }] : [] });
    const swipe = async (from, to) => {
      await touch("touchStart", from);
      for (let step = 1; step <= 12; step += 1) {
        await touch("touchMove", { x: from.x + ((to.x - from.x) * step) / 12, y: from.y + ((to.y - from.y) * step) / 12 });
      }
      await touch("touchEnd");
    };
    await swipe(await at(page, 15, 7), await at(page, 35, 8));
    assert.match(await spoken(page), /^09:2[45], 8 instances$/);

    const before = await spoken(page);
    const scrolled = await page.evaluate(() => scrollY);
    const from = await at(page, 50, 12);
    await swipe(from, { x: from.x + 2, y: from.y - 120 });
    await page.waitForFunction((y) => scrollY !== y, scrolled);
    assert.equal(await spoken(page), before, "scrolling draws nothing");
    await settled(page);
    const place = await at(page, 55, 10);
    await page.touchscreen.tap(place.x, place.y);
    assert.match(await spoken(page), /^09:4[45], 10 instances$/);
    await hold(page).click();
    assert.match(await status(page), /^This commits/);
    assert.equal(await overflow(page), 0);

    const act = await page.locator(".predict > .act").boundingBox();
    assert(Math.abs(act.y + act.height - 800) < 2, "Run and Table stick to the bottom edge");
  }),
);

test(
  "by table: a row for each change, the same drawing",
  visiting({ path: LESSON, server: ONE_QUESTION }, async ({ page }) => {
    await pen(page).waitFor();
    await button(page, "Enter as a table").click();
    await button(page, "Add a change").click();
    const field = (name) => page.getByRole("spinbutton", { name });
    await field("Change 1, time").fill("9:15");
    await field("Change 1, instances in service").fill("5");
    await field("Change 1, instances in service").press("Tab");
    assert.equal(await field("Change 1, time").inputValue(), "09:15");
    await button(page, "Add a change").click();
    await field("Change 2, instances in service").fill("99");
    await field("Change 2, instances in service").press("Tab");
    assert.equal(await field("Change 2, instances in service").inputValue(), "20", "MaxCapacity is the limit");
    await field("Change 2, instances in service").press("ArrowDown");
    assert.equal(await field("Change 2, instances in service").inputValue(), "19");
    await page.getByRole("button", { name: "Remove change 2" }).click();
    assert.equal(await page.locator(".pen .pt").count(), 1, "the chart shows what the table says");
    await hold(page).click();
    await run(page).click();
    await page.getByText("You drew a first change to 5 instances at 09:15").waitFor();
  }),
);

test(
  "the lesson by keyboard alone: draw, run, explain, answer; a reload keeps the drawing",
  visiting({ path: LESSON, server: ONE_QUESTION }, async ({ page }) => {
    await pen(page).waitFor();
    const press = async (key, times = 1) => {
      for (let n = 0; n < times; n += 1) await page.keyboard.press(key);
    };
    const tabTo = async (locator) => {
      for (let presses = 0; presses < 60; presses += 1) {
        if (await locator.evaluate((element) => element === document.activeElement)) return;
        await page.keyboard.press("Tab");
      }
      assert.fail("Tab does not lead there");
    };
    await tabTo(pen(page));
    await press("ArrowRight", 9);
    assert.equal(await spoken(page), "09:14, 4 instances");
    await press("ArrowUp", 2);
    assert.equal(await spoken(page), "09:14, 6 instances");
    await press("ArrowRight");
    await press("Shift+ArrowUp");
    assert.equal(await spoken(page), "09:15, 16 instances");
    await press("Delete");
    assert.equal(await spoken(page), "09:15, 6 instances");
    await press("Control+z");
    await press("ArrowDown", 8);
    assert.equal(await spoken(page), "09:15, 8 instances");
    await press("Shift+ArrowRight");
    await press("Enter");
    await press("End");
    assert.equal(await spoken(page), "09:49, 8 instances");
    await press("Escape");
    assert(await run(page).evaluate((element) => element === document.activeElement), "Esc leads to Run");
    await press("Enter");

    await page.getByText("60 minutes simulated. Seed 1.").waitFor();
    await page.waitForFunction(() => document.activeElement.id === "beat-2");
    const guess = page.locator(".caps .p-pred");
    await guess.waitFor({ state: "attached" });
    await tabTo(page.locator(".steps").getByRole("button", { name: "Skip to the result" }));
    await press("Enter");
    const score = page.locator(".curve-score li");
    await score.first().waitFor();
    const sentences = await score.allInnerTexts();
    assert.equal(sentences.length, 3);
    for (const [sentence, name] of sentences.map((s, i) => [s, ["Level", "Timing", "Peak"][i]])) assert(sentence.startsWith(name), sentence);
    assert.match(sentences[0], /"flat".*"copy the traffic"/);
    assert.match(sentences[2], /you drew 8 instances, the run reaches 8/);
    assert.equal(await guess.count(), 1, "the prediction stays on the chart");

    await page.waitForFunction(() => document.activeElement.id === "beat-3");
    const options = page.getByRole("radio", { name: /MinCapacity|ScaleOutCooldown|Target|MaxCapacity/ });
    await tabTo(options.first());
    await press("Space");
    await press("Enter");
    await feedback(page).filter({ hasText: "Not this." }).waitFor({ timeout: 60_000 });
    const right = page.getByRole("radio", { name: /MinCapacity/ });
    for (let presses = 0; presses < 60 && !(await right.isChecked()); presses += 1) {
      const inOptions = await page.evaluate(() => document.activeElement.type === "radio" && document.activeElement.closest(".opt") !== null);
      await press(inOptions ? "ArrowDown" : "Shift+Tab");
    }
    await press("Enter");
    await page.getByText("Lesson finished.").waitFor({ timeout: 60_000 });
    const result = await page.locator(".after .sum").innerText();

    await page.reload();
    await page.getByText("You drew a first change to 6 instances at 09:14").waitFor({ timeout: 60_000 });
    await page.getByText("Lesson finished.").waitFor({ timeout: 60_000 });
    assert.deepEqual(await score.allInnerTexts(), sentences);
    assert.equal(await page.locator(".after .sum").innerText(), result);
  }),
);

for (const [look, options] of [
  ["light", {}],
  ["dark", { theme: "dark" }],
  ["forced colours", { context: { forcedColors: "active" } }],
  ["light on a phone", { size: "narrow" }],
]) {
  test(
    `axe finds nothing in any phase, ${look}`,
    visiting({ path: LESSON, server: ONE_QUESTION, ...options }, async ({ page }) => {
      await run(page).waitFor();
      const fine = async (where) => {
        assert.deepEqual(await brokenRules(page), [], where);
        assert.equal(await overflow(page), 0, where);
      };
      await byNumbers(page);
      await fine("numbers");
      await page.getByText("Draw it", { exact: true }).click();
      await pen(page).focus();
      await page.keyboard.press("Shift+ArrowRight");
      await page.keyboard.press("ArrowUp");
      await fine("drawing");
      await button(page, "Enter as a table").click();
      await page.getByRole("spinbutton").first().waitFor();
      await fine("table");
      await hold(page).click();
      await run(page).click();
      await page.locator('[data-ran="true"]').waitFor();
      await fine("running");
      await page.locator(".steps").getByRole("button", { name: "Skip to the result" }).click();
      await page.locator(".curve-score").waitFor();
      await fine("explaining");
      await page.getByRole("radio", { name: /ScaleOutCooldown/ }).check();
      await button(page, "Check by simulating").click();
      await feedback(page).filter({ hasText: "Not this." }).waitFor({ timeout: 60_000 });
      await fine("wrong");
      await button(page, "Show the answer").click();
      await page.getByText("Lesson finished.").waitFor();
      await fine("answered");
    }),
  );
}

test(
  "pictures: predicting, running, explaining, answered",
  visiting({ path: LESSON, server: ONE_QUESTION }, async ({ page }) => {
    await pen(page).focus();
    for (const key of ["ArrowRight", "Shift+ArrowRight", "ArrowUp", "ArrowRight", "ArrowUp", "ArrowUp", "Shift+ArrowRight"]) await page.keyboard.press(key);
    await shootAll(page, "lesson-predicting");
    await button(page, "Enter as a table").click();
    await shootAll(page, "lesson-table");
    await hold(page).click();
    await run(page).click();
    await page.locator('[data-ran="true"]').waitFor();
    await page.waitForTimeout(4000);
    await shootAll(page, "lesson-running");
    await page.locator(".steps").getByRole("button", { name: "Skip to the result" }).click();
    await page.locator(".curve-score").waitFor();
    await page.evaluate(() => scrollTo(0, 0));
    await shootAll(page, "lesson-explaining");
  }),
);
