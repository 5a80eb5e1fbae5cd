// What a visitor's browser fetches of one portal, in bytes as brotli has them: node sizes.mjs PKG-FOLDER prints a line for each area of
// the portal and for what comes before them ("-"): area, WASM, JavaScript, CSS.
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const names = readdirSync(folder).filter((name) => name.endsWith(".br"));
const bytes = (pattern) =>
  names.filter((name) => pattern.test(name)).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);

const main = bytes(/^reptidex\..*\.wasm\.br$/);
const css = bytes(/^reptidex\..*\.css\.br$/);
const js = bytes(/\.js\.br$/);
const manifest = readdirSync(folder).find((name) => /^__wasm_split_manifest\..*json$/.test(name));
const areas = manifest ? JSON.parse(readFileSync(join(folder, manifest), "utf8")) : {};
// The code that is there before any area's: what a page needs that has none.
for (const [area, files] of [["-", []], ...Object.entries(areas)]) {
  const own = files.reduce((sum, file) => sum + statSync(join(folder, `${file}.wasm.br`)).size, 0);
  // A lazy island is named by its function and a hash.
  console.log(area.replace(/_loader_\d+$/, ""), main + own, js, css);
}
