// The steps of a lesson, by what a person sees and presses.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DIST } from "../harness/server.mjs";

export const LESSON = "#/lesson/spiky-traffic";

const lesson = JSON.parse(await readFile(join(DIST, "lessons/spiky-traffic.json"), "utf8"));

/** How many lessons the course has: what it counts progress against. */
export const LESSONS = JSON.parse(await readFile(join(DIST, "lessons/course.json"), "utf8")).lessons.length;

/** A server whose lesson asks its first question alone. */
export const ONE_QUESTION = {
  pages: { "lessons/spiky-traffic.json": JSON.stringify({ ...lesson, questions: lesson.questions.slice(0, 1) }) },
};

export const run = (page) => page.getByRole("button", { name: "Run the simulation" });
export const check = (page) => page.getByRole("button", { name: "Check by simulating" });
export const feedback = (page) => page.locator(".feedback p");

/** Opens the lesson and waits for its prediction. */
export async function open(page, address) {
  await page.goto(address + LESSON);
  await run(page).waitFor();
}

/** The pen on the capacity chart. */
export const pen = (page) => page.getByRole("slider", { name: "Predicted instances in service" });

/** Predicts by numbers. A job and a serverless endpoint know no other way, and have no choice of it. */
export async function byNumbers(page) {
  const way = page.getByText("Enter numbers", { exact: true });
  await way.or(page.locator(".predict .stepper").first()).first().waitFor();
  if (await way.count()) await way.click();
}

/** Runs with the numbers that stand there and skips the play. */
export async function runToTheResult(page) {
  await byNumbers(page);
  await run(page).click();
  await page.getByRole("button", { name: "Skip to the result" }).click();
  await page.locator(".cmp").waitFor();
}

/** Checks the first option whose label matches, and waits for the verdict on it. */
export async function answer(page, label, verdict) {
  const option = page.getByRole("radio", { name: label });
  const question = page.locator(".question").filter({ has: option }).first();
  await question.getByRole("radio", { name: label }).check();
  await check(question).click();
  await feedback(question).filter({ hasText: verdict }).waitFor({ timeout: 60_000 });
}

/** What is wider than the window: 0 is good. */
export const overflow = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
