// Without a server: after one visit the whole course works, at a root and in a sub-folder.
// The server is stopped; an emulated lack of network would not reach the service worker's requests.

import { strict as assert } from "node:assert";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { shootAll } from "../harness/shots.mjs";
import { mounted, visiting } from "../harness/visit.mjs";
import { LESSON, answer, byNumbers, overflow, run, runToTheResult } from "../lesson/steps.mjs";
import { FILES, caches, kept } from "./builds.mjs";

const context = { serviceWorkers: "allow" };

for (const prefix of ["/", "/courses/mla/headroom/"]) {
  test(
    `a whole visit without a server, at ${prefix}`,
    visiting({ server: { prefix }, context: { ...context, reducedMotion: "reduce" } }, async ({ page, address, server }) => {
      await kept(page);
      await page.getByText("Saved, works offline").first().waitFor();
      await server.stop();
      await page.reload();
      await mounted(page);
      await page.locator(".answer").nth(2).click();
      await page.getByText("Correct. The first new instance").waitFor();
      await page.getByRole("link", { name: "Work through it in the lesson" }).click();
      await run(page).waitFor();
      await page.evaluate((hash) => (location.hash = hash), LESSON);
      await page.getByRole("heading", { level: 1, name: "Spiky traffic" }).waitFor();
      await byNumbers(page);
      await run(page).click();
      await page.locator(".cmp").waitFor();
      await answer(page, /MinCapacity/, "Correct.");
      await page.reload();
      await page.getByText("Correct.").first().waitFor({ timeout: 60_000 });
      await page.goto(address + "?from=a-course-page#/");
      await page.getByRole("link", { name: /^Continue/ }).waitFor();
    }),
  );
}

test(
  "the tab of the first visit goes on without a server, without a reload",
  visiting({ context }, async ({ page, server }) => {
    await kept(page);
    await server.stop();
    await page.evaluate((hash) => (location.hash = hash), LESSON);
    await run(page).waitFor();
    await runToTheResult(page);
  }),
);

test(
  "every file is kept, and what is not a file of the site is not",
  visiting({ server: { pages: { "other.html": "<title>other</title>" } }, context, expected: [/404/] }, async ({ page, address }) => {
    await kept(page);
    const [name] = await caches(page);
    const paths = await page.evaluate(async (name) => {
      const requests = await (await globalThis.caches.open(name)).keys();
      return requests.map(({ url }) => new URL(url).pathname.slice(1) || "./");
    }, name);
    assert.deepEqual(paths.sort(), [...FILES].sort());
    assert(name.includes(address), `${name} holds the scope`);
    await page.goto(address + "other.html");
    assert.equal(await page.title(), "other");
  }),
);

test(
  "a copy in a folder below another keeps its own",
  visiting({ server: { prefix: ["/", "/courses/x/"] }, context }, async ({ page, address, context, server }) => {
    await kept(page);
    const below = await context.newPage();
    await below.goto(address + "courses/x/");
    await kept(below);
    const names = await caches(page);
    assert.deepEqual(names.map((name) => name.split(":").slice(1, -1).join(":")).sort(), [address, address + "courses/x/"]);
    await server.stop();
    for (const tab of [page, below]) {
      await tab.reload();
      await mounted(tab);
    }
    assert.equal((await caches(page)).length, 2);
  }),
);

test(
  "the words of the connection: offline, and back",
  visiting({ context }, async ({ page, context }) => {
    await kept(page);
    await context.setOffline(true);
    await page.getByText("You are offline. Everything here still works.").first().waitFor();
    await shootAll(page, "offline");
    await page.setViewportSize({ width: 360, height: 800 });
    await page.getByText("Offline", { exact: true }).waitFor();
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await brokenRules(page), []);
    await context.setOffline(false);
    await page.getByText("Saved, works offline").first().waitFor({ state: "attached" });
  }),
);

test(
  "offline before everything is kept, the words promise less",
  visiting({ expected: [/ERR_INTERNET_DISCONNECTED/] }, async ({ page, context }) => {
    await mounted(page);
    await context.setOffline(true);
    await page.getByText("You are offline. What is already open still works.").first().waitFor();
  }),
);

test(
  "nothing is kept from within a frame",
  visiting({ path: "host.html", server: { pages: { "host.html": `<!doctype html><title>host</title><iframe src="./" width="800" height="600"></iframe>` } }, context, expected: [/404/] }, async ({ page }) => {
    await page.frameLocator("iframe").locator(".answer").first().waitFor();
    await page.waitForTimeout(3000); // longer than registration waits for
    assert.equal(await page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length)), 0);
  }),
);

test(
  "where service workers and caches are denied, everything else works",
  visiting({ context }, async ({ page, address }) => {
    await page.addInitScript(() => {
      const deny = () => {
        throw new DOMException("denied for the test", "SecurityError");
      };
      Object.defineProperty(Navigator.prototype, "serviceWorker", { get: deny });
      Object.defineProperty(Navigator.prototype, "storage", { get: deny });
      for (const name of ["indexedDB", "localStorage", "caches"]) Object.defineProperty(globalThis, name, { get: deny });
    });
    await page.goto("about:blank");
    await page.goto(address + LESSON);
    await run(page).waitFor();
    await runToTheResult(page);
    await page.getByText("Progress is not saved: storage is blocked.").waitFor();
  }),
);

test(
  "registration waits until the page stands",
  visiting({ context }, async ({ page, address }) => {
    await page.addInitScript(() => {
      if (location.href === "about:blank") return;
      const { register } = ServiceWorkerContainer.prototype;
      ServiceWorkerContainer.prototype.register = function (...words) {
        globalThis.registeredAt = performance.now();
        return register.apply(this, words);
      };
    });
    await page.goto("about:blank");
    await page.goto(address);
    const { mounted: stood } = await mounted(page);
    await kept(page);
    const painted = await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0].startTime);
    const registered = await page.evaluate(() => globalThis.registeredAt);
    assert(registered > stood && registered > painted, `registered ${registered}, mounted ${stood}, painted ${painted}`);
  }),
);
