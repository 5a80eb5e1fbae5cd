// Packs what cargo compiled of a portal into the site that the server serves:
//   node bundle.mjs PORTAL MODULE FOLDER
// FOLDER gets the portal's assets and, in pkg/, its code and its style sheet. All code is named by one hash of all of it, for the files name each other:
// if each had a hash of its own, a file whose neighbours changed would keep its name with another content, and browsers keep these for ever.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { transform as squeeze } from "esbuild";
import { Features, transform as style } from "lightningcss";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
const program = (name) => join(root, "node_modules", ".bin", name);

// What reptidex-bundle leaves open in the names that modules import, at the length of a hash.
const OPEN = "_".repeat(22);
const MAIN = "reptidex";

// Tailwind's own floor. It leaves `light-dark()` as it is, which came to browsers later than all else it writes.
const OLDEST = { chrome: 111 << 16, edge: 111 << 16, firefox: 128 << 16, safari: (16 << 16) | (4 << 8), ios_saf: (16 << 16) | (4 << 8) };

const [portal, module, site] = process.argv.slice(2);
if (!site) throw new Error("Say: node bundle.mjs PORTAL MODULE FOLDER");
const fresh = `${site}.new`;
const pkg = join(fresh, "pkg");
rmSync(fresh, { recursive: true, force: true });
mkdirSync(pkg, { recursive: true });
cpSync(join(root, `frontend-${portal}`, "assets"), fresh, { recursive: true });

async function code() {
  await run("reptidex-bundle", ["web", module, pkg]);
  await minify(join(pkg, `${MAIN}.js`));
  const names = readdirSync(pkg).filter((name) => !name.endsWith(".css")).sort();
  const hash = hashOf(names.flatMap((name) => [name, readFileSync(join(pkg, name))]));
  for (const name of names) {
    const bytes = readFileSync(join(pkg, name));
    writeFileSync(join(pkg, named(name, hash)), /\.(js|json)$/.test(name) ? rename(bytes.toString(), names, hash) : fill(bytes, hash));
    rmSync(join(pkg, name));
  }
}

async function minify(file) {
  const { code } = await squeeze(readFileSync(file, "utf8"), { minify: true, format: "esm", target: "es2022", legalComments: "none" });
  writeFileSync(file, code);
}

function hashOf(parts) {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("base64url").slice(0, OPEN.length);
}

const named = (name, hash) =>
  name.includes(OPEN) ? name.replace(OPEN, hash) : name.replace(/\.(\w+)$/, `.${hash}.$1`);

// In scripts and in the list of who needs which, files are named with or without their ending. Longer names first, for one may begin with another.
function rename(text, names, hash) {
  for (const name of names.toSorted((a, b) => b.length - a.length)) {
    text = text.replaceAll(name, named(name, hash));
    const stem = name.replace(/\.wasm$/, "");
    if (stem !== name) text = text.replaceAll(`"${stem}"`, `"${stem}.${hash}"`);
  }
  return text;
}

// Modules have their lengths before their names, so only what is as long may take a name's place.
function fill(bytes, hash) {
  for (let at = bytes.indexOf(OPEN); at >= 0; at = bytes.indexOf(OPEN, at + OPEN.length)) bytes.write(hash, at);
  return bytes;
}

async function sheet() {
  const work = mkdtempSync(join(tmpdir(), "reptidex-css-"));
  try {
    const out = join(work, "style.css");
    await run(program("tailwindcss"), ["--input", join(root, "style", `${portal}.css`), "--output", out, "--minify"], { cwd: root });
    const { code } = style({ filename: out, code: readFileSync(out), minify: true, targets: OLDEST, include: Features.LightDark });
    writeFileSync(join(pkg, `${MAIN}.${hashOf([code])}.css`), code);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

await Promise.all([code(), sheet()]);
rmSync(site, { recursive: true, force: true });
renameSync(fresh, site);
