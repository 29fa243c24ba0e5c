// How much slower the engine is as wasm in Node than natively, in one run on one machine.
//
// `cargo xtask bench` builds both sides and runs this. Both count their own processor time and take
// turns; the best of each counts, because other programs only ever add time.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadEngine } from "./module.mjs";

const TURNS = 5;
const ROUNDS = 5;
const GATE = 1.4;
const AIM = 1.2;

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
    const start = process.cpuUsage();
    const requests = engine.run(1);
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, ((user + system) * 1e3) / requests);
  }
  return best;
};

wasm(); // Node's quick first compiler gives way to the good one
let [nativeNs, wasmNs] = [Infinity, Infinity];
for (let turn = 0; turn < TURNS; turn += 1) {
  nativeNs = Math.min(nativeNs, native());
  wasmNs = Math.min(wasmNs, wasm());
}
const ratio = wasmNs / nativeNs;
const verdict = ratio <= AIM ? "aim met" : ratio <= GATE ? "gate met" : "MISSED";
const what = `wasm in Node against native: ${wasmNs.toFixed(1)} against ${nativeNs.toFixed(1)} ns`;
const times = (figure) => `${figure.toFixed(2)} times`;
console.log(`| ${what} | ${times(ratio)} | ${times(GATE)} | ${times(AIM)} | ${verdict} |`);
if (verdict === "MISSED") process.exitCode = 1;
