// A new build arrives whole or not at all, waits for the person's word, and never mixes with the
// old one in an open tab.

import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { shootAll } from "../harness/shots.mjs";
import { mounted, visiting } from "../harness/visit.mjs";
import { LESSON, run, runToTheResult } from "../lesson/steps.mjs";
import { BUILD, NEXT, buildOf, caches, kept, lesson, next } from "./builds.mjs";

const NEW_TITLE = "Spiky traffic, rewritten";
const changed = "lessons/spiky-traffic.json";
const READY = `Version ${NEXT.version} is ready.`;

/** A visit of a site whose files can be changed while it goes on. */
const updating = (body) => {
  const server = { pages: {}, bad: null };
  server.refuse = (name) => server.bad === "404" && name === changed;
  server.drop = (name) => server.bad === "dropped" && name === changed;
  return visiting({ server, context: { serviceWorkers: "allow" } }, (visit) => body({ ...visit, site: server }));
};

const deploy = async (site, more = {}) => Object.assign(site.pages, await next({ [changed]: await lesson(NEW_TITLE) }), more);

/** Looks for an update and waits until the attempt has failed. */
const failedUpdate = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const found = new Promise((done) => registration.addEventListener("updatefound", () => done(registration.installing), { once: true }));
    registration.update().catch(() => {});
    const worker = await found;
    if (worker.state === "redundant") return worker.state;
    return new Promise((done) => worker.addEventListener("statechange", () => worker.state !== "installing" && done(worker.state)));
  });

const portal = "<!doctype html><title>Wi-Fi of the train</title>Please sign in.";

for (const [what, bad, more] of [
  ["one altered byte in a file", null, { "boot.js": "// altered on its way\n" }],
  ["a file that is missing", "404", {}],
  ["a connection cut in the middle of a file", "dropped", {}],
  ["a sign-in page in a file's place", null, { [changed]: portal }],
]) {
  test(
    `${what}: the old build stays whole`,
    updating(async ({ page, server, site }) => {
      await kept(page);
      await deploy(site, more);
      site.bad = bad;
      assert.equal(await failedUpdate(page), "redundant");
      const names = await caches(page);
      assert.deepEqual(names.map((name) => name.split(":").at(-1)), [BUILD], "nothing of the new build is left");
      // With the server, and without.
      for (const stop of [false, true]) {
        if (stop) await server.stop();
        await page.reload();
        await mounted(page);
        assert.equal(await buildOf(page), BUILD);
        await page.locator(".row", { hasText: "Spiky traffic" }).waitFor();
      }
      assert.equal(await page.getByText(READY).count(), 0);
    }),
  );
}

test(
  "a sign-in page in the service worker's place changes nothing",
  updating(async ({ page, site }) => {
    await kept(page);
    site.pages["sw.js"] = portal;
    const refused = await page.evaluate(async () => (await navigator.serviceWorker.ready).update().then(() => "", String));
    assert.match(refused, /Error/);
    await page.reload();
    await mounted(page);
    assert.equal(await buildOf(page), BUILD);
    await kept(page);
  }),
);

test(
  "a first visit that is cut keeps nothing, and the next one keeps all",
  visiting(
    {
      server: (() => {
        const server = { bad: true, refuse: (name) => server.bad && name === "icon-512.png" };
        return server;
      })(),
      context: { serviceWorkers: "allow" },
    },
    async ({ page, t }) => {
      await mounted(page);
      const gone = () => page.evaluate(async () => [(await navigator.serviceWorker.getRegistrations()).length, (await caches.keys()).length]);
      await page.waitForTimeout(3000); // longer than registration waits for
      assert.deepEqual(await gone(), [0, 0]);
      assert.equal(await page.getByText("Saved on this device").first().isVisible(), true);
      t.diagnostic("the page works all the same");
    },
  ),
);

test(
  "a new build waits for the word; an open tab of the old one goes on with its own files",
  updating(async ({ page, context, address, server, site }) => {
    await kept(page);
    const old = await context.newPage();
    await old.goto(address);
    await kept(old);
    await deploy(site);
    // The reload that finds it still shows the old build, and another one too: it never skips the wait.
    for (const once of [1, 2]) {
      await page.reload();
      await page.getByText(READY).first().waitFor({ timeout: 20_000 });
      assert.equal(await buildOf(page), BUILD, `reload ${once}`);
    }
    await shootAll(page, "update-ready");
    await page.getByRole("button", { name: "Update", exact: true }).click();
    await page.waitForFunction((build) => document.querySelector('meta[name="headroom-build"]')?.content === build, NEXT.build);
    await kept(page);
    await page.evaluate((hash) => (location.hash = hash), LESSON);
    await page.getByRole("heading", { level: 1, name: NEW_TITLE }).waitFor();

    // The old tab is told, and reads files that it had not read before: those of its own build.
    await old.getByText(READY).first().waitFor();
    assert.equal((await caches(old)).length, 2, "both builds are here while a tab needs the old one");
    await server.stop();
    await old.evaluate((hash) => (location.hash = hash), LESSON);
    await old.getByRole("heading", { level: 1, name: "Spiky traffic", exact: true }).waitFor();
    await run(old).waitFor();
    await runToTheResult(old);
    const answers = await old.evaluate(
      () =>
        new Promise((done) => {
          const worker = headroomBoot.spawnWorker();
          // It speaks before it is spoken to only when it could not start.
          worker.onmessage = ({ data }) => done(String(data));
          worker.onerror = (event) => done(event.message ?? "not fetched");
          setTimeout(() => done("started"), 2000);
        }),
    );
    assert.equal(answers, "started", "a new worker of the old build still starts");
    const lost = await old.evaluate(() => fetch("lessons/course.json?build=0123456789ab").then((response) => response.status));
    assert.equal(lost, 410, "a build that is gone is never answered with another");

    await page.close();
    await old.getByRole("button", { name: "Update", exact: true }).click();
    await old.waitForFunction((build) => document.querySelector('meta[name="headroom-build"]')?.content === build, NEXT.build);
    await kept(old);
    await old.waitForFunction(async () => (await caches.keys()).length === 1);
  }),
);

test(
  "with the last tab closed the new build takes over by itself",
  updating(async ({ page, context, address, site }) => {
    await kept(page);
    await deploy(site);
    await page.reload();
    await page.getByText(READY).first().waitFor({ timeout: 20_000 });
    await page.goto("about:blank");
    const again = await context.newPage();
    await again.waitForTimeout(500);
    await again.goto(address);
    await mounted(again);
    assert.equal(await buildOf(again), NEXT.build);
    await again.waitForFunction(async () => (await caches.keys()).length === 1);
  }),
);

test(
  "a development build at the same address removes what was kept",
  updating(async ({ page, site }) => {
    await kept(page);
    const html = await readFile(new URL("../../../dist/index.html", import.meta.url), "utf8");
    site.pages["index.html"] = html.replace(BUILD, "__BUILD__");
    site.pages["sw.js"] = await readFile(new URL("../../../public/sw-none.js", import.meta.url), "utf8");
    await page.reload();
    await page.waitForFunction(() => document.querySelector('meta[name="headroom-build"]')?.content === "__BUILD__", null, { timeout: 20_000 });
    await mounted(page);
    assert.deepEqual(await caches(page), []);
    assert.equal(await page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length)), 0);
  }),
);
