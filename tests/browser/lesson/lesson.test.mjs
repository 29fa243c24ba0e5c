// The lesson in a browser: predict, run, explain, answer wrongly, then rightly; a reload keeps the score.

import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { DIST } from "../harness/server.mjs";
import { shootAll } from "../harness/shots.mjs";
import { visiting } from "../harness/visit.mjs";
import { answer, byNumbers, check, feedback, LESSON, LESSONS, ONE_QUESTION, open, overflow, run, runToTheResult } from "./steps.mjs";

const RIGHT = /MinCapacity/;
const WRONG = /ScaleOutCooldown/;

test(
  "prediction by keyboard alone, run, wrong then right answer, reload: the score is kept",
  visiting({ path: LESSON, server: ONE_QUESTION }, async ({ page }) => {
    await run(page).waitFor();
    await byNumbers(page);
    const fields = page.getByRole("spinbutton");
    assert.equal(await fields.count(), 3);

    // From the top of the page by Tab alone to the first number.
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press("Tab");
      if (await fields.first().evaluate((field) => field === document.activeElement)) break;
    }
    const before = await fields.first().getAttribute("aria-valuenow");
    for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press("ArrowUp");
    assert.equal(await fields.first().getAttribute("aria-valuenow"), String(Number(before) + 4));
    // Past the plus and minus buttons to the time of day, which is also typed.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Control+A");
    await page.keyboard.type("9:14");
    await page.keyboard.press("Enter");

    // Enter in a field commits. The play begins and can be skipped by keyboard.
    await page.getByText("60 minutes simulated. Seed 1.").waitFor();
    await page.getByText("You predicted 8 instances, 09:14 and").waitFor();
    const focus = () => page.evaluate(() => document.activeElement.id);
    await page.waitForFunction(() => document.activeElement.id === "beat-2");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator(".cmp").waitFor();
    await page.waitForFunction(() => document.activeElement.id === "beat-3");
    assert.equal(await focus(), "beat-3", "the focus is where the reading goes on");
    const table = await page.locator(".cmp").innerText();
    assert.match(table, /Highest number of instances requested\s+8\s+8\s+full/);

    // A wrong answer, by keyboard.
    await page.getByRole("radio", { name: WRONG }).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("Enter");
    await feedback(page).filter({ hasText: "Not this." }).waitFor({ timeout: 60_000 });
    assert.equal(await page.getByText("Lesson finished.").count(), 0);
    assert(await page.getByRole("radio", { name: WRONG }).isDisabled(), "a wrong option cannot be checked again");

    await answer(page, RIGHT, "Correct.");
    await page.getByText("Lesson finished.").waitFor();
    const score = await page.locator(".after .sum").innerText();
    assert.match(score, /^Prediction \d(\.5)? of 3 · Quiz 0 of 1$/, "the score is that of the first try");

    await page.reload();
    await page.getByText("Lesson finished.").waitFor({ timeout: 60_000 });
    assert.equal(await page.locator(".after .sum").innerText(), score);
    await page.getByText("You predicted 8 instances, 09:14 and").waitFor();
    await page.getByRole("link", { name: "Back to the learning path" }).click();
    await page.getByText(score).waitFor();
    await page.getByText(`1 of ${LESSONS} lessons`).waitFor();
  }),
);

test(
  "every option shows its own run, and the way back to the learner's",
  visiting({ path: LESSON, server: ONE_QUESTION }, async ({ page }) => {
    await run(page).waitFor();
    await runToTheResult(page);
    await answer(page, RIGHT, "Correct.");
    const cards = page.locator(".outcome");
    assert.equal(await cards.count(), 4);
    assert.equal(await page.locator('.outcome[data-right="true"]').count(), 1);
    const capacity = page.locator(".strip", { hasText: "Capacity" }).getByRole("img");
    const own = await capacity.getAttribute("aria-label");
    await page.getByRole("button", { name: /Show this run: MinCapacity/ }).click();
    await page.getByRole("button", { name: "Back to your run" }).waitFor();
    assert.notEqual(await capacity.getAttribute("aria-label"), own, "another run, another summary");
    await page.getByRole("button", { name: "Back to your run" }).click();
    await page.getByText("Your run").waitFor();
    assert.equal(await capacity.getAttribute("aria-label"), own);
  }),
);

test(
  "another seed is another run of the same prediction; predicting again draws a seed too",
  visiting({ path: LESSON, server: ONE_QUESTION }, async ({ page }) => {
    await run(page).waitFor();
    await runToTheResult(page);
    await page.getByText("60 minutes simulated. Seed 1.").waitFor();
    const first = await page.locator(".cmp").innerText();
    await page.getByRole("button", { name: "Run again with another seed" }).click();
    await page.getByText("Your score is of your first run").waitFor();
    assert.equal(await page.getByText("60 minutes simulated. Seed 1.").count(), 0, "a seed was drawn");
    assert.notEqual(await page.locator(".cmp").innerText(), first);
    await page.getByRole("button", { name: "Predict again" }).click();
    await run(page).waitFor();
    await page.getByText("Your best prediction here").waitFor();
    assert.equal(await page.locator(".cmp").count(), 0, "the result is hidden again");
  }),
);

test(
  "an answer given before the key is known says how far the key is",
  visiting({ path: LESSON, server: ONE_QUESTION }, async ({ page }) => {
    await run(page).waitFor();
    await runToTheResult(page);
    await page.getByRole("radio", { name: WRONG }).check();
    await check(page).click();
    await page.getByText(/^Simulating \d+ of 15$/).waitFor();
    await feedback(page).filter({ hasText: "Not this." }).waitFor({ timeout: 60_000 });
  }),
);

const lesson = JSON.parse(await readFile(join(DIST, "lessons/spiky-traffic.json"), "utf8"));
const DAYS = 10;
const long = { ...lesson, scenario: { ...lesson.scenario, duration: DAYS * 86_400_000_000 } };

test(
  "a long run shows its progress and can be cancelled; the page stays quick",
  visiting({ path: LESSON, server: { pages: { "lessons/spiky-traffic.json": JSON.stringify(long) } } }, async ({ page }) => {
    await byNumbers(page);
    await run(page).click();
    await page.getByText(/^Simulating, \d+ %$/).waitFor();
    const start = Date.now();
    await page.getByRole("button", { name: "Cancel" }).click();
    await run(page).waitFor();
    assert(Date.now() - start < 1000, "cancelling is at once");
    assert.equal(await page.locator(".cmp").count(), 0);
    // The engine is free again: the next request is answered at once.
    await run(page).click();
    await page.getByText(/^Simulating, \d+ %$/).waitFor();
  }),
);

for (const size of ["wide", "narrow"]) {
  test(
    `nothing breaks the rules of accessibility or the width, ${size}`,
    visiting({ path: LESSON, size, server: ONE_QUESTION }, async ({ page }) => {
      await run(page).waitFor();
      assert.deepEqual(await brokenRules(page), []);
      assert.equal(await overflow(page), 0);
      await runToTheResult(page);
      assert.deepEqual(await brokenRules(page), []);
      assert.equal(await overflow(page), 0);
      await page.getByRole("button", { name: "Show all strips" }).click();
      await answer(page, RIGHT, "Correct.");
      assert.deepEqual(await brokenRules(page), []);
      assert.equal(await overflow(page), 0);
      assert.equal(await check(page).count(), 0, "a solved question has nothing to check");
    }),
  );
}

/** From the top: the lab stays in sight while the text scrolls, and so moves within a whole page. */
async function picture(page, name) {
  await page.evaluate(() => scrollTo(0, 0));
  await shootAll(page, name);
}

test(
  "pictures: predict, explained, answered",
  visiting({ path: LESSON, server: ONE_QUESTION }, async ({ page, address }) => {
    await open(page, address);
    await picture(page, "lesson-predict");
    await runToTheResult(page);
    await picture(page, "lesson-explained");
    await page.getByRole("button", { name: "Show all strips" }).click();
    await picture(page, "lesson-all-strips");
    await page.getByRole("button", { name: "Show fewer strips" }).click();
    await answer(page, WRONG, "Not this.");
    await picture(page, "lesson-wrong");
    await answer(page, RIGHT, "Correct.");
    await picture(page, "lesson-answered");
  }),
);

test(
  "the causal chain answers for the playhead's moment, opens by keyboard and follows the playhead",
  visiting({ path: LESSON, server: ONE_QUESTION }, async ({ page }) => {
    await run(page).waitFor();
    await runToTheResult(page);
    const chain = page.locator(".chain");
    assert.equal(await chain.locator("ol li").count(), 5);
    const titles = await chain.locator("ol li b").allInnerTexts();
    assert.deepEqual(titles, ["Datapoint", "Alarm", "Policy", "Cooldown", "Activity"]);

    await page.getByRole("slider", { name: "Simulated time" }).focus();
    await page.keyboard.press("Home");
    await chain.getByRole("heading", { name: "Why did nothing scale at 08:50?" }).waitFor();
    for (let presses = 0; presses < 2; presses += 1) await page.keyboard.press("Shift+ArrowRight");
    await chain.getByRole("heading", { name: "Why did it scale at 09:10?" }).waitFor();
    const policy = await chain.locator("ol li").nth(2).innerText();
    assert.match(policy, /wants 8/);

    const link = chain.locator("ol li button").first();
    await link.focus();
    await page.keyboard.press("Enter");
    assert.equal(await link.getAttribute("aria-expanded"), "true");
    await chain.locator("li.sel p").waitFor();
    assert.deepEqual(await brokenRules(page), []);
    await shootAll(page, "lesson-chain");
  }),
);
