// Starts the app. A classic script on purpose: it still runs where module scripts are refused,
// and says why.
(async () => {
  "use strict";
  // Read first: after an await, or in a module, there is no current script.
  const { js, wasm } = document.currentScript.dataset;
  const url = (path) => new URL(path, document.baseURI).href;
  const marks = { boot: performance.now() };

  const say = (text, link) => {
    const boot = document.getElementById("boot");
    if (!boot) return;
    boot.textContent = text;
    if (!link) return;
    const anchor = document.createElement("a");
    Object.assign(anchor, { href: link, textContent: "Open it in a tab of its own.", target: "_blank", rel: "noopener" });
    boot.append(" ", anchor);
  };

  // The crash page's buttons: the program that drew them is dead and cannot answer.
  document.addEventListener("click", (event) => {
    const act = event.target instanceof Element && event.target.closest("[data-crash]")?.dataset.crash;
    if (act === "reload") location.reload();
    if (act === "copy") copyDetails();
  });
  const copyDetails = async () => {
    const details = document.getElementById("crash-details");
    try {
      await navigator.clipboard.writeText(details.textContent);
    } catch {
      // Not allowed here: the text is selected, to be copied by hand.
      getSelection()?.selectAllChildren(details);
    }
  };

  const compile = async () => {
    const response = await fetch(url(wasm));
    if (!response.ok) throw new Error("HTTP " + response.status + " for " + wasm);
    try {
      return await WebAssembly.compileStreaming(response.clone());
    } catch {
      // For instance a server that does not know the content type.
      return WebAssembly.compile(await response.arrayBuffer());
    }
  };

  try {
    const [module, glue] = await Promise.all([compile(), import(url(js))]);
    marks.compiled = performance.now();
    globalThis.headroomBoot = {
      marks,
      // Throws where no worker may be made (a frame without an origin): the caller then runs on the page.
      spawnWorker() {
        // Of the same build as the page, even when another tab has gone on to a newer one.
        const build = document.querySelector('meta[name="headroom-build"]')?.content ?? "";
        const worker = new Worker(url("worker.js?build=" + build), { type: "module", name: "engine" });
        worker.postMessage({ glue: url(js), module });
        return worker;
      },
    };
    await glue.default({ module_or_path: module });
    marks.mounted = performance.now();
    document.getElementById("boot")?.remove();
    dispatchEvent(new Event("headroom-mounted"));
  } catch (error) {
    console.error(error);
    say("Headroom could not start here (" + error + ").", globalThis.top === globalThis ? null : location.href);
  }
})();
