// The first screen: one question, a tap runs it, the run answers. The path below; first for who returns.

import { strict as assert } from "node:assert";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { shootAll } from "../harness/shots.mjs";
import { visiting } from "../harness/visit.mjs";
import { LESSON, overflow, run, runToTheResult } from "../lesson/steps.mjs";

const QUESTION = "Traffic doubles at 09:05. When does the first new instance take traffic?";

test(
  "a newcomer answers rightly and goes on to the lesson",
  visiting({}, async ({ page }) => {
    await page.getByRole("heading", { level: 1, name: QUESTION }).waitFor();
    assert.equal(await page.title(), "Headroom: auto scaling SageMaker endpoints");
    const answers = page.locator(".answer");
    assert.equal(await answers.count(), 3);
    await answers.nth(2).click();
    await page.getByText("The run is playing.").waitFor();
    assert.equal(await page.getByText("Correct.").count(), 0, "the verdict waits for the run");
    await page.getByRole("slider", { name: "Simulated time" }).press("End");
    const verdict = page.getByText(/^Correct\. The first new instance takes traffic at 09:1\d:\d\d, \d+ min( \d+ s)? later\./);
    await verdict.waitFor();
    await page.getByRole("link", { name: "Work through it in the lesson" }).click();
    await run(page).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1", "the focus is at the new page's heading");
  }),
);

test(
  "the verdict comes by itself when the play gets there",
  visiting({}, async ({ page }) => {
    await page.locator(".answer").first().click();
    await page.getByRole("radiogroup", { name: "Speed" }).getByText("300×").click();
    await page.getByText("Not this.", { exact: false }).first().waitFor({ timeout: 30_000 });
    assert.equal(await page.locator('.answer[data-state="wrong"]').count(), 1);
    assert.equal(await page.locator('.answer[data-state="revealed"]').count(), 1);
    await page.getByRole("button", { name: "Answer again" }).click();
    assert.equal(await page.locator('.answer[data-state="open"]').count(), 3);
  }),
);

test(
  "with little motion the run stands at once",
  visiting({ context: { reducedMotion: "reduce" } }, async ({ page }) => {
    await page.locator(".answer").nth(2).click();
    await page.getByText("Correct. The first new instance").waitFor();
  }),
);

test(
  "on a phone the question and its answers are the first screen",
  visiting({ size: "narrow" }, async ({ page }) => {
    await page.locator(".answer").last().waitFor();
    const box = await page.locator(".answer").last().boundingBox();
    assert(box.y + box.height < page.viewportSize().height, "no scrolling before the action");
    for (const answer of await page.locator(".answer").all()) assert((await answer.boundingBox()).height >= 44);
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await brokenRules(page), []);
  }),
);

test(
  "who returns sees the path first, with Continue",
  visiting({ path: LESSON }, async ({ page }) => {
    await run(page).waitFor();
    await runToTheResult(page);
    await page.getByRole("link", { name: "Headroom, learning path" }).click();
    await page.getByRole("heading", { level: 1, name: "Learning path" }).waitFor();
    assert.equal(await page.locator(".answer").count(), 0);
    await page.getByText(/^Prediction \d(\.5)? of 3$/).waitFor();
    const [card, words] = await Promise.all([page.locator(".card.onward").boundingBox(), page.locator(".card.onward .q").boundingBox()]);
    assert(card.y + card.height >= words.y + words.height, "the card holds its words");
    await shootAll(page, "home-returning");
    await page.reload();
    await page.getByRole("link", { name: "Continue" }).click();
    await page.getByText("60 minutes simulated. Seed 1.").waitFor();
  }),
);

test(
  "the chosen theme stays",
  visiting({}, async ({ page }) => {
    await page.getByRole("button", { name: "Switch to the dark theme" }).click();
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
    await page.reload();
    await page.getByRole("button", { name: "Switch to the light theme" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  }),
);

test(
  "pictures: first screen",
  visiting({}, async ({ page }) => {
    await page.locator(".answer").first().waitFor();
    await shootAll(page, "first");
    await page.locator(".answer").first().click();
    await page.getByRole("slider", { name: "Simulated time" }).press("End");
    await page.getByText("Not this.", { exact: false }).first().waitFor();
    await shootAll(page, "first-answered");
  }),
);
