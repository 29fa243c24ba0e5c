"use strict";
// The service worker of a development build: it removes the one that was there, with its caches,
// so that nobody looks at an older build than the one that was just made.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) =>
  event.waitUntil(
    (async () => {
      const prefix = `headroom:${self.registration.scope}:`;
      for (const key of await caches.keys()) if (key.startsWith(prefix)) await caches.delete(key);
      const tabs = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
      await self.registration.unregister();
      for (const tab of tabs) if (tab.url.startsWith(self.registration.scope)) tab.navigate(tab.url).catch(() => {});
    })(),
  ),
);
