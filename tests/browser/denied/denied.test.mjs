// What may be denied: storage, workers, a lesson, the whole course. The rest goes on and says so.

import { strict as assert } from "node:assert";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import test from "node:test";
import { DIST } from "../harness/server.mjs";
import { visiting } from "../harness/visit.mjs";
import { answer, LESSON, LESSONS, ONE_QUESTION, open, run, runToTheResult } from "../lesson/steps.mjs";

/** The lesson whose first question stands on the home page. */
const [FIRST] = JSON.parse(await readFile(join(DIST, "lessons/course.json"), "utf8")).lessons;

test(
  "without storage everything works, and the bar says that nothing is saved",
  visiting({ server: ONE_QUESTION }, async ({ page, address }) => {
    await page.addInitScript(() => {
      const deny = () => {
        throw new DOMException("denied for the test", "SecurityError");
      };
      for (const name of ["indexedDB", "localStorage"]) Object.defineProperty(globalThis, name, { get: deny });
    });
    await page.reload();
    await page.getByText("Progress is not saved: storage is blocked.").waitFor();
    await page.getByRole("button", { name: "Switch to the dark theme" }).click();
    await page.getByRole("button", { name: "Switch to the light theme" }).waitFor();
    await open(page, address);
    await runToTheResult(page);
    await answer(page, /MinCapacity/, "Correct.");
    await page.getByRole("link", { name: "Back to the learning path" }).click();
    await page.getByText(`1 of ${LESSONS} lessons`).waitFor();
    await page.reload();
    await page.getByText(`0 of ${LESSONS} lessons`).waitFor();
  }),
);

test(
  "a damaged record is told and left out, the others stay",
  visiting({ path: LESSON }, async ({ page, address }) => {
    await run(page).waitFor();
    await runToTheResult(page);
    await page.goto(address + "#/");
    await page.getByText(/^Prediction \d/).waitFor();
    await page.evaluate(
      () =>
        new Promise((done, failed) => {
          const opened = indexedDB.open("headroom");
          opened.onerror = failed;
          opened.onsuccess = () => {
            const change = opened.result.transaction("records", "readwrite");
            change.objectStore("records").add("1 00000000 {}");
            change.oncomplete = done;
          };
        }),
    );
    await page.reload();
    await page.getByText("1 record of your progress could not be read and is left out.").waitFor();
    await page.getByText(/^Prediction \d/).waitFor();
  }),
);

for (const [how, server, expected] of [
  ["worker.js is missing", { ...ONE_QUESTION, refuse: (name) => name === "worker.js" }, [/404|worker/]],
  ["worker.js does not start", { pages: { ...ONE_QUESTION.pages, "worker.js": "throw new Error('denied for the test')" } }, [/denied for the test/]],
]) {
  test(
    `without workers the engine runs on the page: ${how}`,
    visiting({ path: LESSON, server, expected }, async ({ page }) => {
      await run(page).waitFor();
      await runToTheResult(page);
      await page.getByText("Workers are blocked here, so the simulation runs on this page.").waitFor();
      await answer(page, /MinCapacity/, "Correct.");
    }),
  );
}

test(
  "where a worker cannot even be made, the engine runs on the page",
  visiting({}, async ({ page, address }) => {
    await page.addInitScript(() => {
      globalThis.Worker = class {
        constructor() {
          throw new DOMException("denied for the test", "SecurityError");
        }
      };
    });
    await page.goto("about:blank");
    await open(page, address);
    await runToTheResult(page);
    await page.getByText("Workers are blocked here").waitFor();
  }),
);

test(
  "a lesson that does not load says so and leaves the rest usable",
  visiting({ path: `#/lesson/${FIRST.id}`, server: { refuse: (name) => name === `lessons/${FIRST.id}.json` }, expected: [/404/] }, async ({ page }) => {
    await page.getByRole("heading", { level: 1, name: "This lesson did not load." }).waitFor();
    await page.getByText(`lessons/${FIRST.id}.json: HTTP 404`).waitFor();
    await page.getByRole("link", { name: "Back to the learning path" }).click();
    await page.getByText("The first question did not load.").waitFor();
    await page.getByRole("heading", { name: FIRST.title }).waitFor();
  }),
);

test(
  "a course that does not load says so, and can be tried again",
  visiting({ expected: [/503/] }, async ({ page, address }) => {
    let down = true;
    await page.route("**/lessons/course.json*", (route) => (down ? route.fulfill({ status: 503, body: "" }) : route.continue()));
    await page.goto(address + "#/x");
    await page.reload();
    await page.goto(address + "#/");
    await page.getByText("The course did not load.").waitFor();
    down = false;
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: FIRST.title }).waitFor();
  }),
);

test(
  "a lesson that failed in the pack is listed with its reasons",
  visiting(
    {
      server: {
        pages: {
          "lessons/course.json": JSON.stringify({
            title: "x",
            lessons: [],
            failed: [{ id: "broken", unit: "Unit", problems: ["lesson.toml, line 3: minutes is missing."] }],
          }),
        },
      },
    },
    async ({ page }) => {
      await page.getByText("This lesson did not load. The others work.").waitFor();
      await page.getByText("lesson.toml, line 3: minutes is missing.").waitFor();
      assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
    },
  ),
);
