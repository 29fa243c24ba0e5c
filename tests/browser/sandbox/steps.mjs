// What tests of the sandbox do again and again.

export const FIRST = "#/sandbox";
export const SANDBOX = "#/sandbox/spiky-traffic";

/** An input of the form: its name may carry a unit. */
export const field = (page, label, side) => page.getByLabel(new RegExp(`^${label}(, [^,]*)?, configuration ${side}$`));
export const outcome = (page) => page.getByRole("region", { name: "Outcome, B against A" });
export const failed = (page) => outcome(page).locator("div", { hasText: "Failed requests" }).first();
export const differences = (page) => page.locator(".cfg [role=status]", { hasText: /difference/ }).first();

/** Both runs are there. */
export const done = (page) => page.locator(".results[aria-busy=false] .diff").waitFor();

/** The same after a change: two frames let the change reach the runs. */
export async function settled(page) {
  await page.evaluate(() => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next))));
  await done(page);
}

/** A page of the sandbox opened anew: a fragment alone does not load it again. */
export async function reopen(page, address) {
  await page.goto("about:blank");
  await page.goto(address);
}
