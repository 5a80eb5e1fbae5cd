// The files of examples/time-picture made with sharp, for bench/pictures.mjs; by hand:
//   node bench/sharp.mjs PHOTO ROUNDS FOLDER-WITH-node_modules   "sharp MS", "sharp tuned MS", "peak KB": one thread, the best of so many rounds
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [path, rounds, modules] = process.argv.slice(2);
const sharp = createRequire(join(resolve(modules), "package.json"))("sharp");
const photo = readFileSync(path);
const GOAL = [1600, 960, 480, 240];

sharp.concurrency(1);
sharp.cache(false);

// Decoded once: libvips would otherwise read the photo for every file anew. Effort 4 is sharp's own, 1 is ours.
const round = async (effort) => {
  const { data, info } = await sharp(photo).resize({ width: GOAL[0] }).raw().toBuffer({ resolveWithObject: true });
  const base = () => sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
  for (const width of GOAL) await base().resize({ width }).webp({ quality: 80, effort }).toBuffer();
  await base().jpeg({ quality: 80, progressive: true }).toBuffer();
};

for (const [name, effort] of [["sharp", 4], ["sharp tuned", 1]]) {
  let best = Infinity;
  for (let done = 0; done < Number(rounds); done += 1) {
    const start = performance.now();
    await round(effort);
    best = Math.min(best, performance.now() - start);
  }
  console.log(`${name}\t${best.toFixed(1)}`);
}
console.log(`peak\t${process.resourceUsage().maxRSS}`);
