// The records: out as a file, a code or the share sheet, in again anywhere, and what goes wrong.

import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { answered, line, records, store } from "../harness/records.mjs";
import { shootAll } from "../harness/shots.mjs";
import { visiting } from "../harness/visit.mjs";
import { LESSON, overflow, run, runToTheResult } from "../lesson/steps.mjs";

const PROGRESS = "#/progress";
const heading = (page) => page.getByRole("heading", { level: 1, name: "Your progress" });
const kept = (page) => page.locator("section", { hasText: "What is stored" }).locator("p").first();

async function attempt(page, address) {
  await page.goto(address + LESSON);
  await run(page).waitFor();
  await runToTheResult(page);
}

/** Saves the export and gives its text and name. */
async function save(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as file" }).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
}

async function paste(page, text) {
  await page.getByLabel("A code, or the text of a file").fill(text);
  await page.getByRole("button", { name: "Import the code" }).click();
}

async function code(page, context) {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "Copy as code" }).click();
  await page.getByText("Code copied.").waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

test(
  "a file from one device brings its progress to another, once",
  visiting({ path: LESSON }, async ({ page, address, context }) => {
    await attempt(page, address);
    await page.goto(address + PROGRESS);
    await kept(page).filter({ hasText: "2 records of 1 lesson, 0 finished." }).waitFor();
    const { name, text } = await save(page);
    assert.match(name, /^headroom-progress-\d{4}-\d\d-\d\d\.txt$/);
    assert.match(text, /^headroom-progress 1 2\n/);

    // The other device: the same site in a fresh profile.
    const other = await context.browser().newContext({ serviceWorkers: "block" });
    try {
      const tab = await other.newPage();
      await tab.goto(address + PROGRESS);
      await tab.getByText("No record yet.").waitFor();
      const file = { name, mimeType: "text/plain", buffer: Buffer.from(text) };
      await tab.getByLabel("A file", { exact: true }).setInputFiles(file);
      await tab.getByText("2 records added.").waitFor();
      await tab.getByLabel("A file", { exact: true }).setInputFiles(file);
      await tab.getByText("Nothing new: 2 records are here already.").waitFor();
      await tab.reload();
      await kept(tab).filter({ hasText: "2 records of 1 lesson" }).waitFor();
      await tab.goto(address + "#/");
      await tab.getByText(/^Prediction \d(\.5)? of 3$/).waitFor();
      assert.equal((await records(tab)).length, 2);
    } finally {
      await other.close();
    }
  }),
);

test(
  "a code cut in half says so and brings what is whole; the rest comes with the whole code",
  visiting({ path: PROGRESS }, async ({ page, context }) => {
    await heading(page).waitFor();
    const now = Date.now();
    await store(page, Array.from({ length: 120 }, (_, n) => answered(now - n * 1000, n % 3 === 0)));
    await page.reload();
    await kept(page).filter({ hasText: "120 records" }).waitFor();
    const whole = await code(page, context);
    assert.match(whole, /^headroom-code\.1\.[\w-]+$/);
    await deleteAll(page, 120);
    await paste(page, whole.slice(0, whole.length / 2));
    const said = page.getByText(/^The export was cut: \d+ records are missing\.$/);
    await said.waitFor();
    const missing = Number((await said.innerText()).match(/\d+/)[0]);
    const here = (await records(page)).length;
    assert(here > 10 && here + missing >= 119 && here + missing <= 120, `${here} here, ${missing} missing`);
    await paste(page, whole);
    await page.getByText(`${120 - here} records added, ${here} here already.`).waitFor();
    assert.equal((await records(page)).length, 120);
  }),
);

test(
  "what is no export, or of a newer format, says why and changes nothing",
  visiting({ path: PROGRESS }, async ({ page }) => {
    await heading(page).waitFor();
    for (const [text, words] of [
      ["", "Nothing was imported: choose a file or paste a code first."],
      ["my notes", "Nothing was imported: it is not progress from Headroom."],
      ["headroom-code.2.eJwL", "Nothing was imported: it has format 2, this version reads up to 1."],
      ["headroom-code.1.???", "Nothing was imported: it is cut or damaged so that no record is left."],
      ["a".repeat(17 << 20), "Nothing was imported: it is longer than 16 MB."],
    ]) {
      await paste(page, text);
      await page.getByText(words).waitFor();
    }
    await page.getByLabel("A file", { exact: true }).setInputFiles({ name: "x.txt", mimeType: "text/plain", buffer: Buffer.alloc(17 << 20, "a") });
    await page.getByText("The file was not read: it is longer than 16 MB.").waitFor();
    assert.deepEqual(await records(page), []);
  }),
);

test(
  "a damaged and a newer record: each is told, the sound ones count, and the newer one travels on",
  visiting({ path: PROGRESS }, async ({ page }) => {
    await heading(page).waitFor();
    const newer = line(9, '{"at_ms":5,"kind":"levitated"}');
    await store(page, [answered(1000, true), answered(2000, false).replace("false", "true"), newer]);
    await page.reload();
    await kept(page).filter({ hasText: "1 record of 1 lesson" }).waitFor();
    await page.getByText("1 record of your progress could not be read and is left out.").waitFor();
    await page.getByText("1 record was made by a newer version. It is kept").waitFor();
    const { text } = await save(page);
    assert(text.includes(newer) && text.startsWith("headroom-progress 1 2\n"));
    await deleteAll(page, 1);
    await paste(page, text);
    await page.getByText("1 record added.").waitFor();
    // Said once the store has confirmed it.
    assert((await records(page)).includes(newer));
    await page.reload();
    await page.getByText("1 record was made by a newer version.").waitFor();
    assert((await records(page)).includes(newer));
  }),
);

async function deleteAll(page, n) {
  const many = `${n} ${n === 1 ? "record" : "records"}`;
  await page.getByRole("button", { name: "Delete all progress" }).click();
  await page.getByText(`Delete ${many}?`).waitFor();
  await page.getByRole("button", { name: "Yes, delete" }).click();
  await page.getByText("This cannot be undone. Only an export brings it back.").waitFor();
  await page.getByRole("button", { name: `Delete ${many} now` }).click();
  await page.getByText("All progress is deleted.").waitFor();
}

test(
  "deleting asks twice, and either question can be answered with no",
  visiting({ path: LESSON }, async ({ page, address }) => {
    await attempt(page, address);
    await page.goto(address + PROGRESS);
    const first = page.getByRole("button", { name: "Delete all progress" });
    await first.click();
    await page.getByRole("button", { name: "Keep my progress" }).click();
    await first.click();
    await page.getByRole("button", { name: "Yes, delete" }).click();
    assert.deepEqual(await brokenRules(page), []);
    await page.getByRole("button", { name: "Keep my progress" }).click();
    assert.equal((await records(page)).length, 2);
    await deleteAll(page, 2);
    await page.reload();
    await page.getByText("No record yet.").waitFor();
    assert.deepEqual(await records(page), []);
    await page.goto(address + "#/");
    await page.locator(".answer").first().waitFor();
  }),
);

test(
  "two tabs stay in step and lose nothing",
  visiting({ path: LESSON }, async ({ page, address, context }) => {
    await run(page).waitFor();
    const second = await context.newPage();
    await second.goto(address + PROGRESS);
    await second.getByText("No record yet.").waitFor();
    const third = await context.newPage();
    await third.goto(address + LESSON);
    await run(third).waitFor();
    // Both work at once.
    await Promise.all([runToTheResult(page), runToTheResult(third)]);
    await kept(second).filter({ hasText: "4 records of 1 lesson" }).waitFor();
    assert.equal((await records(second)).length, 4);
    await page.goto(address + PROGRESS);
    await kept(page).filter({ hasText: "4 records of 1 lesson" }).waitFor();
    await deleteAll(second, 4);
    await page.getByText("No record yet.").waitFor();
  }),
);

test(
  "with a full storage the bar says so, memory goes on, and the export has everything; with room again all is kept",
  visiting({ path: LESSON }, async ({ page, address, context }) => {
    await run(page).waitFor();
    const browser = await context.newCDPSession(page);
    const origin = new URL(address).origin;
    await browser.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
    await runToTheResult(page);
    await page.getByText("Progress is not saved: storage is full.").waitFor();
    await page.evaluate((hash) => (location.hash = hash), PROGRESS);
    await kept(page).filter({ hasText: "2 records of 1 lesson" }).waitFor();
    assert.match((await save(page)).text, /^headroom-progress 1 2\n/);
    assert.deepEqual(await records(page), []);
    // What comes in is not called added before the store has it.
    await paste(page, `headroom-progress 1 1\n${answered(1000, true)}\n`);
    await page.getByText("1 record read, here until you leave this page. Progress is not saved: storage is full.").waitFor();
    assert.equal(await page.getByText("1 record added.").count(), 0);
    await browser.send("Storage.overrideQuotaForOrigin", { origin });
    await page.evaluate((hash) => (location.hash = hash), LESSON);
    await page.getByRole("button", { name: "Predict again" }).click();
    await runToTheResult(page);
    await page.getByText("Saved on this device").first().waitFor();
    assert.equal((await records(page)).length, 5);
  }),
);

test(
  "with storage denied, progress still leaves and enters",
  visiting({}, async ({ page, address }) => {
    await page.addInitScript(() => {
      const deny = () => {
        throw new DOMException("denied for the test", "SecurityError");
      };
      for (const name of ["indexedDB", "localStorage", "BroadcastChannel"]) Object.defineProperty(globalThis, name, { get: deny });
    });
    await page.goto("about:blank");
    await page.goto(address + PROGRESS);
    await heading(page).waitFor();
    const text = `headroom-progress 1 1\n${answered(1000, true)}\n`;
    await paste(page, text);
    await page.getByText("1 record read, here until you leave this page. Progress is not saved: storage is blocked.").waitFor();
    assert.equal((await save(page)).text, text);
  }),
);

test(
  "the share sheet gets the file; a person who closes it is told nothing",
  visiting({}, async ({ page, address }) => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, "canShare", { value: (data) => data.files?.length === 1, configurable: true });
      const share = async (data) => {
        if (globalThis.closes) throw new DOMException("closed", "AbortError");
        globalThis.shared = await data.files[0].text();
      };
      Object.defineProperty(navigator, "share", { value: share, configurable: true });
    });
    await page.goto("about:blank");
    await attempt(page, address);
    await page.evaluate((hash) => (location.hash = hash), PROGRESS);
    await page.evaluate(() => (globalThis.closes = true));
    await page.getByRole("button", { name: "Share" }).click();
    await page.evaluate(() => (globalThis.closes = false));
    assert.equal(await page.getByText("Shared.").count(), 0);
    await page.getByRole("button", { name: "Share" }).click();
    await page.getByText("Shared.").waitFor();
    assert.match(await page.evaluate(() => globalThis.shared), /^headroom-progress 1 2\n/);
  }),
);

test(
  "where the clipboard is refused the code is shown, to be copied by hand",
  visiting({ path: LESSON }, async ({ page, address }) => {
    await attempt(page, address);
    await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
    await page.evaluate((hash) => (location.hash = hash), PROGRESS);
    await page.getByRole("button", { name: "Copy as code" }).click();
    assert.match(await page.getByLabel("The code, to copy by hand").inputValue(), /^headroom-code\.1\./);
    assert.deepEqual(await brokenRules(page), []);
  }),
);

for (const size of ["wide", "narrow"]) {
  test(
    `the page keeps the rules of accessibility and the width, ${size}`,
    visiting({ path: LESSON, size }, async ({ page, address }) => {
      await attempt(page, address);
      await page.evaluate((hash) => (location.hash = hash), PROGRESS);
      await heading(page).waitFor();
      assert.equal(await page.evaluate(() => document.activeElement.tagName), "H1");
      await paste(page, "my notes");
      assert.deepEqual(await brokenRules(page), []);
      assert.equal(await overflow(page), 0);
      if (size === "wide") await shootAll(page, "progress");
    }),
  );
}
