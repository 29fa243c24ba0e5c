// A build after the one in dist/: the same site with some files changed, named and listed as
// `cargo xtask build` would.

import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DIST } from "../harness/server.mjs";

const text = (name) => readFile(join(DIST, name), "utf8");
const sha384 = (bytes) => "sha384-" + createHash("sha384").update(bytes).digest("base64");

const page = await text("index.html");
const worker = await text("sw.js");

/** The name of the build in dist/. */
export const BUILD = page.match(/name="headroom-build" content="([0-9a-f]{12})"/)[1];
/** The version and the name of the build after it. */
export const NEXT = { version: "9.9.9", build: "feedfeedfeed" };

/** Every file of dist/, by the name under which the service worker keeps it. */
export const FILES = JSON.parse(worker.match(/const FILES = (\[.*\]);/)[1]).map(([path]) => path);

/** The files of the next build that differ from dist/, by name. */
export async function next(changes) {
  const files = { ...changes, "index.html": page.replace(BUILD, NEXT.build) };
  let list = worker.replace(BUILD, NEXT.build).replace(/const VERSION = "[^"]+"/, `const VERSION = "${NEXT.version}"`);
  for (const [name, bytes] of Object.entries(files)) {
    const path = name === "index.html" ? "./" : name;
    const before = sha384(await readFile(join(DIST, name)));
    list = list.replace(`["${path}","${before}"]`, `["${path}","${sha384(bytes)}"]`);
  }
  return { ...files, "sw.js": list };
}

/** A lesson with another title, to tell builds apart. */
export async function lesson(title) {
  const lesson = JSON.parse(await text("lessons/spiky-traffic.json"));
  return JSON.stringify({ ...lesson, title });
}

/** The build that a tab shows. */
export const buildOf = (tab) => tab.locator('meta[name="headroom-build"]').getAttribute("content");

/** Waits until this build is whole on the device. */
export const kept = (tab) => tab.waitForFunction(() => globalThis.headroomOffline?.kept(), null, { timeout: 20_000 });

/** The names of the caches of this origin. */
export const caches = (tab) => tab.evaluate(() => globalThis.caches.keys());
