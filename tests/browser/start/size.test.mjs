// What a first visit loads, by brotli as hosts of static sites send it, held against the last release.

import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { brotliCompressSync } from "node:zlib";
import { DIST } from "../harness/server.mjs";
import { visiting } from "../harness/visit.mjs";

/** Brotli's bytes at the last release; a release writes what this test prints. */
const LAST = JSON.parse(readFileSync(new URL("size.json", import.meta.url), "utf8"));
/** How far a build may exceed it. */
const MARGIN = 1.05;

test("a first visit loads hardly more than the last release's did", async (t) => {
  const names = new Set();
  const note = (request, address) => names.add(decodeURIComponent(new URL(request.url()).pathname.slice(new URL(address).pathname.length)) || "index.html");
  const visit = visiting({ path: "?first" }, async ({ page, context, address }) => {
    context.on("request", (request) => note(request, address));
    await page.goto(address);
    await page.getByRole("main").getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle");
  });
  await visit(t);
  const sizes = [...names].map((name) => [name, brotliCompressSync(readFileSync(join(DIST, name))).length]);
  sizes.sort((a, b) => b[1] - a[1]);
  for (const [name, size] of sizes) t.diagnostic(`${(size / 1000).toFixed(1).padStart(8)} kB  ${name}`);
  const wasm = sizes.find(([name]) => name.endsWith(".wasm"))?.[1] ?? 0;
  const all = sizes.reduce((sum, [, size]) => sum + size, 0);
  t.diagnostic(`wasm ${wasm} bytes (last release ${LAST.wasm}), first load ${all} bytes (${LAST.first_load})`);
  assert(wasm > 0, "the page loads a module");
  assert(wasm <= LAST.wasm * MARGIN, `the module grew from ${LAST.wasm} to ${wasm} bytes`);
  assert(all <= LAST.first_load * MARGIN, `the first load grew from ${LAST.first_load} to ${all} bytes`);
});
