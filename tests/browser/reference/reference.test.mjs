// The facts: found as one types, both readings, a run that differs, a report that stays here.

import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { DIST } from "../harness/server.mjs";
import { shootAll } from "../harness/shots.mjs";
import { visiting } from "../harness/visit.mjs";
import { LESSON, overflow, run, runToTheResult } from "../lesson/steps.mjs";

const { sections } = JSON.parse(await readFile(join(DIST, "lessons/facts.json"), "utf8"));
const spiky = JSON.parse(await readFile(join(DIST, "lessons/spiky-traffic.json"), "utf8"));
const named = { ...spiky, questions: spiky.questions.filter(({ id }) => id === "its-name") };
const ALL = sections.flatMap((section) => section.facts);

const search = (page) => page.getByRole("searchbox", { name: "Search the facts" });
const fact = (page, id) => page.locator(`[data-fact="${id}"]`);
const shown = (page) => page.locator("[data-fact]:visible");

test(
  "a fact is found by its words, and both readings can be run",
  visiting({ path: "#/reference" }, async ({ page }) => {
    await page.getByRole("heading", { level: 1, name: "Reference" }).waitFor();
    await page.getByText(`${ALL.length} facts`, { exact: true }).waitFor();
    assert.equal(await page.title(), "Reference · Headroom");
    assert.equal(await shown(page).count(), ALL.length);
    // By keyboard alone: words in any order and case, then the fact, then the run.
    await search(page).focus();
    await page.keyboard.type("300 STUDY cooldowns");
    await page.getByText(`1 of ${ALL.length} facts`, { exact: true }).waitFor();
    const one = fact(page, "disagreement.1");
    await one.getByText("Two readings").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    for (const line of ["ScaleOutCooldown and ScaleInCooldown are 300 s each unless given.", "ScaleOutCooldown is 300 s and ScaleInCooldown 600 s unless given.", "The answer changes with the reading.", "A: documented by AWS", "2026-11-23"])
      await one.getByText(line, { exact: true }).waitFor();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Run the difference");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Sandbox" }).waitFor();
    const ruleset = (side) => page.getByLabel(`ruleset, configuration ${side}`);
    await ruleset("B").waitFor({ state: "attached" });
    assert.deepEqual([await ruleset("A").inputValue(), await ruleset("B").inputValue()], ["aws", "study_guide"]);
  }),
);

test(
  "what is not found says so, and the filter leaves facts with two readings",
  visiting({ path: "#/reference" }, async ({ page }) => {
    await search(page).fill("cooldown nonsense");
    await page.getByText("No fact has all of these words.", { exact: false }).waitFor();
    assert.equal(await shown(page).count(), 0);
    assert.equal(await page.locator("main h2:visible").count(), 0, "no heading without facts");
    await search(page).fill("");
    await page.getByLabel("Only where two readings differ").check();
    const both = ALL.filter((fact) => fact.readings);
    assert(both.length >= 12);
    await page.getByText(`${both.length} of ${ALL.length} facts`, { exact: true }).waitFor();
    assert.equal(await shown(page).count(), both.length);
  }),
);

test(
  "an address opens its fact; a report is prepared and stays here",
  visiting({ path: "#/reference/2.10", size: "narrow", context: { permissions: ["clipboard-read", "clipboard-write"] } }, async ({ page }) => {
    const one = fact(page, "2.10");
    await one.getByText("Not modelled.", { exact: false }).waitFor();
    assert.equal(await page.locator("details[open]").count(), 1);
    await page.waitForFunction(() => document.activeElement.closest("[data-fact]")?.dataset.fact === "2.10");
    await one.getByRole("button", { name: "Report a wrong fact" }).click();
    const text = one.getByRole("textbox");
    const before = await text.inputValue();
    for (const line of ["Fact: 2.10", "Version: ", "What is right: ", "Checked: 2026-11-23"]) assert(before.includes(line), `${line} in ${before}`);
    await text.fill(before + "the guide of today");
    await one.getByRole("button", { name: "Copy the report" }).click();
    await one.getByText("Report copied.").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), before + "the guide of today");
    for (const target of await one.locator("summary, .btn").all()) assert((await target.boundingBox()).height >= 44);
    assert.equal(await overflow(page), 0);
    for (const media of [{ colorScheme: "light" }, { colorScheme: "dark" }, { forcedColors: "active" }]) {
      await page.emulateMedia(media);
      assert.deepEqual(await brokenRules(page), []);
    }
    await page.emulateMedia({ forcedColors: "none" });
    await shootAll(page, "reference-report", { fullPage: false });
  }),
);

test(
  "a number that no fact has says so; pictures",
  visiting({ path: "#/reference/9.99" }, async ({ page }) => {
    await page.getByText("There is no fact 9.99 in this version.", { exact: false }).waitFor();
    await fact(page, "disagreement.2").locator("summary").click();
    await shootAll(page, "reference", { fullPage: false });
  }),
);

test(
  "facts that did not come can be asked for again",
  visiting({ path: "#/reference", server: { refuse: (name) => name.endsWith("facts.json") }, expected: [/404/] }, async ({ page }) => {
    await page.getByText("The facts did not load.").waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("The facts did not load.").waitFor();
  }),
);

test(
  "a question of fact leads to its fact once it is answered",
  visiting({ path: LESSON, server: { pages: { "lessons/spiky-traffic.json": JSON.stringify(named) } } }, async ({ page }) => {
    await run(page).waitFor();
    await runToTheResult(page);
    const link = page.getByRole("link", { name: "disagreement.12" });
    await page.getByRole("radio", { name: "Minimum capacity" }).check();
    assert.equal(await link.count(), 0, "the reference would tell the answer");
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await link.click();
    await fact(page, "disagreement.12").getByText("Warm pools are a feature of training.", { exact: false }).waitFor();
  }),
);
