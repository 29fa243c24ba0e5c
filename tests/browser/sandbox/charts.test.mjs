// The charts of A over B: a stretch of time, files, paper, and every kind of endpoint and job.

import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { shoot, shootAll } from "../harness/shots.mjs";
import { visiting } from "../harness/visit.mjs";
import { overflow } from "../lesson/steps.mjs";
import { FIRST, SANDBOX, done, field, settled } from "./steps.mjs";

const ticks = (page) => page.locator(".strips .axis .lb").allInnerTexts();
const line = (page) => page.locator(".strip.caps path.p-a").getAttribute("d");
const pressed = (page) => page.locator(".zoom [aria-pressed=true]").allInnerTexts();

test(
  "a stretch of the run: by button, by key, by a drag over the axis; the playhead stays in it",
  visiting({ path: SANDBOX }, async ({ page }) => {
    await done(page);
    const whole = { ticks: await ticks(page), line: await line(page) };
    assert.deepEqual(await pressed(page), ["All"]);
    const quarter = page.getByRole("button", { name: "15 min around the playhead" });
    await quarter.focus();
    await quarter.press("Enter");
    await page.getByText(/^\d\d:\d\d to \d\d:\d\d$/).waitFor();
    assert.deepEqual(await pressed(page), ["15 min"]);
    assert.notDeepEqual(await ticks(page), whole.ticks);
    assert.notEqual(await line(page), whole.line);
    // The playhead is in its middle, on the strips and on the rail alike.
    const shares = () => page.evaluate(() => [Number(document.querySelector(".strips").style.getPropertyValue("--p")), Number.parseFloat(document.querySelector(".rail u").style.left) / 100]);
    const [strips, rail] = await shares();
    assert.ok(Math.abs(strips - 0.5) < 0.01 && Math.abs(rail - strips) < 0.01, `${strips} ${rail}`);
    const slider = page.getByRole("slider", { name: "Simulated time" });
    await slider.press("+");
    assert.deepEqual(await pressed(page), ["5 min"]);
    const now = Number(await slider.getAttribute("aria-valuenow"));
    await slider.press("Shift+ArrowRight");
    assert.equal(Number(await slider.getAttribute("aria-valuenow")), now + 600);
    assert.ok((await shares()).every((share) => share >= 0 && share <= 1));
    assert.deepEqual(await pressed(page), ["5 min"], "it follows");
    await slider.press("-");
    await slider.press("-");
    assert.deepEqual(await ticks(page), whole.ticks);
    assert.equal(await line(page), whole.line);
    // The middle third.
    const axis = await page.locator(".strips .axis").boundingBox();
    const [y, from, to] = [axis.y + 10, axis.x + axis.width / 3, axis.x + (2 * axis.width) / 3];
    await page.mouse.move(from, y);
    await page.mouse.down();
    await page.mouse.move((from + to) / 2, y);
    await page.mouse.move(to, y);
    await page.mouse.up();
    await page.getByText("09:10 to 09:30", { exact: true }).waitFor();
    assert.deepEqual(await pressed(page), []);
    // A click on a plot goes to the time that stands there.
    const plot = await page.locator(".strip.caps .cur").boundingBox();
    await page.mouse.click(plot.x + plot.width / 2, plot.y + plot.height / 2);
    assert.match(await slider.getAttribute("aria-valuetext"), /^09:(19:5\d|20:0\d)/);
    assert.deepEqual(await brokenRules(page), []);
    await page.setViewportSize({ width: 360, height: 800 });
    assert.equal(await overflow(page), 0);
    const box = await quarter.boundingBox();
    assert.ok(box.height >= 44, `${box.height} px`);
    await quarter.click();
    assert.deepEqual(await pressed(page), ["15 min"]);
    await shoot(page, "sandbox-zoom-360");
  }),
);

test(
  "charts as PNG and as CSV, one or all that stand there",
  visiting({ path: FIRST, theme: "dark" }, async ({ page }) => {
    await done(page);
    const files = page.locator(".files");
    const saved = async (button) => {
      const [download] = await Promise.all([page.waitForEvent("download"), files.getByRole("button", { name: button }).press("Enter")]);
      return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
    };
    const all = await saved("Save as PNG");
    assert.equal(all.name, "spiky-traffic-charts.png");
    assert.equal(all.bytes.subarray(1, 4).toString(), "PNG");
    assert.equal(all.bytes.readUInt32BE(16), 2400, "twice as wide as it is drawn");
    await page.getByText("Saved as spiky-traffic-charts.png.").waitFor();
    // It has the page's ground, and lines on it: other colours in number.
    const colours = await page.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      const pixels = new Uint32Array(context.getImageData(0, 0, image.width, image.height).data.buffer);
      const count = new Map();
      for (const pixel of pixels) count.set(pixel, (count.get(pixel) ?? 0) + 1);
      return [...count].sort((a, b) => b[1] - a[1]).slice(0, 8).map(([colour]) => (colour & 0xffffff).toString(16));
    }, all.bytes.toString("base64"));
    assert.equal(colours[0], "1b1c15", "the surface of the dark theme");
    assert.ok(colours.length > 5);
    await files.getByLabel("Chart", { exact: true }).selectOption({ label: "Capacity" });
    const one = await saved("Save as CSV");
    assert.equal(one.name, "spiky-traffic-capacity.csv");
    const rows = one.bytes.toString().trim().split("\n");
    assert.match(rows[0], /^time_s,time,"?A Capacity.*B Capacity/);
    assert.match(rows[1], /^0,08:50:00,4,8$/);
    assert.ok(rows.length > 3);
    await files.getByLabel("Chart", { exact: true }).selectOption({ label: "All of these charts" });
    const every = (await saved("Save as CSV")).bytes.toString();
    assert.ok(every.split("\n").length > 60 && /Latency/.test(every));
  }),
);

test(
  "on paper: light, both configurations, the outcome, nothing that sticks",
  visiting({ path: FIRST, theme: "dark" }, async ({ page }) => {
    await done(page);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    const table = page.locator(".printed table");
    await table.waitFor();
    assert.match(await table.locator("tr.df", { hasText: "MinCapacity" }).innerText(), /MinCapacity\s+2\s+8/);
    assert.ok((await table.locator("tr").count()) > 20);
    assert.ok(await page.locator(".diff").isVisible());
    assert.ok(await page.getByRole("heading", { name: "Spiky traffic" }).isVisible());
    for (const gone of [".bar", ".cfg", ".stick", ".scrub", ".rail", ".files", ".share"]) {
      assert.equal(await page.locator(gone).first().isVisible(), false, gone);
    }
    const ground = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--surface"));
    assert.equal(ground.trim(), "#FFFFFF");
    await page.setViewportSize({ width: 760, height: 1000 });
    await shoot(page, "sandbox-print");
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await table.waitFor({ state: "detached" });
  }),
);

test(
  "every kind has its strips: environments and cold starts, backlog, copies, the progress of a job; zones by their clocks",
  visiting({ path: `${FIRST}/serverless-to-zero` }, async ({ page }) => {
    await done(page);
    const strips = async () => (await page.locator(".strip .h").allInnerTexts()).map((words) => words.replaceAll(/\s+/g, " "));
    const all = page.getByRole("button", { name: "Show all strips" });
    await all.click();
    const open = async (preset) => {
      await page.locator("#preset").selectOption(preset);
      await settled(page);
      await page.locator(".strip path").first().waitFor({ state: "attached" });
      return strips();
    };
    const has = async (preset, wanted, without, name = preset) => {
      const there = await open(preset);
      for (const strip of wanted) assert.ok(there.some((title) => title.includes(strip)), `${name}: ${strip} in ${there}`);
      for (const strip of without) assert.ok(!there.some((title) => title.includes(strip)), `${name}: ${strip} in ${there}`);
    };
    await has("serverless-to-zero", ["Environments", "Cold starts", "Errors", "Cost"], ["Job"]);
    assert.equal(await page.locator(".fleet").count(), 0, "no instances to draw");
    assert.ok(await page.locator(".chain .ans").count(), "the chain answers");
    await has("async-to-zero", ["Capacity", "Backlog", "Cost"], ["Cold starts"]);
    assert.equal(await page.locator(".fleet").count(), 1);
    await has("component-to-zero", ["Capacity copies", "Cost"], ["Cold starts"]);
    await has("spot-training-with-checkpoints", ["Job", "Cost"], ["Traffic", "Capacity", "Latency"]);
    assert.equal(await page.locator(".fleet, .chain").count(), 0, "a job's machine is in its own strip, and no policy scales it");
    assert.match(await page.locator(".job-log").innerText(), /Spot capacity was taken back/);
    assert.match(await page.locator(".diff").innerText(), /A: 100 % of 7,200 s of work done/);
    assert.ok((await page.locator(".mk.cut.up").count()) && (await page.locator(".mk.cut.dn").count()), "interruptions of both");
    await shootAll(page, "sandbox-job");
    // A schedule by the clock of a zone; what no table knows is refused and never taken for UTC.
    await has("schedule-up-and-down", ["Capacity", "Schedule"], ["Job"]);
    await page.locator("details.sec").evaluateAll((all) => all.forEach((one) => (one.open = true)));
    const zone = field(page, "Timezone", "B").first();
    const kept = await zone.inputValue();
    assert.match(kept, /^Europe\//);
    for (const [typed, said] of [
      ["Europe/Berln", /did you mean "Europe\/Berlin"\?/],
      ["Asia/Gaza", /in the browser the clock of Asia\/Gaza is known from \d{4} on/],
    ]) {
      await zone.fill(typed);
      await zone.press("Enter");
      await page.locator("tr.notes", { hasText: "E_UNKNOWN_TIMEZONE" }).getByText(said).waitFor();
    }
    await zone.fill("America/New_York");
    await zone.press("Enter");
    await page.locator("tr.notes .bad").waitFor({ state: "detached" });
    await settled(page);
  }),
);
