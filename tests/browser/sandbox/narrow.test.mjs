// Everything of the sandbox on a phone's width and by keys alone: no pointer is used.

import { strict as assert } from "node:assert";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { shoot } from "../harness/shots.mjs";
import { visiting } from "../harness/visit.mjs";
import { overflow } from "../lesson/steps.mjs";
import { FIRST, done, field, outcome, settled } from "./steps.mjs";

const press = async (locator, key = "Enter") => {
  await locator.focus();
  await locator.press(key);
};

/** Small targets, by their names: what a finger would miss. */
const small = (page) =>
  page.evaluate(() => {
    const targets = document.querySelectorAll("main :is(button, select, summary, [role=slider].rail)");
    const boxes = [...targets].map((one) => [one, one.getBoundingClientRect()]).filter(([, box]) => box.width > 0);
    return boxes.filter(([, box]) => box.height < 43.5).map(([one]) => one.getAttribute("aria-label") ?? one.innerText);
  });

test(
  "360 px and keys: configurations, strips, causes, network, seeds, search, AWS, link; axe in three themes",
  visiting({ path: `${FIRST}/vpc-no-s3-at-scale-out`, size: "narrow", context: { permissions: ["clipboard-read", "clipboard-write"] } }, async ({ page }) => {
    await done(page);
    assert.equal(await overflow(page), 0);
    // Strips: a cursor on each, values in words, the chain from where it stands.
    const cursor = page.locator(".strip .cur[tabindex='0']");
    await press(cursor, "Home");
    await press(cursor, "Shift+ArrowRight");
    assert.match(await cursor.getAttribute("aria-valuetext"), /^\d\d:10:00, /);
    await cursor.press("ArrowDown");
    assert.notEqual(await page.evaluate(() => document.activeElement.dataset.strip), "Traffic-0");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "chain");
    // Why, why not, and but for.
    await press(page.locator(".chain ol button").first());
    await page.locator(".chain ol [aria-expanded=true]").first().waitFor();
    // The network: a switch breaks a way and keeps the focus.
    const logs = page.getByRole("switch", { name: "security_group_allows_443, interface logs, configuration A" });
    await press(logs, " ");
    await page.locator(".ways li[data-service=logs].brk").waitFor();
    assert.equal(await logs.getAttribute("aria-checked"), "false");
    assert.ok(await logs.evaluate((one) => one === document.activeElement));
    await press(page.getByRole("radiogroup", { name: "View of the network" }).getByRole("radio").first(), "ArrowRight");
    await page.locator(".clues li").first().waitFor();
    // How sure: it starts and is cancelled.
    await press(page.getByRole("button", { name: /^How sure is this/ }));
    await press(page.locator(".doubt").getByRole("button", { name: "Cancel" }));
    await page.getByRole("button", { name: /^How sure is this/ }).waitFor();
    // The search.
    const axes = page.locator(".optimise textarea");
    await axes.fill("scaling.scalable_target.MinCapacity=2,3");
    await axes.press("Tab");
    await page.getByText("2 combinations").waitFor();
    await press(page.locator(".optimise").getByRole("button", { name: "Search" }));
    await page.getByText("The best, on ten seeds that chose nobody").waitFor({ timeout: 30_000 });
    // The form, reached by the button that stays at the bottom.
    await press(page.getByRole("button", { name: /^Edit A and B/ }));
    assert.equal(await page.evaluate(() => document.activeElement.id), "configuration");
    const before = await outcome(page).innerText();
    const max = field(page, "MaxCapacity", "B");
    await max.focus();
    await max.press("ArrowDown");
    await settled(page);
    assert.notEqual(await max.inputValue(), await field(page, "MaxCapacity", "A").inputValue());
    assert.ok(before.length > 0);
    // Traffic: pasted.
    await press(page.locator("summary", { hasText: "Paste a measured curve" }));
    await page.locator(".cfg details.by textarea").fill("5\n10\n5");
    await press(page.locator(".cfg details.by").getByRole("button", { name: "Use", exact: true }));
    await settled(page);
    assert.equal(await page.getByLabel("kind, both configurations").first().inputValue(), "trace");
    // AWS out and in.
    await press(page.getByRole("radiogroup", { name: "Form" }).getByRole("radio").first(), "ArrowRight");
    await page.waitForFunction(() => document.querySelector(".aws pre").innerText.includes("AWS::ApplicationAutoScaling"));
    await press(page.locator("summary", { hasText: "Take from AWS" }));
    await page.locator(".aws textarea").fill("{}");
    await press(page.getByRole("button", { name: "Use in B" }));
    await page.getByText("Nothing was taken: none of ScalableTargets").waitFor();
    // The link.
    await press(page.getByRole("button", { name: "Copy link" }));
    await page.getByText("Link copied.").waitFor();
    assert.match(await page.evaluate(() => navigator.clipboard.readText()), /#s=1\./);
    await page.locator("main details").evaluateAll((all) => all.forEach((one) => (one.open = true)));
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await small(page), []);
    for (const media of [{ colorScheme: "dark" }, { colorScheme: "light" }, { forcedColors: "active" }]) {
      await page.emulateMedia(media);
      assert.deepEqual(await brokenRules(page), [], JSON.stringify(media));
    }
    await shoot(page, "sandbox-open-360");
  }),
);
