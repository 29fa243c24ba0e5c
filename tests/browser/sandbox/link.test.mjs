// Links: the same comparison elsewhere; what is wrong with one; what one would cost.

import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { deflateSync, inflateSync } from "node:zlib";
import { brokenRules } from "../harness/axe.mjs";
import { visiting } from "../harness/visit.mjs";
import { SANDBOX, done, field, outcome, reopen, settled } from "./steps.mjs";

/** What a link says, and the link that says it otherwise. */
const read = (link) => JSON.parse(inflateSync(Buffer.from(link.split("#s=1.")[1], "base64url")).toString());
const written = (link, content) => `${link.split("#s=")[0]}#s=1.${deflateSync(JSON.stringify(content)).toString("base64url")}`;

test(
  "a link opens the same comparison elsewhere",
  visiting({ path: SANDBOX }, async ({ page, address }) => {
    await done(page);
    const min = field(page, "MinCapacity", "B");
    await min.fill("6");
    await min.press("Enter");
    await settled(page);
    const link = await page.getByLabel("Link", { exact: true }).inputValue();
    assert.ok(link.startsWith(`${address}#s=1.`) && link.length < 2000, link);
    const before = await outcome(page).innerText();
    await page.goto("about:blank");
    await page.goto(link);
    await done(page);
    assert.equal(await outcome(page).innerText(), before);
    assert.match(await page.locator(".said").innerText(), /^From a link: Spiky traffic, 3,600 s\.$/);
    // Cut, mistyped, of another version, or a bomb: said, and the first scenario stands.
    const bad = [link.slice(0, -9), link.replace("#s=1.", "#s=7."), `${link.slice(0, 60)}!${link.slice(60)}`, `${address}#s=1.${"A".repeat(70_000)}`];
    for (const address of bad) {
      await page.goto("about:blank");
      await page.goto(address);
      await done(page);
      assert.match(await page.locator(".said").innerText(), /^The link was not opened: .*Nothing of it is used/);
      assert.equal(await field(page, "MinCapacity", "B").inputValue(), "8", "of the first scenario");
    }
  }),
);

test(
  "the link of README opens without a notice, an older engine's with one, and much work is asked about first",
  visiting({}, async ({ page, address }) => {
    const readme = await readFile(new URL("../../../README.md", import.meta.url), "utf8");
    const token = readme.match(/http:\/\/127\.0\.0\.1:8080\/(#s=1\.[\w-]+)\)/)[1];
    const link = address + token;
    assert.ok(token.length < 1900, `${token.length}`);
    await reopen(page, link);
    await done(page);
    const said = page.locator(".said");
    assert.equal((await said.innerText()).trim(), "From a link: A spike against MinCapacity 4 and 8, 3,600 s.");
    assert.match(await outcome(page).innerText(), /B is better/);
    // The same by another engine that saw other numbers.
    const older = read(link);
    [older.engine, older.da] = ["0.0.1", "00000000"];
    await reopen(page, written(link, older));
    await done(page);
    await said.getByText("This engine gives other numbers than the one that made the link.").waitFor();
    assert.match(await said.innerText(), /This link was made with engine 0\.0\.1; this is \d/);
    // A month of it is 300 million requests: what it holds is said, and nothing runs.
    const much = read(link);
    for (const side of [much.a, much.b]) side.duration_s = 2_592_000;
    await reopen(page, written(link, much));
    await page.getByText(/This comparison simulates about [\d,]+ requests, which may take more than ten seconds/).waitFor();
    assert.match(await said.innerText(), /From a link: A spike against MinCapacity 4 and 8, 2,592,000 s\./);
    assert.equal(await page.locator(".diff, progress").count(), 0);
    assert.equal(await field(page, "MinCapacity", "B").inputValue(), "8");
    assert.deepEqual(await brokenRules(page), []);
    await page.getByRole("button", { name: "Simulate", exact: true }).press("Enter");
    await page.locator("progress").first().waitFor();
    await page.getByRole("button", { name: "Stop", exact: true }).click();
    await page.locator("progress").first().waitFor({ state: "detached" });
  }),
);

test(
  "the snippet of a comparison is a frame that opens it",
  visiting({ path: SANDBOX, context: { permissions: ["clipboard-read", "clipboard-write"] } }, async ({ page, context, address }) => {
    await done(page);
    await page.locator("summary", { hasText: "Embed this comparison" }).click();
    const snippet = await page.getByLabel("Snippet").inputValue();
    assert.match(snippet, /^<iframe src="[^"]*#s=1\.[\w-]+"\n  title="Spiky traffic: configurations A and B in Headroom"/);
    await page.locator(".share").getByRole("button", { name: "Copy the snippet" }).click();
    await page.getByText("Snippet copied").first().waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), snippet);
    // In a page of its own, which is on the same server here.
    const host = await context.newPage();
    await host.route(`${address}host.html`, (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html><title>x</title>${snippet}` }));
    await host.goto(`${address}host.html`);
    const frame = host.frameLocator("iframe");
    await frame.locator(".results[aria-busy=false] .diff").waitFor();
    assert.match(await frame.locator(".said").innerText(), /From a link: Spiky traffic/);
  }),
);
