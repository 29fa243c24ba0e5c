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

/** A scenario that a plain module can read: it has no table of time zones. */
function named(path) {
  return existsSync(path) && !readFileSync(path, "utf8").includes("Timezone");
}

const cases = readdirSync(join(ROOT, "tests/node-digest/cases")).map((name) => join(ROOT, "tests/node-digest/cases", name));
const lessons = (existsSync(join(ROOT, "lessons")) ? readdirSync(join(ROOT, "lessons")) : [])
  .map((name) => join(ROOT, "lessons", name, "scenario.toml"))
  .filter(named);
const gallery = readdirSync(join(ROOT, "scenarios"))
  .map((name) => join(ROOT, "scenarios", name, "scenario.toml"))
  .filter(named);

const engine = await loadEngine();

function native(file, seed) {
  const said = execFileSync(join(TARGET, "debug/headroom"), ["digest", file, "--seed", String(seed)], { encoding: "utf8" });
  const digest = /\b[0-9a-f]{32}\b/.exec(said)?.[0];
  assert(digest, `no digest in: ${said}`);
  return digest;
}

test("there is a lesson to compare", () => assert.notEqual(lessons.length, 0));

function agree(file, seeds) {
  engine.load(readFileSync(file, "utf8"));
  return seeds.map((seed) => {
    const digest = engine.digest(seed);
    assert.equal(digest, native(file, seed), `seed ${seed}`);
    assert.equal(digest, engine.digest(seed), `seed ${seed}, a second time`);
    assert.equal(digest, engine.digestInSteps(seed), `seed ${seed}, in steps of a minute`);
    return digest;
  });
}

for (const file of [...lessons, ...cases]) {
  test(`${relative(ROOT, file)}: native and wasm agree`, () => {
    const digests = agree(file, SEEDS);
    // A digest that does not see the run would agree with itself everywhere.
    assert.equal(new Set(digests).size, SEEDS.length, "every seed has a run of its own");
  });
}

// Every kind of endpoint, the VPC and both rule sets; some of them draw nothing, so that their
// seeds agree with each other.
for (const file of gallery) {
  const text = readFileSync(file, "utf8");
  test(`${relative(ROOT, file)}: native and wasm agree`, () => {
    if (/spot-refused|spot-endpoint-refused/.test(file)) {
      assert.throws(() => engine.load(text), /E_SPOT/);
      assert.throws(() => native(file, 1), /E_SPOT/);
    } else {
      agree(file, SEEDS.slice(0, 2));
    }
  });
}

test("the gallery has every kind of endpoint, a VPC and both rule sets", () => {
  const all = gallery.map((file) => readFileSync(file, "utf8")).join("\n");
  for (const part of [
    'kind = "real_time"', 'kind = "serverless"', 'kind = "async"', "inference_component", 'kind = "training"',
    'kind = "batch_transform"', 'purchase = "spot"', "what_if_spot = true", 'mode = "private_vpc"', 'ruleset = "study_guide"',
  ]) {
    assert(all.includes(part), part);
  }
});

test("a bad scenario is refused with its problems", () => {
  assert.throws(() => engine.load("format = 1\nnonsense = 2\n"), /E_UNKNOWN_FIELD/);
});
