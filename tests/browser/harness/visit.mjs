// A visit: a server, a browser with a fresh profile, one page, and an ear for everything that goes wrong.

import { strict as assert } from "node:assert";
import { existsSync } from "node:fs";
import { after } from "node:test";
import { chromium } from "playwright-core";
import { FLAGS } from "./chromium.mjs";
import { serve } from "./server.mjs";

/** The two widths that are looked at. */
export const SIZES = {
  wide: { width: 1440, height: 1000 },
  narrow: { width: 360, height: 800 },
};

const CANDIDATES = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
];

// One browser for a file of tests; every visit has a context of its own, which is a fresh profile.
let browser;
after(() => browser?.close());

async function launch() {
  const executablePath = CANDIDATES.find((path) => path && existsSync(path));
  assert(executablePath, "no Chromium: `cargo xtask doctor` says how to get it");
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
}

/**
 * Makes a test of a visit. After the body, any problem that is not expected fails the test:
 * a console error, an uncaught error, a violation of the content security policy, a failed request.
 *
 * - `path`: what follows the address, for example "#/lesson/spiky-traffic".
 * - `size`, `theme`: the window ("wide", "narrow") and the system's colours ("light", "dark").
 * - `server`: options of `serve`.
 * - `expected`: patterns of problems that belong to the test.
 * - `context`: further options of Playwright's context. Service workers are blocked unless
 *   `serviceWorkers` is "allow": a test that plants a file must get it, not what was kept.
 *
 * The body gets `page`, `address`, `server`, and `problems`, the list so far.
 */
export function visiting(options, body) {
  const { path = "", size = "wide", theme = "light", expected = [], context: more = {} } = options;
  return async (t) => {
    browser ??= await launch();
    const server = await serve(options.server);
    const context = await browser.newContext({ viewport: SIZES[size], colorScheme: theme, serviceWorkers: "block", ...more });
    try {
      const page = await context.newPage();
      const problems = await listen(page);
      await page.goto(server.address + path);
      await body({ page, context, address: server.address, server, problems, t });
      const unexpected = problems.filter((problem) => !expected.some((pattern) => pattern.test(problem)));
      assert.deepEqual(unexpected, [], "problems on the page");
    } finally {
      await context.close();
      await server.stop();
    }
  };
}

/** Collects what goes wrong on a page, from before its first script. */
export async function listen(page) {
  const problems = [];
  const say = (kind, text) => problems.push(`${kind}: ${text}`);
  await page.exposeBinding("headroomTestProblem", (_, text) => say("policy", text));
  await page.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      const place = `${event.sourceFile ?? ""}:${event.lineNumber ?? 0}`;
      globalThis.headroomTestProblem(`${event.violatedDirective} refused ${event.blockedURI} ${place}`);
    });
  });
  page.on("console", (message) => {
    if (message.type() === "error") say("console", message.text());
  });
  page.on("pageerror", (error) => say("uncaught", error.stack ?? String(error)));
  page.on("crash", () => say("crash", "the page died"));
  page.on("requestfailed", (request) => {
    const why = request.failure()?.errorText ?? "";
    // A request that the page itself gave up, for instance by leaving.
    if (why !== "net::ERR_ABORTED") say("request", `${request.url()} ${why}`);
  });
  return problems;
}

/** Waits until the app has taken over from the start page; gives its time marks in ms. */
export async function mounted(page) {
  await page.waitForFunction(() => globalThis.headroomBoot?.marks.mounted !== undefined, null, { timeout: 20_000 });
  return page.evaluate(() => globalThis.headroomBoot.marks);
}
