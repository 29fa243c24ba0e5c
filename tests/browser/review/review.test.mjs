// What is due: one question at a time, by keyboard on a phone, until nothing is.

import { strict as assert } from "node:assert";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { DAY, line, records, store } from "../harness/records.mjs";
import { shootAll } from "../harness/shots.mjs";
import { visiting } from "../harness/visit.mjs";
import { check, overflow } from "../lesson/steps.mjs";

const answered = (at, lesson, question) =>
  line(1, JSON.stringify({ at_ms: at, kind: "answered", lesson, question, option: "o", correct: false, confidence: "sure" }));

/** Tab until what has the focus matches. */
async function tabTo(page, selector) {
  for (let n = 0; n < 60; n += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
  }
  assert.fail(`the keyboard does not come to ${selector}`);
}

/** Controls that a finger would miss: lower than 44 px, unless they stand within a line of text. */
const small = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("main :is(button, .opt label, .seg label, .btn, select)")]
      .filter((e) => e.offsetParent && !e.closest(".lab") && e.getBoundingClientRect().height < 43.5)
      .map((e) => `${e.className} ${e.textContent.trim()}`),
  );

/** axe in light, dark and forced colours. */
async function clean(page) {
  for (const emulated of [{ colorScheme: "dark" }, { colorScheme: "light", forcedColors: "active" }, { forcedColors: "none" }]) {
    await page.emulateMedia(emulated);
    assert.deepEqual(await brokenRules(page), []);
  }
}

test(
  "what is due is answered by keyboard on a phone, and is due no more",
  visiting({ path: "#/progress", size: "narrow", context: { reducedMotion: "reduce" } }, async ({ page, address }) => {
    await page.getByRole("heading", { level: 1 }).waitFor();
    const ago = Date.now() - 3 * DAY;
    await store(page, [answered(ago, "spiky-traffic", "which-change"), answered(ago, "delay-budget", "saves-most"), answered(ago, "gone", "gone")]);
    await page.goto(address + "#/");
    await page.reload();
    await page.getByRole("heading", { name: /^2 questions to review, then / }).waitFor();
    await page.getByRole("link", { name: /^Today, \d+ min$/ }).click();

    await page.getByText("Question 1 of 2", { exact: true }).waitFor();
    await check(page).waitFor();
    const asked = () => page.locator(".asking .prose").innerText();
    const first = await asked();
    assert.match(first, /The situation/);
    await page.reload();
    await check(page).waitFor();
    assert.equal(await asked(), first, "a reload asks the same, with the same numbers");
    await clean(page);
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await small(page), []);

    // The right option of either question: which one comes first depends on nothing but the ids.
    const right = /MinCapacity|High-resolution/;
    await tabTo(page, ".opt input");
    const labels = await page.locator(".opt label").allInnerTexts();
    const at = labels.findIndex((label) => right.test(label));
    assert(at >= 0, labels.join("; "));
    await page.keyboard.press("Space");
    for (let n = 0; n < at; n += 1) await page.keyboard.press("ArrowDown");
    await tabTo(page, ".seg input");
    await page.keyboard.press("Space");
    await shootAll(page, "review-question");
    await tabTo(page, "button[type=submit]");
    await page.keyboard.press("Enter");
    await page.locator(".feedback p").filter({ hasText: "Correct." }).waitFor({ timeout: 60_000 });
    await page.locator('.lab[data-ran="true"] .labh').filter({ hasText: labels[at].replace(/\s+/g, " ").slice(0, 12) }).waitFor();
    assert.equal(await page.locator(".outcome").count(), labels.length, "every option says what it came to");
    await clean(page);
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await small(page), []);
    await shootAll(page, "review-answered");
    await page.getByRole("button", { name: "Next question" }).press("Enter");

    // The focus follows the views of the change.
    await page.getByText("Question 2 of 2", { exact: true }).waitFor();
    await page.waitForFunction(() => document.activeElement.textContent === "Question 2 of 2", null, { timeout: 5_000 });
    const wrong = (await page.locator(".opt label").allInnerTexts()).findIndex((label) => !right.test(label));
    await page.getByRole("radio").nth(wrong).check();
    await page.locator(".sure").getByText("Sure", { exact: true }).click();
    await check(page).click();
    await page.locator(".feedback p").filter({ hasText: "Not this." }).waitFor({ timeout: 60_000 });
    await page.locator(".feedback .claim").filter({ hasText: "The idea behind it:" }).waitFor();
    assert.equal(await page.getByRole("button", { name: "Show the answer" }).count(), 0, "one answer is a review");
    await page.getByRole("button", { name: "See how it went" }).click();

    await page.getByText("1 of 2 right.").waitFor();
    await page.locator('.outcome[data-right="false"]').filter({ hasText: "It comes back tomorrow." }).waitFor();
    await page.locator('.outcome[data-right="true"]').filter({ hasText: /It comes back (tomorrow|on \w+)\./ }).waitFor();
    await clean(page);
    await shootAll(page, "review-end");
    const last = (await records(page)).slice(-2).map((text) => JSON.parse(text.split(" ").slice(2).join(" ")));
    for (const record of last) assert.equal(record.place, "review");
    assert.deepEqual(last.map((record) => [record.correct, record.confidence]), [[true, "sure"], [false, "sure"]]);

    await page.reload();
    await page.getByText(/^Nothing due\. Next review tomorrow\.$/).waitFor();
    await page.getByRole("link", { name: /^Lesson: / }).waitFor();
    await clean(page);
    await page.goto(address + "#/");
    await page.getByRole("heading", { level: 1, name: "Learning path" }).waitFor();
    assert.equal(await page.getByText("to review").count(), 0);
  }),
);
