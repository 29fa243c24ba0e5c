// Loads the engine's wasm module into Node: no glue, no imports.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

/** Cargo's target folder: given by xtask, or the usual one. */
export const TARGET =
  process.env.HEADROOM_TARGET ??
  process.env.CARGO_TARGET_DIR ??
  fileURLToPath(new URL("../../target", import.meta.url));

/** The engine's exports, with texts in and out. */
export async function loadEngine() {
  const bytes = await readFile(join(TARGET, "wasm32-unknown-unknown/release/headroom_node.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, {});
  const wasm = instance.exports;
  const text = () =>
    new TextDecoder().decode(new Uint8Array(wasm.memory.buffer, wasm.text_address(), wasm.text_length()));
  return {
    /** Takes a scenario as text, TOML or JSON; throws with all its problems. */
    load(scenario) {
      const bytes = new TextEncoder().encode(scenario);
      const address = wasm.text_room(bytes.length);
      new Uint8Array(wasm.memory.buffer, address, bytes.length).set(bytes);
      if (wasm.load() !== 1) throw new Error(text());
    },
    /** The digest of the run with this seed. */
    digest(seed) {
      if (wasm.digest(seed) < 0) throw new Error(`no scenario, or ${seed} is no seed`);
      return text();
    },
    /** The same, run in steps of a simulated minute. */
    digestInSteps(seed) {
      if (wasm.digest_in_steps(seed) < 0) throw new Error(`no scenario, or ${seed} is no seed`);
      return text();
    },
    /** Runs and gives the number of requests that arrived. */
    run: (seed) => wasm.run_in_steps(seed),
  };
}
