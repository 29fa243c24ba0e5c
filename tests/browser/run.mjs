// Runs the browser tests: every tests/browser/<behaviour>/*.test.mjs, or only the behaviours named.
//
//   node tests/browser/run.mjs [behaviour…]
//
// They test the dist/ that is there: `cargo xtask build` first, or `cargo xtask test` for everything.

import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const named = process.argv.slice(2);

const behaviours = readdirSync(here, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && (named.length === 0 || named.includes(entry.name)))
  .map((entry) => entry.name)
  .sort();
const files = behaviours.flatMap((name) =>
  readdirSync(join(here, name))
    .filter((file) => file.endsWith(".test.mjs"))
    .sort()
    .map((file) => join(here, name, file)),
);

const unknown = named.filter((name) => !behaviours.includes(name));
if (unknown.length > 0 || files.length === 0) {
  console.error("no browser tests" + (unknown.length > 0 ? ` in ${unknown.join(", ")}` : ""));
  process.exit(1);
}
if (!existsSync(join(here, "../../dist/index.html"))) {
  console.error("dist/index.html is missing: run `cargo xtask build` first");
  process.exit(1);
}

/** Runs files, so many at a time; the exit code. */
function run(files, atOnce) {
  if (files.length === 0) return 0;
  const words = ["--test", `--test-concurrency=${atOnce}`, "--test-reporter=spec", ...files];
  const child = spawn(process.execPath, words, { stdio: "inherit" });
  return new Promise((done) => child.on("exit", (code) => done(code ?? 1)));
}

// What measures runs alone: two browsers on two cores disturb each other.
const measures = (file) => basename(dirname(file)) === "speed";
const codes = [await run(files.filter((file) => !measures(file)), 2), await run(files.filter(measures), 1)];
process.exit(Math.max(...codes));
