// Who returns: one button for the day, the plan until the exam, and what of the exam is here.

import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { answered, DAY, store } from "../harness/records.mjs";
import { DIST } from "../harness/server.mjs";
import { shootAll } from "../harness/shots.mjs";
import { visiting } from "../harness/visit.mjs";
import { overflow, run } from "../lesson/steps.mjs";

const course = JSON.parse(await readFile(join(DIST, "lessons/course.json"), "utf8"));
const spiky = course.lessons.find(({ id }) => id === "spiky-traffic");

const path = (page) => page.getByRole("heading", { level: 1, name: "Learning path" });
const day = (page) => page.getByRole("region", { name: "Today" });
const plan = (page) => page.getByRole("region", { name: "Exam plan" });
const minutes = (page) => page.getByLabel("Minutes a day");

/** The home page of a learner with these records. */
async function home(page, lines) {
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await store(page, lines);
  await page.reload();
  await path(page).waitFor();
}

/** A day from today, as a date field has it. */
const inDays = (n) => new Date(Date.now() + n * DAY).toISOString().slice(0, 10);

test(
  "what is due and the next lesson are one button, and nothing stands above it",
  visiting({ path: "#/progress", size: "narrow" }, async ({ page, address }) => {
    const now = Date.now();
    await page.getByRole("heading", { level: 1, name: "Your progress" }).waitFor();
    await store(page, [answered(now, true)]);
    await page.goto(address + "#/");
    await page.reload();
    await path(page).waitFor();
    // Nothing is due: the button leads into the lesson.
    await day(page).getByRole("heading", { name: spiky.title, exact: true }).waitFor();
    assert.equal(await page.getByText("to review").count(), 0);
    const button = day(page).getByRole("link");
    assert.equal((await button.textContent()).trim(), `Today, ${Math.min(15, spiky.minutes)} min`);
    assert.equal(await button.getAttribute("href"), "#/lesson/spiky-traffic");
    await home(page, [answered(now - 30 * DAY, false, { question: "another", confidence: "sure" })]);
    await day(page).getByRole("heading", { name: `1 question to review, then ${spiky.title}` }).waitFor();
    assert.equal((await button.textContent()).trim(), `Today, ${Math.min(15, 1 + spiky.minutes)} min`);
    const [box, below] = [await button.boundingBox(), await path(page).boundingBox()];
    assert(box.height >= 44 && box.y + box.height < 800 && box.y < below.y, "the button is on the first screen");
    assert.equal(await page.locator(".btn.pri:visible").count(), 1, "one primary button");
    assert.equal(await overflow(page), 0);
    for (const media of [{ colorScheme: "light" }, { colorScheme: "dark" }, { forcedColors: "active" }]) {
      await page.emulateMedia(media);
      assert.deepEqual(await brokenRules(page), []);
    }
    await page.emulateMedia({ forcedColors: "none" });
    await shootAll(page, "home-today", { fullPage: false });
    await button.click();
    await page.waitForFunction(() => location.hash === "#/review");
    await page.getByRole("heading", { level: 1 }).waitFor();
    assert.equal(await page.getByText("There is no such page").count(), 0);
  }),
);

test(
  "a plan that cannot be kept says what it leaves out, and stays",
  visiting({}, async ({ page }) => {
    await plan(page).getByText("With the day of your exam", { exact: false }).waitFor();
    await page.getByLabel("Day of the exam").fill(inDays(4));
    await minutes(page).fill("6");
    await minutes(page).press("Enter");
    await plan(page).getByText("At 6 min a day the plan leaves out:", { exact: false }).waitFor();
    const out = await plan(page).getByRole("listitem").allTextContents();
    assert.deepEqual(
      out.map((title) => title.trim()),
      course.lessons.slice(-out.length).map(({ title }) => title),
      "the last lessons, by name",
    );
    const enough = await plan(page).getByText(/^At \d+ min a day nothing is left out\.$/).textContent();
    await minutes(page).fill("4");
    await minutes(page).press("Tab");
    await plan(page).getByText("Minutes a day must be 5 to 240.").waitFor();
    assert.equal(await minutes(page).getAttribute("aria-invalid"), "true");
    const wanted = enough.match(/\d+/)[0];
    await minutes(page).fill(wanted);
    await minutes(page).press("Tab");
    await plan(page).getByText(`At ${wanted} min a day all of it fits.`, { exact: false }).waitFor();
    assert.equal(await plan(page).getByRole("listitem").count(), 0);
    await page.waitForFunction(() => document.querySelector(".bar").textContent.includes("Saved"));
    await page.reload();
    await path(page).waitFor();
    await plan(page).getByText(`At ${wanted} min a day all of it fits.`, { exact: false }).waitFor();
    await shootAll(page, "home-plan");
    await plan(page).getByRole("button", { name: "Remove the day" }).click();
    await plan(page).getByText("With the day of your exam", { exact: false }).waitFor();
    assert.equal(await minutes(page).inputValue(), wanted, "the minutes stay");
  }),
);

test(
  "the exam's tasks stand there, with their lessons or without",
  visiting({ size: "narrow" }, async ({ page }) => {
    const tasks = page.getByRole("region", { name: "Exam tasks covered" });
    await tasks.getByText("The lessons cover 5 of 12 tasks", { exact: false }).waitFor();
    await tasks.getByText("Task by task").focus();
    await page.keyboard.press("Enter");
    await tasks.getByText("Data preparation, 28 %").waitFor();
    const row = (id) => tasks.getByRole("listitem").filter({ has: page.getByText(id, { exact: true }) });
    for (const id of ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.3"]) await row(id).getByText("Not covered here.").waitFor();
    for (const id of ["3.1", "3.2", "4.1", "4.2", "4.3"]) {
      const served = course.lessons.filter(({ tasks }) => tasks.includes(id)).map(({ title }) => title);
      assert(served.length > 0, id);
      assert.deepEqual(await row(id).getByRole("link").allTextContents(), served);
    }
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await brokenRules(page), []);
    await shootAll(page, "home-tasks");
    await row("3.1").getByRole("link").first().click();
    await run(page).waitFor();
  }),
);
