// A lesson in somebody's page: a host on another origin, sandboxed, with storage blocked; the element
// that reports the score; addresses that say nonsense; the page that makes the snippet.

import { strict as assert } from "node:assert";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { shootAll } from "../harness/shots.mjs";
import { serve } from "../harness/server.mjs";
import { visiting } from "../harness/visit.mjs";
import { answer, overflow, runToTheResult } from "../lesson/steps.mjs";

const QUESTION = "which-change";

/** A course page that speaks to its frame by hand, as a host without the element would. */
const host = (address, attributes = "") => `<!doctype html><html lang="en"><title>Course</title><link rel="icon" href="data:,">
<style>body{height:4000px;margin:0}iframe{width:100%;height:480px;border:0;display:block;margin-top:120px}</style>
<label>Notes <input id="notes"></label><iframe title="Lesson" ${attributes} src="${address}"></iframe>
<script>
window.heard = [];
const frame = document.querySelector("iframe");
window.say = (message) => frame.contentWindow.postMessage({ context: "headroom", v: 1, ...message }, "*");
addEventListener("message", ({ source, data }) => {
  if (source !== frame.contentWindow) return;
  window.heard.push(data);
  if (data.type === "resize") frame.style.height = data.height + "px";
});
document.querySelector("#notes").focus();
</script></html>`;

const ofType = (page, type) => page.evaluate((type) => window.heard.filter((m) => m.type === type), type);
const hears = (page, type) => page.waitForFunction((type) => window.heard.some((m) => m.type === type), type, { timeout: 60_000 });
const say = (page, message) => page.evaluate((message) => window.say(message), message);
const place = (page) => page.evaluate(() => [scrollX, scrollY, document.activeElement.id]);

/** Serves a host page on an origin of its own and opens it. */
async function hosted(page, html, body) {
  const other = await serve({ pages: { "host.html": html } });
  try {
    await page.goto(other.address.replace("127.0.0.1", "localhost") + "host.html");
    await body(page.frameLocator("iframe[title=Lesson]"));
  } finally {
    await other.stop();
  }
}

test(
  "a sandboxed frame on another origin, without storage: a lesson to its end, and its score",
  visiting(
    { server: { headers: { "Access-Control-Allow-Origin": "*" } }, expected: [/service worker|localStorage|Worker/i] },
    async ({ page, address }) => {
      const html = host(`${address}?embed=1&amp;lesson=spiky-traffic&amp;step=${QUESTION}`, `sandbox="allow-scripts"`);
      await hosted(page, html, async (frame) => {
        await frame.getByRole("button", { name: "Start" }).waitFor({ timeout: 20_000 });
        await hears(page, "hello");
        await hears(page, "resize");
        assert.deepEqual(await place(page), [0, 0, "notes"], "nothing was scrolled and the focus stayed");
        assert.deepEqual(await ofType(page, "progress"), [], "nothing of the learner is said before init");
        assert.equal(await page.evaluate(() => window.heard.some((m) => m.subject === "lti.frameResize")), true);

        await say(page, { type: "init", frame: "week-6" });
        await hears(page, "progress");
        await frame.getByRole("button", { name: "Start" }).click();
        await hears(page, "started");
        await frame.getByText("Enter numbers", { exact: true }).click();
        await page.focus("#notes");
        await page.evaluate(() => scrollTo(0, 40));
        await say(page, { type: "run" });
        await frame.getByRole("button", { name: "Skip to the result" }).waitFor({ timeout: 60_000 });
        assert.deepEqual(await place(page), [0, 40, "notes"], "a run takes neither scroll nor focus");
        await frame.getByRole("button", { name: "Skip to the result" }).click();
        await frame.locator(".cmp").waitFor();

        const options = frame.getByRole("radio");
        const count = await options.count();
        for (let i = 0; i < count; i += 1) {
          await options.nth(i).check();
          await frame.getByRole("button", { name: "Check by simulating" }).click();
          await page.waitForFunction((n) => window.heard.filter((m) => m.type === "answered").length > n, i, { timeout: 90_000 });
          const [last] = (await ofType(page, "answered")).slice(-1);
          assert.equal(last.question, QUESTION);
          assert.equal(last.attempt, i + 1);
          assert.equal(last.frame, "week-6");
          if (last.correct) break;
        }
        await hears(page, "completed");
        const [completed] = await ofType(page, "completed");
        assert.equal(completed.result.done, completed.result.of);
        assert(completed.result.maxPoints > 2, JSON.stringify(completed));
        await frame.getByText("Sending the result…").waitFor();
        await say(page, { type: "received", id: "another" });
        await say(page, { type: "received", id: completed.id });
        await frame.getByText("Score received by this course page.").waitFor();

        await say(page, { type: "reset" });
        await frame.getByRole("button", { name: "Run the simulation" }).waitFor();
      });
    },
  ),
);

test(
  "messages from a wrong window, of a wrong version, or before init change nothing",
  visiting({}, async ({ page, address }) => {
    await hosted(page, host(`${address}?embed=1&amp;lesson=spiky-traffic&amp;step=predict`), async (frame) => {
      await frame.getByRole("button", { name: "Start" }).click({ timeout: 20_000 });
      await say(page, { type: "run" });
      await page.waitForFunction(() => window.heard.some((m) => m.code === "E_NO_INIT"));
      await say(page, { type: "init", v: 7 });
      await page.waitForFunction(() => window.heard.some((m) => m.code === "E_VERSION"));
      // A second frame speaks to the first one: it is not its parent.
      await page.evaluate(() => {
        const other = document.createElement("iframe");
        other.srcdoc = `<script>parent.frames[0].postMessage({context:"headroom",v:1,type:"init",theme:"dark"},"*")</script>`;
        document.body.append(other);
        return new Promise((loaded) => (other.onload = loaded));
      });
      assert.deepEqual(await ofType(page, "progress"), []);
      const html = frame.locator("html");
      assert.equal(await html.getAttribute("data-theme"), null);
      await say(page, { type: "init", theme: "dark" });
      await hears(page, "progress");
      await html.and(frame.locator("[data-theme=dark]")).waitFor();
      await frame.getByText("Enter numbers", { exact: true }).click();
      await frame.getByRole("button", { name: "Run the simulation" }).click();
      await hears(page, "completed");
    });
  }),
);

test(
  "an address that says nonsense is told, all of it at once, to the reader and to the host",
  visiting({}, async ({ page, address }) => {
    await hosted(page, host(`${address}?embed=1&amp;lesson=..&amp;colour=red&amp;theme=purple`), async (frame) => {
      await frame.locator(".fnote li").nth(3).waitFor({ timeout: 20_000 });
      const said = await frame.locator(".fnote li").allInnerTexts();
      assert.match(said.join("\n"), /lesson cannot be "\.\."/);
      assert.match(said.join("\n"), /theme cannot be "purple"/);
      assert.match(said.join("\n"), /there is no parameter "colour"/);
      const [error] = await ofType(page, "error");
      assert.equal(error.code, "E_ADDRESS");
    });
    await hosted(page, host(`${address}?embed=1&amp;lesson=spiky-traffic&amp;step=no-such`), async (frame) => {
      await frame.getByText('This lesson has no question "no-such".').waitFor({ timeout: 20_000 });
    });
  }),
);

test(
  "the element reports the score to the example page, which confirms it",
  visiting({ path: "embed/example.html", size: "narrow" }, async ({ page }) => {
    const frame = page.frameLocator("headroom-lesson iframe");
    await frame.getByRole("button", { name: "Start" }).click({ timeout: 20_000 });
    const height = () => page.locator("headroom-lesson iframe").evaluate((element) => element.clientHeight);
    await page.waitForFunction(() => document.querySelector("headroom-lesson iframe").clientHeight > 600);
    const before = await height();
    await page.waitForTimeout(600);
    assert.equal(await height(), before, "the height settles");
    await frame.getByRole("button", { name: "Run the simulation" }).click();
    await frame.getByRole("button", { name: "Skip to the result" }).click();
    await page.getByText(/^Stored: [\d.]+ of \d+ points\.$/).waitFor();
    await frame.getByText("Score received by this course page.").waitFor();
    assert.equal(await overflow(page), 0);
  }),
);

test(
  "the frame's own page: axe finds nothing, at 320 pixels nothing is cut, the result is saved as a file",
  visiting({ path: "?embed=1&lesson=spiky-traffic&step=explain" }, async ({ page }) => {
    await page.getByRole("button", { name: "Start" }).waitFor({ timeout: 20_000 });
    assert.deepEqual(await brokenRules(page), []);
    await shootAll(page, "embed-poster");
    await page.setViewportSize({ width: 320, height: 700 });
    assert.equal(await overflow(page), 0);
    await page.getByRole("button", { name: "Start" }).click();
    await runToTheResult(page);
    assert.equal(await overflow(page), 0);
    assert.deepEqual(await brokenRules(page), []);
    await shootAll(page, "embed-done");
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save result file" }).click()]);
    assert.equal(file.suggestedFilename(), "headroom-spiky-traffic.json");
    const link = page.getByRole("link", { name: "Open in Headroom" });
    assert.match(await link.getAttribute("href"), /#\/lesson\/spiky-traffic$/);
  }),
);

test(
  "the snippet follows the choices, says that a bare frame grades nothing, and works",
  visiting({ path: "#/embed/spiky-traffic" }, async ({ page, address }) => {
    const snippet = page.getByLabel("Snippet");
    await snippet.waitFor();
    assert.match(await snippet.inputValue(), /^<iframe src="http[^"]*\?embed=1&amp;lesson=spiky-traffic"/);
    await page.getByText(/A bare frame shows the lesson and grades nothing/).waitFor();
    await page.getByLabel("Ends with").selectOption({ label: `question 1: ${QUESTION}` });
    assert.match(await snippet.inputValue(), new RegExp(`step=${QUESTION}`));
    await page.getByText("Dark", { exact: true }).click();
    await page.getByText("Element that reports the score", { exact: true }).click();
    const text = await snippet.inputValue();
    assert.match(text, /<headroom-lesson lesson="spiky-traffic" step="which-change" theme="dark">/);
    assert.deepEqual(await brokenRules(page), []);
    await shootAll(page, "snippet");
    await page.route("**/host.html", (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html><title>x</title>${text}` }));
    await page.goto(address + "host.html");
    await page.frameLocator("headroom-lesson iframe").getByRole("button", { name: "Start" }).waitFor({ timeout: 20_000 });
  }),
);
