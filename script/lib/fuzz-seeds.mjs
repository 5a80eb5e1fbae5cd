// Writes what libFuzzer begins with, from the vectors of the tests: a file an input, and a dictionary of the words in them.
//   node fuzz-seeds.mjs TARGET FOLDER DICTIONARY
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const crates = join(dirname(fileURLToPath(import.meta.url)), "../../crates");
const read = (path) => readFileSync(join(crates, path), "utf8");
const vectors = (name) => JSON.parse(read(`genetics/tests/data/${name}.json`));
const without = (entry, ...fields) => Object.fromEntries(Object.entries(entry).filter(([name]) => !fields.includes(name)));

// The first byte picks the species, and which byte is which is the catalogue's business: each text is sown for all of them.
const parse = () => vectors("parse").flatMap(({ text }) => [..."abcdefghijklmnop"].map((species) => species + text));

const pedigree = () =>
  ["genetics/tests/data/pedigrees", "genetics-cli/tests/data"].flatMap((folder) =>
    readdirSync(join(crates, folder))
      .filter((name) => /^[^.]+\.csv$/.test(name))
      .map((name) => read(`${folder}/${name}`)),
  );

// Without the answers, which are most of an entry and nothing to begin with; by genotypes, and by texts alone.
const cross = () =>
  vectors("crosses").flatMap((entry) => {
    const question = without(entry, "note", "loci", "p_viable", "n_joint_genotypes", "rows");
    return [question, without(question, "sire_prior", "dam_prior")].map((json) => JSON.stringify(json));
  });

// As they stand, and beside others under their kind.
const posterior = () =>
  Object.entries(vectors("bayes")).flatMap(([kind, entries]) => {
    const questions = entries.map((entry) => without(entry, "desc"));
    return [...questions, { [kind]: questions.slice(0, 2) }].map((json) => JSON.stringify(json));
  });

// How many rows, then the weights of each locus' classes: "d31/11" (crates/genetics-cli/tests/any_input/likeliest.rs). The loci one after another, each
// alone, and two products of them.
const top = () => {
  const fraction = (text) => text.split("/").map(Number);
  const weights = ([, classes]) => {
    const parts = classes.map(([, p]) => fraction(p)).map(([over, under = 1]) => [over, under]);
    const whole = Math.max(...parts.map(([, under]) => under));
    return parts.map(([over, under]) => String.fromCharCode(48 + (over * whole) / under)).join("");
  };
  const loci = vectors("topk10").loci.map(weights);
  const products = [...loci.keys()].flatMap((at) => [loci[at], loci.slice(0, at + 1).join("/")]);
  return ["!", "2", "d"].flatMap((k) => [...products, `${loci.slice(0, 3).join("/")}|${loci.slice(3, 6).join("/")}`].map((product) => k + product));
};

const [target, folder, dictionary] = process.argv.slice(2);
const seeds = { parse, pedigree, cross, posterior, top }[target]();
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
seeds.forEach((seed, at) => writeFileSync(join(folder, `${at}`), seed));

// libFuzzer takes printable ASCII as it is, and all else by its bytes.
const escaped = (word) =>
  [...Buffer.from(word)]
    .map((byte) => (byte < 32 || byte > 126 || byte === 34 || byte === 92 ? `\\x${byte.toString(16).padStart(2, "0")}` : String.fromCharCode(byte)))
    .join("");
const texts = target === "parse" ? vectors("parse").map(({ text }) => text) : seeds;
const words = new Set(texts.flatMap((text) => text.match(/"[^"\\]{1,30}"|[\p{L}\p{N}%/.+:-]{1,30}/gu) ?? []));
const names = target === "parse" ? read("genetics/data/genes.csv").split("\n").map((line) => line.split(",")[1]) : [];
const all = [...words, ...names.filter(Boolean)];
writeFileSync(dictionary, all.map((word) => `"${escaped(word)}"\n`).join(""));
