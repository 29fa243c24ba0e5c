// What a person does who has no pointer: Tab, arrows, Space, Enter, and typing.

import { strict as assert } from "node:assert";
import { placeOf } from "./answers.mjs";

/** More stops than any page of the course has. */
const STOPS = 400;

/** The keys of a page. Nothing here clicks, and nothing is focused but by Tab and arrows. */
export function keyboard(page) {
  const press = (key) => page.keyboard.press(key);
  const isFocused = (locator) => locator.evaluate((element) => element === document.activeElement);

  /** Goes on to an element by Tab alone. */
  async function tabTo(locator) {
    await locator.waitFor({ state: "attached" });
    for (let stops = 0; stops < STOPS; stops += 1) {
      if (await isFocused(locator)) return;
      await press("Tab");
    }
    assert.fail(`Tab does not lead to ${locator}`);
  }

  /** Goes on until one of a group has the focus, and says which. */
  async function tabInto(group) {
    for (let stops = 0; stops < STOPS; stops += 1) {
      const at = await group.evaluateAll((all) => all.indexOf(document.activeElement));
      if (at >= 0) return at;
      await press("Tab");
    }
    assert.fail(`Tab does not lead into ${group}`);
  }

  /** Chooses the radio button of this number by arrows. */
  async function choose(radios, number) {
    const at = await tabInto(radios);
    const key = at <= number ? "ArrowDown" : "ArrowUp";
    // The first press of Space chooses the one that has the focus.
    if (at === number) await press("Space");
    for (let steps = Math.abs(number - at); steps > 0; steps -= 1) await press(key);
    assert(await radios.nth(number).isChecked(), "the arrows lead to the option");
  }

  async function follow(link) {
    await tabTo(link);
    await press("Enter");
  }

  async function type(field, value) {
    await tabTo(field);
    await press("Control+A");
    await page.keyboard.type(String(value));
  }

  /** Answers a question, and leaves the focus where Enter checks it. */
  async function mark(question, section, answer) {
    const [kind] = Object.keys(question.kind);
    switch (kind) {
      case "choice":
      case "diagnose":
        return choose(section.locator(".opt input"), answer[0]);
      case "multiple_response":
        for (const i of answer) {
          await tabTo(section.locator(".opt input").nth(i));
          await press("Space");
        }
        return;
      case "numeric":
        return type(section.getByRole("spinbutton"), answer);
      case "order":
        for (const [place, label] of answer.entries()) {
          const up = section.getByRole("button", { name: `Move up: ${label}`, exact: true });
          const from = await placeOf(section, label);
          if (from > place) await tabTo(up);
          // The focus goes with the item.
          for (let at = from; at > place; at -= 1) await press("Enter");
        }
        return tabTo(section.locator('button[type="submit"]'));
      default:
        assert.fail(`no keys are known for ${kind}`);
    }
  }

  return { tabTo, choose, follow, mark };
}
