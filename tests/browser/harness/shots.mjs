// Pictures for people to look at: tests/browser/shots/NAME-WIDTH-THEME.png, not kept in git.

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { SIZES } from "./visit.mjs";

const FOLDER = new URL("../shots/", import.meta.url);

/** One picture of the page as it is. */
export async function shoot(page, name, { fullPage = true } = {}) {
  await mkdir(FOLDER, { recursive: true });
  const path = fileURLToPath(new URL(`${name}.png`, FOLDER));
  await page.screenshot({ path, fullPage, animations: "disabled" });
  return path;
}

/**
 * The page at both widths in both themes, in the state it is in; gives the four paths. Then it
 * is as it was before.
 * The theme is the system's: a page on which a person chose one keeps that.
 */
export async function shootAll(page, name, options) {
  const before = page.viewportSize();
  const paths = [];
  for (const theme of ["light", "dark"]) {
    for (const size of Object.values(SIZES)) {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize(size);
      // Two frames: one for the layout, one for what answers to it.
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      paths.push(await shoot(page, `${name}-${size.width}-${theme}`, options));
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(before);
  return paths;
}
