// The same scenario and seed give the same run, bit for bit, natively and as wasm in Node.
//
// `cargo xtask test digests` builds both sides and runs this.

import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { loadEngine, TARGET } from "./module.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const SEEDS = [1, 2, 42, Number.MAX_SAFE_INTEGER];

const cases = readdirSync(join(ROOT, "tests/node-digest/cases")).map((name) => join(ROOT, "tests/node-digest/cases", name));
const lessons = (existsSync(join(ROOT, "lessons")) ? readdirSync(join(ROOT, "lessons")) : [])
  .map((name) => join(ROOT, "lessons", name, "scenario.toml"))
  .filter((path) => existsSync(path));

const engine = await loadEngine();

function native(file, seed) {
  const said = execFileSync(join(TARGET, "debug/headroom"), ["digest", file, "--seed", String(seed)], { encoding: "utf8" });
  const digest = /\b[0-9a-f]{32}\b/.exec(said)?.[0];
  assert(digest, `no digest in: ${said}`);
  return digest;
}

test("there is a lesson to compare", () => assert.notEqual(lessons.length, 0));

for (const file of [...lessons, ...cases]) {
  test(`${relative(ROOT, file)}: native and wasm agree`, () => {
    engine.load(readFileSync(file, "utf8"));
    const digests = SEEDS.map((seed) => {
      const digest = engine.digest(seed);
      assert.equal(digest, native(file, seed), `seed ${seed}`);
      assert.equal(digest, engine.digest(seed), `seed ${seed}, a second time`);
      assert.equal(digest, engine.digestInSteps(seed), `seed ${seed}, in steps of a minute`);
      return digest;
    });
    // A digest that does not see the run would agree with itself everywhere.
    assert.equal(new Set(digests).size, SEEDS.length, "every seed has a run of its own");
  });
}

test("a bad scenario is refused with its problems", () => {
  assert.throws(() => engine.load("format = 1\nnonsense = 2\n"), /E_UNKNOWN_FIELD/);
});
