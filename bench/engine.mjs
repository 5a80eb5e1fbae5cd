// The engine's cases in WebAssembly beside what they take natively:
//   node engine.mjs MODULE.js MODULE.wasm NATIVE.tsv CALCULATOR.wasm
// MODULE is examples/engine_wasm of crates/genetics-bench as the bundler leaves it, NATIVE what examples/time-engine printed. Prints a table,
// what misses its goal, and the sizes of both modules as a browser would fetch them. Rounds are counted as time-engine counts them.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { brotliCompressSync, constants } from "node:zlib";

const [module, wasm, native, calculator] = process.argv.slice(2);
const engine = createRequire(import.meta.url)(module);
const ROUND_MS = 5;
const CASE_MS = 400;

const round = (times) => {
  const start = performance.now();
  engine.ask(times);
  return performance.now() - start;
};

const best = () => {
  let times = 1;
  let spent = round(times);
  while (spent < ROUND_MS && times < 1 << 20) {
    times *= 2;
    spent = round(times);
  }
  let [least, all] = [spent, spent];
  for (let done = 1; done < 40 && (done < 3 || all < CASE_MS); done += 1) {
    spent = round(times);
    [least, all] = [Math.min(least, spent), all + spent];
  }
  return least / times;
};

const written = (ms) => (ms >= 100 ? ms.toFixed(0) : ms >= 1 ? ms.toFixed(2) : ms.toFixed(4));
const rows = readFileSync(native, "utf8").trim().split("\n").map((line) => line.split("\t"));
const names = engine.names().split("\n");
const missed = [];
const judged = (what, ms, goal) => {
  if (goal !== "" && ms > Number(goal)) missed.push(`${what} (${written(ms)} ms instead of ${goal})`);
};

console.log("| question | goal ms | native ms | goal in WASM ms | WASM ms | WASM / native |");
console.log("|---|---:|---:|---:|---:|---:|");
for (const [name, goal, wasmGoal, ms, answer] of rows) {
  if (!engine.prepare(names.indexOf(name))) throw new Error(`${name}: not in the module`);
  const [own, other] = [engine.ask(1), Number(answer)];
  if (!(Math.abs(own - other) <= 1e-9 * Math.max(1, Math.abs(other)))) {
    throw new Error(`${name}: ${own} in WebAssembly, ${other} natively`);
  }
  const inWasm = best();
  judged(`${name}, natively`, Number(ms), goal);
  judged(`${name}, in WASM`, inWasm, wasmGoal);
  const ratio = (inWasm / Number(ms)).toFixed(1);
  console.log(`| ${name} | ${goal} | ${written(Number(ms))} | ${wasmGoal} | ${written(inWasm)} | ${ratio} |`);
}
const size = (file) => {
  const bytes = readFileSync(file);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return `${bytes.length} bytes of WASM, ${brotliCompressSync(bytes, { params }).length} as brotli`;
};
console.log("");
console.log(`Missed: ${missed.length === 0 ? "none" : missed.join("; ")}. Both gave the same answers.`);
console.log("");
console.log(`What of the engine the calculator's pages load, by itself, the catalogue in it: ${size(calculator)} (goal: 120000).`);
console.log(`With evidence and pedigrees, which no page loads: ${size(wasm)}.`);
