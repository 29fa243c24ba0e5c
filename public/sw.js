"use strict";
// Keeps one whole build of the site on the device. `cargo xtask` fills in the three constants once
// the files of a build are final; what is served is never this template.
const BUILD = "__BUILD__";
const VERSION = "__VERSION__";
const FILES = __FILES__; // [path, SHA-384] of every file; "./" is the page

// Caches belong to the whole origin: with the scope in its name a copy in another folder keeps its own.
const PREFIX = `headroom:${self.registration.scope}:`;
const CACHE = PREFIX + BUILD;
const NAMES = new Set(FILES.map(([path]) => path));
// Files whose name changes with their content.
const HASHED = /-[0-9a-f]{12,}[._]/;

// All or nothing: one file that is missing, altered or cut, and this build does not exist. Then the
// build before it goes on. It waits until a person asks for it or the last tab is closed.
self.addEventListener("install", (event) => event.waitUntil(install()));

async function install() {
  const cache = await caches.open(CACHE);
  try {
    await cache.addAll(FILES.map(([path, integrity]) => new Request(path, { integrity, cache: "no-cache" })));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

self.addEventListener("activate", (event) =>
  event.waitUntil(
    (async () => {
      if ((await tabs()).length === 0) await tidy();
      await self.clients.claim();
    })(),
  ),
);

self.addEventListener("message", (event) => {
  const { ask, build } = event.data;
  if (ask === "take over") self.skipWaiting();
  if (ask === "who") {
    event.source.postMessage({ build: BUILD, version: VERSION });
    // Other tabs may still need an older build; the only one there is does not.
    if (build === BUILD) event.waitUntil(tabs().then((all) => all.length === 1 && tidy()));
  }
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  const url = new URL(request.url);
  const path = decodeURIComponent(url.pathname.slice(new URL(self.registration.scope).pathname.length));
  const name = path === "" || path === "index.html" ? "./" : path;
  // What is not ours goes to the server: another copy may live in a folder below this one.
  if (!NAMES.has(name) && !HASHED.test(name)) return;
  event.respondWith(answer(request, name, url.searchParams.get("build")));
});

// A tab asks for the files of its own build. They stay as long as it is open, so that an update in
// another tab never mixes two builds in this one.
async function answer(request, name, build) {
  const wanted = build ? PREFIX + build : CACHE;
  if (await caches.has(wanted)) {
    const found = await (await caches.open(wanted)).match(name);
    if (found) return found;
  }
  if (build) return new Response("", { status: 410, statusText: "This build is gone: reload the page" });
  for (const key of await ours()) {
    const found = await (await caches.open(key)).match(name);
    if (found) return found;
  }
  return fetch(request);
}

const ours = async () => (await caches.keys()).filter((key) => key.startsWith(PREFIX));

const tabs = () => self.clients.matchAll({ type: "window", includeUncontrolled: true });

/** Deletes the caches of builds that nothing stands for. */
async function tidy() {
  // One that is being installed, or waits, has its cache too.
  if (self.registration.installing || self.registration.waiting) return;
  for (const key of await ours()) if (key !== CACHE) await caches.delete(key);
}
