// Every kind of question: answered wrongly, then rightly, by native elements; a reload keeps it.

import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { brokenRules } from "../harness/axe.mjs";
import { DIST } from "../harness/server.mjs";
import { shootAll } from "../harness/shots.mjs";
import { visiting } from "../harness/visit.mjs";
import { LESSON, overflow, run, runToTheResult } from "./steps.mjs";

const lesson = JSON.parse(await readFile(join(DIST, "lessons/spiky-traffic.json"), "utf8"));
const first = lesson.questions[0];
const world = (id) => first.worlds.findIndex((w) => w.id === id);
const [START, COOLDOWN, MINIMUM] = ["start", "scale-out-cooldown-0", "min-capacity-8"].map(world);
const FAILED = "requests.failed.total";

const option = (id, label, stand, trap = null) => ({ id, label, stand, feedback: `{failed} requests fail: ${label}.`, trap });
const partner = (id, label, stand) => ({ id, label, stand, feedback: `About ${label}.` });
const question = (id, stem, kind) => ({ ...first, id, stem: [{ paragraph: [{ text: stem }] }], kind });

const questions = [
  question("several", "Which two keep failures high?", {
    multiple_response: {
      options: [
        option("none", "No change", { says: [START, `${FAILED} > 1000`] }),
        option("cooldown", "No cooldown", { says: [COOLDOWN, `${FAILED} > 1000`] }),
        option("minimum", "More instances", { says: [MINIMUM, `${FAILED} > 1000`] }, "spare-is-free"),
      ],
      select: 2,
      basis: "holds",
    },
  }),
  question("number", "How many instances are requested at most?", {
    numeric: {
      source: { run: [START, "max(Desired)"] },
      unit: "instances",
      input: { min: 1, max: 20, step: 1, start: 4 },
      full: { within: 0.4 },
      half: { within: 1 },
      feedback: "The load divided by the target, rounded up.",
      slips: [{ value: 20, trap: "maximum-is-asked", feedback: "MaxCapacity is the limit, and the load needs less." }],
    },
  }),
  question("order", "Sort by failed requests.", {
    order: {
      items: [
        { id: "minimum", label: "Eight instances", world: MINIMUM, feedback: "{failed} requests fail.", trap: "spare-is-free" },
        { id: "none", label: "Four instances", world: START, feedback: "{failed} requests fail.", trap: null },
      ],
      by: FAILED,
      descending: true,
      first: "most",
      last: "fewest",
    },
  }),
  question("match", "What does each lead to?", {
    match: {
      left: [partner("none", "No change", { world: START }), partner("minimum", "MinCapacity 8", { world: MINIMUM })],
      right: [partner("many", "Thousands fail", { says: `${FAILED} > 1000` }), partner("few", "Hardly any fails", { says: `${FAILED} <= 1000` })],
    },
  }),
  question("prediction", "Predict the run of the changed endpoint.", { prediction: { world: MINIMUM, fields: lesson.prediction } }),
  question("diagnose", "What was changed here?", {
    diagnose: {
      strips: ["capacity", "errors"],
      clues: [{ text: "Hardly any request fails.", says: `${FAILED} <= 1000` }],
      causes: [option("minimum", "MinCapacity was raised", { world: MINIMUM }), option("none", "Nothing was changed", { world: START }, "reacts-at-once")],
    },
  }),
  question("design", "Let no more than 1,000 requests fail.", {
    design: {
      dials: [
        { parameter: "initial_instance_count", label: "initial_instance_count", unit: "instances", min: 1, max: 20, step: 1, start: 4 },
        { parameter: "min_capacity", label: "MinCapacity", unit: "instances", min: 1, max: 20, step: 1, start: 2 },
      ],
      world: START,
      reference: MINIMUM,
      requirements: [{ text: "At most 1,000 failed requests", points: 60, says: `${FAILED} <= 1000`, at_most: null, lost: "{failed} requests fail." }],
      families: [],
    },
  }),
];
const pages = { "lessons/spiky-traffic.json": JSON.stringify({ ...lesson, questions }) };

test(
  "every kind is answered with native elements, says why, and is kept",
  visiting({ path: LESSON, server: { pages } }, async ({ page }) => {
    await run(page).waitFor();
    await runToTheResult(page);
    const sections = page.locator(".question");
    assert.equal(await sections.count(), questions.length);
    const at = (id) => sections.nth(questions.findIndex((q) => q.id === id));
    const check = async (id, verdict) => {
      await at(id).locator('button[type="submit"]').click();
      await at(id).locator(".feedback p", { hasText: verdict }).waitFor({ timeout: 60_000 });
    };

    const several = at("several");
    await several.getByRole("checkbox", { name: "No change" }).check();
    await several.getByText("Mark 2 options: 1 marked.").waitFor();
    await several.getByRole("checkbox", { name: "More instances" }).check();
    await check("several", "1 of 2 is right.");
    await several.getByText("Capacity that waits costs nothing.").waitFor();
    await several.getByRole("button", { name: "Show this run: More instances" }).click();
    await page.locator(".labh").getByText("MinCapacity 8 instead of 2").waitFor();
    await page.getByRole("button", { name: "Back to your run" }).click();
    await several.getByRole("checkbox", { name: "More instances" }).uncheck();
    await several.getByRole("checkbox", { name: "No cooldown" }).check();
    await check("several", "Correct.");

    const number = at("number").getByRole("spinbutton");
    await number.fill("20");
    await number.press("Tab");
    await check("number", "MaxCapacity is the limit");
    assert.equal(await at("number").locator(".outcome").count(), 0, "the right number is not given away");
    await number.fill("8");
    await number.press("Tab");
    await check("number", "Correct.");

    await check("order", "Not this.");
    await at("order").getByRole("button", { name: "Move down: Eight instances" }).focus();
    await page.keyboard.press("Enter");
    await at("order").getByText("Eight instances, now 2 of 2.").waitFor();
    const moved = at("order").getByRole("button", { name: "Move down: Eight instances" });
    assert(await moved.evaluate((element) => element === document.activeElement), "the focus goes with the item");
    await check("order", "Correct.");

    await at("match").getByRole("combobox", { name: "No change" }).selectOption("Thousands fail");
    await at("match").getByText("One has no partner yet.").waitFor();
    await at("match").getByRole("combobox", { name: "MinCapacity 8" }).selectOption("Thousands fail");
    await check("match", "1 of 2 right.");
    // Given up: it says everything, and is closed.
    await at("match").getByRole("button", { name: "Show the answer" }).click();
    await at("match").getByText("About MinCapacity 8.").waitFor();
    assert.equal(await at("match").locator('button[type="submit"]').count(), 0);

    // A number, a moment and a count, each by its own stepper; the run of the changed endpoint
    // never asks for more than the eight that it begins with.
    const guesses = at("prediction").getByRole("spinbutton");
    assert.equal(await guesses.count(), lesson.prediction.length);
    await guesses.nth(0).fill("8");
    await guesses.nth(1).fill("09:30");
    await guesses.nth(1).press("Tab");
    assert.equal(await guesses.nth(1).inputValue(), "09:30", "a moment is a time of day");
    await check("prediction", /points|Not this|Correct/);
    const told = at("prediction").locator(".outcome");
    assert.equal(await told.count(), lesson.prediction.length, "a line for every number");
    await told.first().locator("p", { hasText: "the run says 8" }).waitFor();
    assert.equal(await told.first().getAttribute("data-right"), "true");
    assert.equal(await at("prediction").locator('button[type="submit"]').count(), 0, "a prediction is made once");
    const predicted = await at("prediction").locator(".feedback").innerText();

    await at("diagnose").getByRole("button", { name: "Show the evidence on the timeline" }).click();
    await page.locator(".labh").getByText("Evidence of question 6").waitFor();
    assert.equal(await page.locator(".labh code").count(), 0, "its settings stay hidden");
    assert.equal(await page.locator(".chain").count(), 0);
    await at("diagnose").getByRole("radio", { name: "Nothing was changed" }).check();
    await check("diagnose", "Not this.");
    await at("diagnose").getByText("Auto scaling answers a spike at once.").waitFor();
    await at("diagnose").getByRole("radio", { name: "MinCapacity was raised" }).check();
    await check("diagnose", "Correct.");

    await check("design", "0 of 60 points.");
    await at("design").getByText(/60 of 60 points lost: [\d,]+ requests fail\./).waitFor();
    await shootAll(page, "lesson-kinds");
    for (const dial of ["initial_instance_count", "MinCapacity"]) {
      await at("design").getByRole("spinbutton", { name: dial }).fill("9");
      await at("design").getByRole("spinbutton", { name: dial }).press("Tab");
    }
    await check("design", "Correct.");
    await page.getByText("Lesson finished.").waitFor();
    assert.deepEqual(await brokenRules(page), []);
    assert.equal(await overflow(page), 0);
    const score = await page.locator(".after .sum").innerText();

    await page.reload();
    await page.getByText("Lesson finished.").waitFor({ timeout: 120_000 });
    assert.equal(await page.locator(".after .sum").innerText(), score);
    assert.match(score, /Quiz 0 of 7$/, "the record says the first try");
    // What was predicted is judged again as it was, and what was given up stays given up.
    await at("prediction").locator(".outcome").first().waitFor({ timeout: 60_000 });
    assert.equal(await at("prediction").locator(".feedback").innerText(), predicted);
    await at("match").getByText("About MinCapacity 8.").waitFor({ timeout: 60_000 });
    assert.equal(await at("match").locator('button[type="submit"]').count(), 0);
    assert.equal(await at("match").getByRole("button", { name: "Show the answer" }).count(), 0);
  }),
);
