// How much slower the engine is as wasm in Node than natively, in one run on one machine.
//
// `cargo xtask bench` builds both sides and runs this.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadEngine } from "./module.mjs";

const ROUNDS = 7;
const RATIO_MAX = 1.4;
// Beyond this it is a failure, not only a remark: the machine may be busy.
const RATIO_BROKEN = RATIO_MAX * 1.5;

const root = fileURLToPath(new URL("../..", import.meta.url));
const file = fileURLToPath(new URL("cases/sixteen-instances.toml", import.meta.url));

const native = () => {
  const words = ["bench", "--quiet", "--locked", "--package", "headroom-node", "--bench", "native", "--"];
  const said = execFileSync("cargo", [...words, file, "1", String(ROUNDS)], { cwd: root, encoding: "utf8" });
  return Number(said.trim());
};

const engine = await loadEngine();
engine.load(readFileSync(file, "utf8"));
const wasm = () => {
  let best = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    const requests = engine.run(1);
    best = Math.min(best, ((performance.now() - start) * 1e6) / requests);
  }
  return best;
};

wasm(); // the browser's and Node's quick first compiler gives way to the good one
const [nativeNs, wasmNs] = [native(), wasm()];
const ratio = wasmNs / nativeNs;
console.log(`native ${nativeNs.toFixed(1)} ns a request, wasm in Node ${wasmNs.toFixed(1)} ns`);
console.log(`gate: wasm within ${RATIO_MAX} times native: ${ratio.toFixed(2)}, ${ratio <= RATIO_MAX ? "met" : "MISSED"}`);
if (!(ratio <= RATIO_BROKEN)) process.exitCode = 1;
