// Optimises a module in place, as portals' bundles are:
//   node shrink.mjs FILE...
import { execFile } from "node:child_process";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

// npm's, whatever else the machine has: another version may not know the options, and Debian's breaks modules.
const optimiser = fileURLToPath(new URL("../../node_modules/binaryen/bin/wasm-opt", import.meta.url));

// Chromium refuses what `-all` would write. The pass that is left out took a quarter of the time and made the breeder's bundle a thousandth smaller:
// constants through locals are folded by LLVM already.
const options = ["-Oz", "--skip-pass=precompute-propagate"].concat(
  ["bulk-memory", "nontrapping-float-to-int", "sign-ext", "mutable-globals", "reference-types", "multivalue"].map((name) => `--enable-${name}`),
);

// What is shared by two or three areas comes in scraps: nothing to optimise, and starting the optimiser costs more.
const SCRAP = 4096;

export async function shrink(file) {
  if (statSync(file).size < SCRAP) return;
  // It is a WASM module itself, which runs too shortly to be worth compiling well: an eighth to a third less processor time (measured on three modules).
  await promisify(execFile)(process.execPath, ["--liftoff-only", optimiser, ...options, file, "-o", file]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) for (const file of process.argv.slice(2)) await shrink(file);
