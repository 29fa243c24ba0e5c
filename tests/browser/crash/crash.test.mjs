// The program dies: a plain page says so, with a way on. A pack that no lint let through makes it die.

import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { DIST } from "../harness/server.mjs";
import { shootAll } from "../harness/shots.mjs";
import { visiting } from "../harness/visit.mjs";
import { byNumbers, LESSON, run } from "../lesson/steps.mjs";

const lesson = JSON.parse(await readFile(join(DIST, "lessons/spiky-traffic.json"), "utf8"));
/** The lesson with a key of so many seeds: more than the memory of the program holds. */
const greedy = (seeds) => ({ pages: { "lessons/spiky-traffic.json": JSON.stringify({ ...lesson, questions: [{ ...lesson.questions[0], seeds }] }) } });

for (const [how, seeds] of [
  ["by a panic", 2 ** 32 - 1],
  ["by a trap without a panic", 20_000_000],
]) {
  test(
    `the program stops ${how}: the page says what happened`,
    visiting({ path: LESSON, server: greedy(seeds), expected: [/./] }, async ({ page, context }) => {
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      await byNumbers(page);
      await run(page).click();
      await page.getByRole("heading", { name: "Headroom stopped." }).waitFor();
      const details = await page.locator("#crash-details").textContent();
      assert(details.length > 10, details);
      assert.equal(await page.locator(".bar").count(), 0, "nothing that is dead looks alive");
      assert.deepEqual(await brokenRules(page), []);
      await page.getByRole("button", { name: "Copy details" }).click();
      await page.waitForFunction((text) => navigator.clipboard.readText().then((copied) => copied === text), details);
      await shootAll(page, "crash");
      await page.getByRole("button", { name: "Reload" }).click();
      // The prediction was kept; its lesson would stop the program again, so the path comes first.
      await page.getByRole("heading", { level: 1, name: "Learning path" }).waitFor();
      await page.getByRole("link", { name: "Continue" }).waitFor();
    }),
  );
}
