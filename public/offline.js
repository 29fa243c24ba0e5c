// Registers the service worker once the page stands, and hears of updates and of the chance to
// install. The program reads what is true from `headroomOffline` at each "headroom-offline" event.
(() => {
  "use strict";
  const build = document.querySelector('meta[name="headroom-build"]')?.content ?? "";
  let kept = false; // this build is on the device, whole
  let version = null; // of a newer build that is ready
  let waiting = null; // its worker, while it waits for the person's word
  let asked = false; // the word was given in this tab
  let prompt = null; // the browser's offer to install

  const tell = () => dispatchEvent(new Event("headroom-offline"));

  // The browser offers once, and may do so before the program has started.
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    prompt = event;
    tell();
  });
  addEventListener("appinstalled", () => {
    prompt = null;
    tell();
  });

  globalThis.headroomOffline = {
    kept: () => kept,
    version: () => version,
    installable: () => prompt !== null,
    update() {
      asked = true;
      if (waiting?.state === "installed") waiting.postMessage({ ask: "take over" });
      else location.reload(); // another tab was faster: the new build is one reload away
    },
    install() {
      prompt?.prompt();
      prompt = null;
      tell();
    },
  };

  const who = (worker) => worker?.postMessage({ ask: "who", build });

  const start = async () => {
    const container = navigator.serviceWorker;
    if (!container) return;
    // A copy in a folder above may answer for this tab until our own worker does.
    const address = new URL("sw.js", document.baseURI).href;
    const own = (worker) => (worker?.scriptURL === address ? worker : null);
    container.addEventListener("message", ({ data, source }) => {
      if (!own(source)) return;
      if (source === container.controller && data.build === build) kept = true;
      else version = data.version;
      tell();
    });
    container.startMessages();
    container.addEventListener("controllerchange", () => {
      // The tab in which it was asked for moves on. Others go on with the files of their own build.
      if (asked) location.reload();
      else who(own(container.controller));
    });

    const registration = await container.register("sw.js", { updateViaCache: "none" });
    const wait = (worker) => {
      waiting = worker;
      who(worker);
    };
    const follow = (worker) =>
      worker?.addEventListener("statechange", () => {
        if (worker.state === "installed" && registration.active) wait(worker);
      });
    follow(registration.installing);
    registration.addEventListener("updatefound", () => follow(registration.installing));
    if (registration.waiting) wait(registration.waiting);
    who(own(container.controller));
    // A tab may stay open for days: look again when somebody comes back to it.
    let looked = Date.now();
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState !== "visible" || Date.now() - looked < 3_600_000) return;
      looked = Date.now();
      registration.update().catch(() => {}); // offline: the next look
    });
  };

  // Only a tab of its own keeps the site: a frame is a guest. A build without a name is a
  // development build and keeps nothing.
  if (globalThis.top !== globalThis || build.startsWith("__")) return;
  addEventListener("headroom-mounted", () => {
    // After the first paint and what it waits for.
    const later = globalThis.requestIdleCallback ?? ((then) => setTimeout(then, 500));
    // Denied in some windows: then nothing is kept, and nothing says so.
    later(() => start().catch((error) => console.info(`Not kept for offline use: ${error}`)), { timeout: 2000 });
  });
})();
