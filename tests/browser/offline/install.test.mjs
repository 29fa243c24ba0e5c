// Installing: Chromium finds nothing missing, its offer becomes a button, Apple's browsers get words.

import { strict as assert } from "node:assert";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { shootAll } from "../harness/shots.mjs";
import { mounted, visiting } from "../harness/visit.mjs";
import { LESSON, overflow, run, runToTheResult } from "../lesson/steps.mjs";
import { kept } from "./builds.mjs";

for (const prefix of ["/", "/courses/mla/headroom/"]) {
  test(
    `Chromium finds nothing that stands against installing, at ${prefix}`,
    visiting({ server: { prefix }, context: { serviceWorkers: "allow" } }, async ({ page, context, address }) => {
      await kept(page);
      const browser = await context.newCDPSession(page);
      const { installabilityErrors } = await browser.send("Page.getInstallabilityErrors");
      // Every visit of a test is a private window, which is not the site's doing.
      const errors = installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito");
      assert.deepEqual(errors, []);
      const { errors: faults, manifest, data } = await browser.send("Page.getAppManifest");
      assert.deepEqual(faults, []);
      assert.equal(manifest?.scope ?? address, address);
      const { icons } = JSON.parse(data);
      for (const { src, sizes, type } of icons) {
        const { status, kind, width } = await page.evaluate(async (src) => {
          const response = await fetch(src);
          const image = await createImageBitmap(await response.clone().blob()).catch(() => null);
          return { status: response.status, kind: response.headers.get("content-type"), width: image?.width };
        }, src);
        assert.deepEqual([status, kind], [200, type], src);
        if (type === "image/png") assert.equal(`${width}x${width}`, sizes, src);
      }
    }),
  );
}

test(
  "the browser's offer becomes a button",
  visiting({}, async ({ page }) => {
    await mounted(page);
    assert.equal(await page.getByRole("button", { name: "Install" }).count(), 0);
    await page.evaluate(() => {
      const offer = new Event("beforeinstallprompt", { cancelable: true });
      offer.prompt = () => (globalThis.prompted = true);
      dispatchEvent(offer);
      globalThis.offerWasHeld = offer.defaultPrevented;
    });
    await page.getByRole("button", { name: "Install Headroom" }).waitFor();
    await shootAll(page, "install");
    assert.deepEqual(await brokenRules(page), []);
    await page.getByRole("button", { name: "Install Headroom" }).click();
    assert.deepEqual(await page.evaluate(() => [globalThis.prompted, globalThis.offerWasHeld]), [true, true]);
    assert.equal(await page.getByRole("button", { name: "Install" }).count(), 0);
  }),
);

const apple = (page, touch) =>
  page.addInitScript((touch) => {
    Object.defineProperty(Navigator.prototype, "vendor", { get: () => "Apple Computer, Inc." });
    if (touch) Object.defineProperty(Navigator.prototype, "standalone", { get: () => false });
  }, touch);

for (const [name, touch, words] of [
  ["a phone", true, "To install Headroom, open the share sheet and choose Add to Home Screen."],
  ["a desktop", false, "To install Headroom, choose Add to Dock in Safari's File menu."],
]) {
  test(
    `Safari on ${name}: how to install, and once what seven days do`,
    visiting({ size: touch ? "narrow" : "wide" }, async ({ page, address }) => {
      await apple(page, touch);
      await page.goto("about:blank");
      await page.goto(address);
      await page.getByText(words).waitFor();
      assert.equal(await page.getByText("Safari deletes what a website has saved").count(), 0, "there is nothing to lose yet");
      await page.goto(address + LESSON);
      await run(page).waitFor();
      await runToTheResult(page);
      await page.getByText("Safari deletes what a website has saved").waitFor();
      assert.equal(await overflow(page), 0);
      await shootAll(page, `seven-days-${touch ? "touch" : "desktop"}`);
      assert.deepEqual(await brokenRules(page), []);
      await page.getByRole("button", { name: "Understood" }).click();
      await page.reload();
      await page.locator(".cmp").waitFor({ timeout: 20_000 });
      assert.equal(await page.getByText("Safari deletes what a website has saved").count(), 0, "once");
    }),
  );
}

test(
  "lasting storage is asked for after the first attempt, not before",
  visiting({}, async ({ page, address }) => {
    await page.addInitScript(() => {
      if (location.href === "about:blank") return;
      globalThis.asked = 0;
      StorageManager.prototype.persist = async () => ((globalThis.asked += 1), false);
    });
    await page.goto("about:blank");
    await page.goto(address + LESSON);
    await run(page).waitFor();
    assert.equal(await page.evaluate(() => globalThis.asked), 0);
    await runToTheResult(page);
    await page.waitForFunction(() => globalThis.asked > 0);
  }),
);
