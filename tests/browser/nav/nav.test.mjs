// The navigation: links where there is room, a menu on a phone; in a lesson no way to the sandbox before the prediction.

import { strict as assert } from "node:assert";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { shoot, shootAll } from "../harness/shots.mjs";
import { visiting } from "../harness/visit.mjs";
import { LESSON, overflow, run, runToTheResult } from "../lesson/steps.mjs";

const pages = (page) => page.getByRole("navigation", { name: "Pages" });
const menu = (page) => page.getByRole("button", { name: "Menu" });
const current = (page) => pages(page).locator("[aria-current=page]");

test(
  "the links stand in the bar and say where the reader is",
  visiting({}, async ({ page }) => {
    await page.locator(".answer").first().waitFor();
    assert.equal(await menu(page).isVisible(), false);
    assert.equal(await current(page).textContent(), "Learning path");
    for (const name of await pages(page).getByRole("link").allTextContents()) {
      await pages(page).getByRole("link", { name, exact: true }).click();
      await page.waitForFunction((name) => document.querySelector(".bar nav [aria-current]")?.textContent === name, name);
      // Every link leads to a page.
      await page.getByRole("heading", { level: 1 }).first().waitFor();
      assert.equal(await page.getByRole("heading", { name: "There is no such page" }).count(), 0, name);
    }
  }),
);

test(
  "on a phone a menu opens and closes by finger and by key",
  visiting({ size: "narrow" }, async ({ page }) => {
    await page.locator(".answer").first().waitFor();
    assert.equal(await pages(page).getByRole("link").count(), 0, "the menu is closed");
    await menu(page).click();
    assert.equal(await menu(page).getAttribute("aria-expanded"), "true");
    const links = await pages(page).getByRole("link").all();
    assert(links.length >= 2);
    for (const target of [menu(page), ...links]) assert((await target.boundingBox()).height >= 44);
    assert.equal(await overflow(page), 0);
    for (const media of [{ colorScheme: "light" }, { colorScheme: "dark" }, { forcedColors: "active" }]) {
      await page.emulateMedia(media);
      assert.deepEqual(await brokenRules(page), [], JSON.stringify(media));
    }
    await page.emulateMedia({ forcedColors: "none" });
    await shoot(page, "menu-360-dark", { fullPage: false });
    await page.emulateMedia({ colorScheme: "light" });
    await shoot(page, "menu-360-light", { fullPage: false });
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    assert.equal(await pages(page).getByRole("link").count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Menu", "the focus is back at the button");
    await page.keyboard.press("Enter");
    await pages(page).getByRole("link", { name: "Sandbox" }).click();
    await page.getByRole("heading", { level: 1, name: "Sandbox" }).waitFor();
    assert.equal(await pages(page).getByRole("link").count(), 0, "a choice closes it");
  }),
);

test(
  "a lesson leads to the sandbox once its prediction is committed",
  visiting({ path: LESSON }, async ({ page }) => {
    await run(page).waitFor();
    await page.getByRole("link", { name: "Headroom, learning path" }).waitFor();
    await pages(page).getByRole("link", { name: "Learning path" }).waitFor();
    const sandbox = pages(page).getByRole("link", { name: "Sandbox" });
    assert.equal(await sandbox.count(), 0);
    await shootAll(page, "nav-lesson", { fullPage: false });
    await runToTheResult(page);
    await sandbox.waitFor();
  }),
);
