// The questions of the course as the product asks them: what to mark, and what is right, which the
// product says to whoever gives a question up.

import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DIST } from "../harness/server.mjs";

const read = async (name) => JSON.parse(await readFile(join(DIST, "lessons", name), "utf8"));

/** Every lesson of the course, in its order. */
export const LESSONS = await Promise.all((await read("course.json")).lessons.map(({ id }) => read(`${id}.json`)));

/** The kind of a question, and what belongs to it. */
const of = (question) => Object.entries(question.kind)[0];

/** The section of a lesson's question on the page. */
export const section = (page, number) => page.locator(".question").nth(number);

/** Something that may be checked, right or not. */
export function anything(question) {
  const [kind, asked] = of(question);
  switch (kind) {
    case "choice":
    case "diagnose":
      return [0];
    case "multiple_response":
      return [...Array(asked.select).keys()];
    case "numeric":
      return asked.input.start;
    case "order":
      return asked.items.map(({ label }) => label);
    case "match":
      return asked.left.map(() => asked.right[0].label);
    case "design":
      return asked.dials.map(({ start }) => start);
  }
  assert.fail(`no answer is known to ${kind}`);
}

/** What is right, read from the section of a question that is closed. */
export async function revealed(question, section) {
  const [kind] = of(question);
  const outcomes = await section.locator(".outcome").evaluateAll((all) =>
    all.map((one) => ({ right: one.dataset.right === "true", label: one.querySelector("b").innerText, text: one.innerText })),
  );
  switch (kind) {
    case "numeric":
      return Number(outcomes[0].label.replaceAll(",", "").match(/^-?[\d.]+/)[0]);
    case "order":
      return outcomes.map(({ label }) => label.replace(/^\d+\. /, ""));
    case "match": {
      const [, asked] = of(question);
      const labels = asked.right.map(({ label }) => label);
      return outcomes.map(({ text }) => labels.find((label) => text.includes(`\n${label}.`)));
    }
    case "design": {
      const [, { dials }] = of(question);
      const settings = outcomes.at(-1).text;
      return dials.map(({ label }) => settings.split(`${label}: `)[1].match(/^(on|off|[\d,.]*\d)/)[0].replaceAll(",", ""));
    }
    default:
      return outcomes.flatMap(({ right }, i) => (right ? [i] : []));
  }
}

/** Marks an answer with a finger or a mouse. */
export async function mark(question, section, answer) {
  const [kind] = of(question);
  switch (kind) {
    case "choice":
    case "diagnose":
    case "multiple_response":
      for (const i of answer) await section.locator(".opt input").nth(i).check();
      return;
    case "numeric":
      return enter(section.getByRole("spinbutton"), answer);
    case "order":
      for (const [place, label] of answer.entries()) {
        for (let at = await placeOf(section, label); at > place; at -= 1) {
          await section.getByRole("button", { name: `Move up: ${label}`, exact: true }).click();
        }
      }
      return;
    case "match":
      for (const [i, label] of answer.entries()) await section.getByRole("combobox").nth(i).selectOption(label);
      return;
    case "design":
      for (const [i, value] of answer.entries()) await enter(section.getByRole("spinbutton").nth(i), value);
  }
}

/** Where an item of an order stands now. */
export async function placeOf(section, label) {
  const labels = await section.locator(".sort .word").allInnerTexts();
  return labels.indexOf(label);
}

async function enter(field, value) {
  await field.fill(String(value));
  await field.press("Tab");
}
