// The files of examples/time-picture made with sharp:
//   cargo run --release -p repti-picture --example time-picture --out DIR
//   node bench/picture.mjs DIR [FOLDER WITH node_modules/sharp]
// One thread, the best of five rounds.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [folder, modules = "."] = process.argv.slice(2);
const sharp = createRequire(join(resolve(modules), "package.json"))("sharp");
const photo = readFileSync(join(folder, "photo.jpg"));
const GOAL = [1600, 960, 480, 240];
const ROUNDS = 5;

sharp.concurrency(1);
sharp.cache(false);

// Decoded once: libvips would otherwise read the photo for every file anew.
const round = async (effort) => {
  const { data, info } = await sharp(photo).resize({ width: GOAL[0] }).raw().toBuffer({ resolveWithObject: true });
  const base = () => sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
  for (const width of GOAL) await base().resize({ width }).webp({ quality: 80, effort }).toBuffer();
  await base().jpeg({ quality: 80, progressive: true }).toBuffer();
};

for (const effort of [4, 2]) {
  let best = Infinity;
  for (let done = 0; done < ROUNDS; done += 1) {
    const start = performance.now();
    await round(effort);
    best = Math.min(best, performance.now() - start);
  }
  console.log(`sharp, effort ${effort}\t${best.toFixed(0)} ms`);
}
console.log(`peak\t${process.resourceUsage().maxRSS} kB`);
