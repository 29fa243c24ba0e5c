// <headroom-lesson lesson="spiky-traffic" step="explain" theme="dark"></headroom-lesson>
//
// A Headroom lesson in your page: makes the frame, gives it the height that it asks for, and hands
// you what the learner does as events that bubble from the element:
//   headroom-started, headroom-progress, headroom-answered, headroom-completed, headroom-error
// `event.detail` is the message (docs/EMBEDDING.md). After you have stored a result, call
// `event.detail.received()` in your headroom-completed listener: only then does the frame say that
// the score was received, and until then it sends it again when asked.
(() => {
  "use strict";
  const HERE = new URL("../", document.currentScript.src);
  const SAYS = new Set(["started", "progress", "answered", "completed", "error"]);
  const MOST = 20_000; // CSS pixels: a height that a page may believe

  class HeadroomLesson extends HTMLElement {
    static observedAttributes = ["theme"];
    #frame = null;
    #hear = (event) => this.#heard(event);

    connectedCallback() {
      const address = new URL(HERE);
      address.searchParams.set("embed", "1");
      for (const name of ["lesson", "step", "theme"]) {
        const value = this.getAttribute(name);
        if (value !== null) address.searchParams.set(name, value);
      }
      addEventListener("message", this.#hear);
      this.#frame = document.createElement("iframe");
      this.#frame.title = this.getAttribute("title") ?? `Headroom lesson: ${this.getAttribute("lesson") ?? ""}`;
      this.#frame.loading = "lazy";
      this.#frame.allow = "clipboard-write";
      Object.assign(this.#frame.style, { display: "block", width: "100%", height: "480px", border: "0" });
      this.#frame.src = address.href;
      this.replaceChildren(this.#frame);
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
      this.#frame = null;
    }

    attributeChangedCallback(_, before, now) {
      if (this.#frame && before !== null && before !== now) this.#init();
    }

    /** Runs the simulation with the prediction that stands there. */
    run() {
      this.#say({ type: "run" });
    }

    /** Starts the lesson over. */
    reset() {
      this.#say({ type: "reset" });
    }

    /** Asks for a headroom-progress, and for a result that was not acknowledged. */
    getState() {
      this.#say({ type: "getState" });
    }

    #init() {
      const theme = this.getAttribute("theme");
      this.#say({ type: "init", ...(theme && { theme }) });
    }

    #say(message) {
      // No secret goes this way, and the frame answers its parent alone.
      this.#frame?.contentWindow?.postMessage({ context: "headroom", v: 1, ...message }, HERE.origin);
    }

    #heard({ source, origin, data }) {
      if (!this.#frame || source !== this.#frame.contentWindow || origin !== HERE.origin) return;
      if (data?.context !== "headroom" || data.v !== 1) return;
      if (data.type === "hello") this.#init();
      else if (data.type === "resize" && data.height > 0) {
        this.#frame.style.height = `${Math.min(data.height, MOST)}px`;
      } else if (SAYS.has(data.type)) {
        const received = () => this.#say({ type: "received", id: data.id });
        const detail = data.type === "completed" ? { ...data, received } : data;
        this.dispatchEvent(new CustomEvent(`headroom-${data.type}`, { bubbles: true, detail }));
      }
    }
  }

  customElements.define("headroom-lesson", HeadroomLesson);
})();
