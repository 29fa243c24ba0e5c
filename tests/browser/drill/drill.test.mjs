// Twenty questions against the clock: the same for a seed, kept over a reload, judged at the end.

import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { records } from "../harness/records.mjs";
import { DIST } from "../harness/server.mjs";
import { shootAll } from "../harness/shots.mjs";
import { visiting } from "../harness/visit.mjs";
import { overflow } from "../lesson/steps.mjs";

const read = async (name) => JSON.parse(await readFile(join(DIST, `lessons/${name}.json`), "utf8"));
/** The course with one seed a key instead of three: a third of the runs. */
const pages = Object.fromEntries(
  await Promise.all(
    (await read("course")).lessons.map(async ({ id }) => {
      const lesson = await read(id);
      return [`lessons/${id}.json`, JSON.stringify({ ...lesson, questions: lesson.questions.map((q) => ({ ...q, seeds: 1 })) })];
    }),
  ),
);
const SEED = "#/drill/48213";
const start = (page) => page.getByRole("button", { name: "Start the drill" });
const count = (page, n) => page.getByRole("heading", { name: `Question ${n} of 20`, exact: true });
const stem = (page) => page.locator(".question").innerText();

/** Answers what is shown with whatever comes first. */
async function answer(page) {
  const form = page.locator(".question form");
  await form.waitFor();
  const boxes = form.getByRole("checkbox");
  const many = Number((await form.locator("legend").innerText()).match(/mark (\d+)/)?.[1] ?? 0);
  for (let n = 0; n < many; n += 1) await boxes.nth(n).check();
  const selects = form.locator("select");
  for (let n = await selects.count(); n > 0; n -= 1) await selects.nth(n - 1).selectOption({ index: 1 });
  const down = form.locator(".sort li:first-child .btn").last();
  if (await down.count()) await down.click();
  const options = form.locator(".opt input[type=radio]");
  if (await options.count()) await options.first().check();
}

test(
  "the clock ends a drill, and blocked storage is said before it begins",
  visiting({ path: SEED, size: "narrow" }, async ({ page, context }) => {
    await context.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } }));
    await page.clock.install();
    await page.reload();
    await page.getByText("Storage is blocked: a reload or leaving this page loses the answers", { exact: false }).waitFor();
    await start(page).click();
    await answer(page);
    await page.clock.fastForward("31:30");
    await page.getByRole("status").filter({ hasText: "5 minutes are left." }).waitFor();
    await page.clock.fastForward("05:00");
    await page.getByText("The time is up.", { exact: false }).waitFor();
    assert.equal(await page.locator(".question").count(), 0);
  }),
);

test(
  "a drill is the same for its seed, survives a reload, and scores by topic",
  visiting({ path: SEED, server: { pages } }, async ({ page, address }) => {
    await start(page).waitFor();
    await page.getByText("20 questions over the whole course, 36 minutes.", { exact: false }).waitFor();
    assert.deepEqual(await brokenRules(page), []);
    await shootAll(page, "drill-start");
    await start(page).click();

    const stems = [];
    for (let n = 1; n <= 20; n += 1) {
      await count(page, n).waitFor();
      await page.locator(".question").waitFor();
      stems.push(await stem(page));
      if (n !== 20) await answer(page);
      if (n === 1) {
        await page.locator(".sure").getByText("Sure", { exact: true }).click();
        await page.getByLabel("Mark for review").check();
        assert.equal(await page.locator(".feedback").count(), 0, "nothing is told before the end");
        await shootAll(page, "drill-question");
        assert.deepEqual(await brokenRules(page), []);
      }
      if (n === 10) {
        await page.reload();
        await count(page, 1).waitFor();
        assert.equal(await stem(page), stems[0], "a reload shows the same");
        assert.equal(await page.locator('.numbers [data-answered="true"]').count(), 10);
        assert.equal(await page.getByLabel("Mark for review").isChecked(), true);
        await page.getByRole("button", { name: "Question 10, answered" }).click();
        await count(page, 10).waitFor();
      }
      if (n < 20) await page.getByRole("button", { name: "Next", exact: true }).click();
    }
    assert.equal(new Set(stems).size, 20);
    await page.setViewportSize({ width: 360, height: 800 });
    assert.equal(await overflow(page), 0);
    const low = await page.locator("main .btn").evaluateAll((all) => all.filter((e) => e.getBoundingClientRect().height < 43.5).map((e) => e.textContent));
    assert.deepEqual(low, []);
    await page.getByRole("button", { name: "Finish the drill" }).press("Enter");
    await page.getByText("1 not answered, 1 marked.").waitFor();
    await page.getByRole("button", { name: "Finish now" }).press("Enter");
    await page.setViewportSize({ width: 1440, height: 1000 });

    const sum = page.getByText(/^\d+ of 20 right, in \d+:\d\d\.$/);
    await sum.waitFor({ timeout: 60_000 });
    const right = Number((await sum.innerText()).split(" ")[0]);
    const cells = await page.locator(".scores").first().locator("td").allInnerTexts();
    const scores = cells.map((cell) => cell.split(" of ").map(Number));
    assert.equal(scores.reduce((sum, [, of]) => sum + of, 0), 20, "every question belongs to one unit");
    assert.equal(scores.reduce((sum, [right]) => sum + right, 0), right);
    assert.equal(await page.locator(".every > li").count(), 20);
    assert.equal(await page.locator('.every > li[data-right="true"]').count(), right);
    assert.equal(await page.locator(".every").getByRole("link", { name: /^Lesson: / }).count(), 20);
    assert.equal(await page.getByText(/^Right: ./).count(), 20 - right);
    await page.getByText("Your answer: not answered").waitFor();
    for (const emulated of [{ colorScheme: "dark" }, { colorScheme: "light", forcedColors: "active" }, { colorScheme: "light", forcedColors: "none" }]) {
      await page.emulateMedia(emulated);
      assert.deepEqual(await brokenRules(page), []);
    }
    await shootAll(page, "drill-result");
    const kept = (await records(page)).map((text) => JSON.parse(text.split(" ").slice(2).join(" ")));
    assert.equal(kept.filter((r) => r.kind === "answered" && r.place === "drill").length, 19);
    const { at_ms, seconds, ...drilled } = kept.at(-1);
    assert.deepEqual(drilled, { kind: "drilled", seed: 48213, right, of: 20 });
    assert.equal(kept.find((r) => r.kind === "answered").confidence, "sure");

    // What stands in the records already is not put there again by a reload.
    assert.equal(await page.evaluate(() => JSON.parse(localStorage.getItem("headroom-drill")).recorded), true);
    await page.reload();
    await page.getByText(/^Simulating the keys: \d+ of 20\.$/).or(sum).waitFor();
    await page.getByRole("button", { name: "Same drill again" }).click();
    await start(page).click();
    await count(page, 1).waitFor();
    await page.locator(".question").waitFor();
    assert.equal(await stem(page), stems[0]);
    assert.equal(await page.locator('.numbers [data-answered="true"]').count(), 0);
    // Another one is another seed; the one that goes on is not lost by looking.
    await page.goto(address + "#/drill/7");
    await page.getByText("Drill 48213 is not finished.", { exact: false }).waitFor();
    await page.goto(address + "#/drill");
    await count(page, 1).waitFor();
    assert.match(page.url(), /#\/drill\/48213$/);
  }),
);
