// The whole course: every question says what is right to whoever gives it up; every lesson is
// finished on a phone without a server, each answer right at the first try; one of them by keyboard
// alone, from the address on.

import { strict as assert } from "node:assert";
import test from "node:test";
import { mounted, visiting } from "../harness/visit.mjs";
import { byNumbers, feedback, overflow, run } from "../lesson/steps.mjs";
import { kept } from "../offline/builds.mjs";
import { LESSONS, anything, mark, revealed, section } from "./answers.mjs";
import { keyboard } from "./keyboard.mjs";

// The run stands at once: the play is looked at elsewhere.
const still = { reducedMotion: "reduce" };
// A key may wait for those of all questions before it.
const KEY = { timeout: 60_000 };

/** What is right, by lesson and question: learnt by the first test. */
const right = new Map();
const known = (lesson, question) => {
  const answer = right.get(`${lesson.id}/${question.id}`);
  assert(answer !== undefined, `${lesson.id}/${question.id}: the first test has not learnt what is right`);
  return answer;
};

/** Commits the numbers that stand there, the first of them one step up, and waits for the run. */
async function toTheResult(page) {
  await byNumbers(page);
  await page.locator(".predict").getByRole("button", { name: /^More/ }).first().click();
  await run(page).click();
  await page.locator(".cmp").waitFor();
}

const check = (asked) => asked.locator('button[type="submit"]');

test(
  "whoever gives a question up is told what is right, in every lesson",
  visiting({ context: still }, async ({ page }) => {
    await mounted(page);
    for (const lesson of LESSONS) {
      await page.evaluate((id) => (location.hash = `#/lesson/${id}`), lesson.id);
      await page.getByRole("heading", { level: 1, name: lesson.title, exact: true }).waitFor();
      await toTheResult(page);
      for (const [i, question] of lesson.questions.entries()) {
        const asked = section(page, i);
        await mark(question, asked, anything(question));
        await check(asked).click();
        await feedback(asked).first().waitFor(KEY);
        const giveUp = asked.getByRole("button", { name: "Show the answer" });
        if (await check(asked).count()) await giveUp.click();
        await check(asked).waitFor({ state: "detached" });
        right.set(`${lesson.id}/${question.id}`, await revealed(question, asked));
      }
      await page.getByText("Lesson finished.").waitFor();
    }
  }),
);

test(
  "every lesson to its end on a phone, with the server stopped after the first load",
  visiting({ size: "narrow", context: { ...still, serviceWorkers: "allow" } }, async ({ page, server }) => {
    await kept(page);
    await server.stop();
    for (const [n, lesson] of LESSONS.entries()) {
      await page.locator(`.path a[href="#/lesson/${lesson.id}"]`).click();
      await page.getByRole("heading", { level: 1, name: lesson.title, exact: true }).waitFor();
      await toTheResult(page);
      const link = page.locator(".chain button[aria-expanded]").first();
      if (await link.count()) {
        await link.click();
        assert.equal(await link.getAttribute("aria-expanded"), "true", `${lesson.id}: the first cause`);
      }
      for (const [i, question] of lesson.questions.entries()) {
        const asked = section(page, i);
        await mark(question, asked, known(lesson, question));
        await check(asked).click();
        await feedback(asked).first().waitFor(KEY);
        assert.match(await feedback(asked).first().innerText(), /^Correct\./, `${lesson.id}/${question.id}`);
      }
      await page.getByText("Lesson finished.").waitFor();
      assert.equal(await overflow(page), 0, `${lesson.id} is wider than the phone`);
      const quiz = `Quiz ${lesson.questions.length} of ${lesson.questions.length}`;
      assert.match(await page.locator(".after .sum").innerText(), new RegExp(`${quiz}$`));
      await page.getByRole("link", { name: "Back to the learning path" }).click();
      await page.locator(".row.done").nth(n).waitFor();
    }
    await page.getByText(`${LESSONS.length} of ${LESSONS.length} lessons`).waitFor();
  }),
);

test(
  "a lesson by keyboard alone, from the address to its end",
  visiting({ context: still }, async ({ page }) => {
    const [lesson] = LESSONS;
    const keys = keyboard(page);
    await page.locator(".answer").first().waitFor();
    await keys.tabTo(page.locator(".answer").nth(2));
    await page.keyboard.press("Enter");
    await keys.follow(page.getByRole("link", { name: "Work through it in the lesson" }));

    await run(page).waitFor();
    await keys.choose(page.locator(".predict .seg input"), 1);
    const first = page.locator(".predict").getByRole("spinbutton").first();
    await keys.tabTo(first);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.locator(".cmp").waitFor();

    for (const [i, question] of lesson.questions.entries()) {
      const asked = section(page, i);
      await keys.mark(question, asked, known(lesson, question));
      await page.keyboard.press("Enter");
      await feedback(asked).first().waitFor(KEY);
      assert.match(await feedback(asked).first().innerText(), /^Correct\./, question.id);
    }
    await page.getByText("Lesson finished.").waitFor();
    await keys.follow(page.getByRole("link", { name: "Back to the learning path" }));
    await page.locator(".row.done").waitFor();
  }),
);
