// Builds the four style sheets and holds them to their budget: npm run css. Without arguments into target/css.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const out = process.argv[2] ?? `${root}target/css`;
mkdirSync(out, { recursive: true });
const budget = { public: 25, breeder: 25, admin: 25, embed: 10 };
let over = false;
for (const [portal, kilobytes] of Object.entries(budget)) {
  const file = `${out}/${portal}.css`;
  execFileSync(`${root}node_modules/.bin/tailwindcss`, ["--minify", "--input", `${root}style/${portal}.css`, "--output", file], { cwd: root, stdio: ["ignore", "ignore", "pipe"] });
  const css = readFileSync(file);
  const brotli = brotliCompressSync(css).length;
  over ||= brotli > kilobytes * 1000;
  console.log(`${portal}: ${(css.length / 1000).toFixed(1)} kB, ${(brotli / 1000).toFixed(1)} kB brotli (budget ${kilobytes})`);
}
process.exit(over ? 1 : 0);
