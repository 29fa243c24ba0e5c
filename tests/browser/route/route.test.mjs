// Addresses: what leads nowhere says so; a move names the tab and starts at the heading.

import { strict as assert } from "node:assert";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { visiting } from "../harness/visit.mjs";
import { byNumbers, LESSON, run } from "../lesson/steps.mjs";

test(
  "an unknown address says so and leads back",
  visiting({ path: "#/exam" }, async ({ page }) => {
    await page.getByRole("heading", { level: 1, name: "There is no such page" }).waitFor();
    await page.getByText("Nothing is at #/exam in this version.").waitFor();
    assert.equal(await page.title(), "There is no such page · Headroom");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY", "the first page takes no focus");
    assert.deepEqual(await brokenRules(page), []);
    await page.getByRole("link", { name: "Back to the learning path" }).click();
    await page.locator(".answer").first().waitFor();
  }),
);

test(
  "a lesson that does not exist says so and leads back",
  visiting({ path: "#/lesson/no-such-lesson", expected: [/404/] }, async ({ page }) => {
    await page.getByRole("heading", { level: 1, name: "This lesson did not load." }).waitFor();
    await page.getByRole("link", { name: "Back to the learning path" }).click();
    await page.locator(".answer").first().waitFor();
  }),
);

test(
  "back and forward go between the pages",
  visiting({ path: LESSON }, async ({ page }) => {
    await run(page).waitFor();
    await page.waitForFunction(() => document.title === "Spiky traffic · Headroom");
    await page.getByRole("link", { name: "Headroom, learning path" }).click();
    await page.locator(".answer").first().waitFor();
    await page.goBack();
    await run(page).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
  }),
);

test(
  "leaving while a run goes on breaks nothing",
  visiting({ path: LESSON }, async ({ page }) => {
    await byNumbers(page);
    await run(page).click();
    await page.evaluate(() => (location.hash = "#/"));
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.evaluate(() => (location.hash = "#/lesson/spiky-traffic"));
    await page.getByText("60 minutes simulated. Seed 1.").waitFor();
  }),
);
