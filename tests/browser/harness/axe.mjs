// Accessibility rules by axe-core, run inside the page.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const source = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Every broken rule as one line: its id, impact, and the places. Empty is good. */
export async function brokenRules(page, { tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } = {}) {
  // Through the debugger, so the page's policy stays as it is.
  await page.evaluate(source);
  const found = await page.evaluate(
    (tags) => globalThis.axe.run(document, { runOnly: { type: "tag", values: tags } }).then((r) => r.violations),
    tags,
  );
  return found.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map((node) => node.target.join(" ")).join("; ")}`);
}
