// The harness hears what it is there to hear: each problem is planted once.

import { strict as assert } from "node:assert";
import test from "node:test";
import { readFileSync } from "node:fs";
import { brokenRules } from "./axe.mjs";
import { shootAll } from "./shots.mjs";
import { SIZES, visiting } from "./visit.mjs";

const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">`;
const page = (body) => ({ pages: { "index.html": `<!doctype html><html lang="en"><title>x</title>${policy}${body}`, "error.js": `console.error("planted")`, "throw.js": `throw new Error("planted")`, "icon.svg": "<svg/>" } });

function planted(name, body, pattern) {
  test(
    `hears ${name}`,
    visiting({ server: page(body), expected: [/./] }, async ({ page, problems }) => {
      await page.waitForFunction(() => document.readyState === "complete");
      const until = Date.now() + 5000;
      while (!problems.some((problem) => pattern.test(problem)) && Date.now() < until) await page.waitForTimeout(20);
      assert(
        problems.some((problem) => pattern.test(problem)),
        `${pattern} not in ${JSON.stringify(problems)}`,
      );
    }),
  );
}

planted("an inline script", "<script>1</script>", /^policy: script-src/);
planted("an inline style", `<p style="color:red">x</p>`, /^policy: style-src/);
planted("a console error", `<script src="error.js"></script>`, /^console: planted/);
planted("an uncaught error", `<script src="throw.js"></script>`, /^uncaught: .*planted/);
planted("a missing file", `<script src="absent.js"></script>`, /^console: .*404/);

test("a problem fails the visit", async (t) => {
  const visit = visiting({ server: page(`<script src="error.js"></script>`) }, async ({ page, problems }) => {
    while (problems.length === 0) await page.waitForTimeout(20);
  });
  await assert.rejects(visit(t), /planted/);
});

test(
  "axe finds a picture without words",
  visiting({ server: page(`<main><img src="icon.svg"></main>`), expected: [/./] }, async ({ page }) => {
    const broken = await brokenRules(page);
    assert(
      broken.some((line) => line.startsWith("image-alt")),
      JSON.stringify(broken),
    );
  }),
);

test(
  "pictures are taken at both widths in both themes",
  visiting({ server: page("<main><h1>Picture</h1></main>"), expected: [/./] }, async ({ page }) => {
    const paths = await shootAll(page, "harness");
    const widths = paths.map((path) => readFileSync(path).readUInt32BE(16)); // PNG: the width stands there
    const { wide, narrow } = SIZES;
    assert.deepEqual(widths, [wide.width, narrow.width, wide.width, narrow.width]);
    assert.equal(new Set(paths).size, 4);
  }),
);
