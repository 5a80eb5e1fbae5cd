// Photographs prepared by us, by Pillow and by sharp, by turns, for script/bench. Prints tables:
//   node pictures.mjs WORK TIME-PICTURE PYTHON SHARP   a folder, our example's program, a Python with Pillow and numpy, a folder with node_modules/sharp
// All on one core, so that what any of them does on other threads counts.
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";

const [work, ours, python, sharp] = process.argv.slice(2);
const TURNS = 5;
const GOAL = "WebP and the largest JPEG";
/** How much noise each photo has, and what that is like. */
const PHOTOS = [["2", "in daylight"], ["7", "by lamplight"]];
const here = (name) => new URL(name, import.meta.url).pathname;

function ask(...command) {
  const text = execFileSync("taskset", ["--cpu-list", "0", ...command], { encoding: "utf8", maxBuffer: 1 << 24 });
  return text.trim().split("\n").map((line) => line.split("\t"));
}

const kilobytes = (text) => Number.parseInt(text, 10);

/** What one turn of each says: milliseconds by name, and kilobytes at the peak. */
function turn(photo) {
  const said = [
    ["ours", ask(ours, photo).filter(([set]) => set === "goal").map(([, what, value]) => [what === GOAL ? "ours" : what, value])],
    ["pillow", ask(python, here("picture.py"), "time", photo, "1")],
    ["sharp", ask("node", here("sharp.mjs"), photo, "1", sharp)],
  ];
  const times = said.flatMap(([, lines]) => lines.filter(([what]) => /^(ours|pillow|sharp)/.test(what)));
  const peaks = said.map(([name, lines]) => [name, kilobytes(lines.find(([what]) => what === "peak")[1])]);
  return { times: times.map(([name, ms]) => [name, Number(ms)]), peaks };
}

function measure(photo) {
  const best = new Map();
  const peak = new Map();
  for (let done = 0; done < TURNS; done += 1) {
    const { times, peaks } = turn(photo);
    for (const [name, ms] of times) best.set(name, [...(best.get(name) ?? []), ms]);
    for (const [name, kb] of peaks) peak.set(name, Math.max(peak.get(name) ?? 0, kb));
  }
  return { best, peak };
}

const median = (numbers) => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)];

for (const [noise, light] of PHOTOS) {
  const folder = join(work, `photo-${noise}`);
  mkdirSync(folder, { recursive: true });
  ask(ours, "--noise", noise, "--out", folder);
  const { best, peak } = measure(join(folder, "photo.jpg"));
  const own = Math.min(...best.get("ours"));
  console.log(`\nA photo ${light}:\n`);
  console.log("| by | least ms | median ms | times ours | peak MB |");
  console.log("|---|---:|---:|---:|---:|");
  for (const [name, times] of best) {
    const memory = peak.get(name.split(" ")[0]);
    console.log(`| ${name} | ${Math.min(...times).toFixed(0)} | ${median(times).toFixed(0)} | ${(Math.min(...times) / own).toFixed(2)} | ${(memory / 1024).toFixed(0)} |`);
  }
  console.log("\n| file | bytes | ours dB | Pillow's dB at as many bytes | difference |");
  console.log("|---|---:|---:|---:|---:|");
  for (const columns of ask(python, here("picture.py"), "judge", folder)) console.log(`| ${columns.join(" | ")} |`);
}
