// Lighthouse on dist/: desktop preset, the median of three runs a page, against the scores we want.
//
//   node tools/lighthouse/run.mjs
//
// `cargo xtask bench --lighthouse` sets it up and runs it. Files are served compressed, as the hosts
// of static sites serve them.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";
import { FLAGS } from "../../tests/browser/harness/chromium.mjs";
import { serve } from "../../tests/browser/harness/server.mjs";

/** What each category must reach, of 100. */
const WANTED = { performance: 95, accessibility: 100, "best-practices": 100 };
const PAGES = ["", "#/lesson/capacity-and-demand", "#/sandbox"];
const RUNS = 3;

async function once(address) {
  const profile = mkdtempSync(join(tmpdir(), "headroom-lighthouse-"));
  const chrome = await launch({ chromePath: process.env.CHROMIUM, chromeFlags: ["--headless", ...FLAGS], ignoreDefaultFlags: true, userDataDir: profile });
  try {
    const options = { port: chrome.port, onlyCategories: Object.keys(WANTED), logLevel: "error" };
    const { lhr } = await lighthouse(address, options, desktopConfig);
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    return lhr;
  } finally {
    chrome.kill();
    rmSync(profile, { recursive: true, force: true });
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const score = (lhr, category) => Math.round((lhr.categories[category].score ?? 0) * 100);
const figure = (lhr, audit) => lhr.audits[audit].numericValue;

/** Audits that cost points, with the first few places that they name. */
function faults(lhr, category) {
  const weighing = lhr.categories[category].auditRefs.filter((ref) => ref.weight > 0);
  return weighing
    .map((ref) => lhr.audits[ref.id])
    .filter((audit) => audit.score !== null && audit.score < 1)
    .map((audit) => {
      const places = (audit.details?.items ?? []).map((item) => item.node?.snippet ?? item.description ?? item.url ?? "");
      return `      ${audit.title}: ${audit.displayValue ?? ""} ${places.slice(0, 3).join(" | ")}`;
    });
}

const server = await serve({ compress: true });
let missed = 0;
for (const page of PAGES) {
  const runs = [];
  for (let i = 0; i < RUNS; i += 1) runs.push(await once(server.address + page));
  const first = (audit) => Math.round(median(runs.map((lhr) => figure(lhr, audit))));
  console.log(`${page || "#/"}`);
  for (const [category, wanted] of Object.entries(WANTED)) {
    const scores = runs.map((lhr) => score(lhr, category));
    const got = median(scores);
    console.log(`  ${category.padEnd(15)} ${String(got).padStart(3)}  wanted ${wanted}  (${scores.join(", ")})`);
    if (got < wanted) {
      missed += 1;
      const typical = runs[scores.indexOf(got)];
      for (const line of faults(typical, category)) console.log(line);
    }
  }
  const paint = first("largest-contentful-paint");
  const blocked = first("total-blocking-time");
  console.log(`  first paint ${first("first-contentful-paint")} ms, largest paint ${paint} ms, blocked ${blocked} ms, bytes ${first("total-byte-weight")}`);
}
await server.stop();
if (missed > 0) {
  console.error(`${missed} scores below what is wanted`);
  process.exit(1);
}
