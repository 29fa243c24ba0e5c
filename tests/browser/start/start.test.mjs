// The page starts: under its strict policy, at a root and in a sub-folder, and says so when it cannot.

import { strict as assert } from "node:assert";
import test from "node:test";
import { mounted, visiting } from "../harness/visit.mjs";

for (const prefix of ["/", "/courses/mla/headroom/"]) {
  test(
    `the app mounts at ${prefix}`,
    visiting({ server: { prefix } }, async ({ page, t }) => {
      const marks = await mounted(page);
      t.diagnostic(`compiled ${Math.round(marks.compiled)} ms, mounted ${Math.round(marks.mounted)} ms`);
      assert.equal(await page.locator("#boot").count(), 0, "the loading line is gone");
      assert.equal(await page.locator("main").count(), 1, "there is one main region");
    }),
  );
}

test(
  "a person reads why the app could not start",
  visiting({ server: { refuse: (name) => name.endsWith(".wasm") }, expected: [/404/] }, async ({ page }) => {
    await page.getByText("Headroom could not start here").waitFor();
    assert.match(await page.locator("#boot").textContent(), /HTTP 404/);
  }),
);

test(
  "a chosen theme is set before the program loads",
  visiting({ theme: "light", server: { refuse: (name) => name.endsWith(".wasm") }, expected: [/404/] }, async ({ page }) => {
    await page.evaluate(() => localStorage.setItem("headroom-theme", "dark"));
    await page.reload();
    assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
    await page.evaluate(() => localStorage.setItem("headroom-theme", "nonsense"));
    await page.reload();
    assert.equal(await page.locator("html").getAttribute("data-theme"), null);
  }),
);
