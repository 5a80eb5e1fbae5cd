// The vectors of the tests as inputs of a fuzz target: node seed.mjs TARGET CRATES-FOLDER OUT-FOLDER
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [target, crates, out] = process.argv.slice(2);
const data = join(crates, "genetics", "tests", "data");
const json = (name) => JSON.parse(readFileSync(join(data, name), "utf8"));
const inputs = {
  // Texts are mostly of one species; the byte before one picks any.
  text: () => json("parse.json").map(({ text }, at) => String.fromCharCode(at % 11) + text),
  table: () =>
    [join(data, "pedigrees"), join(crates, "genetics-cli", "tests", "data")].flatMap((folder) =>
      readdirSync(folder)
        .filter((name) => /^[^.]+\.csv$/.test(name))
        .map((name) => readFileSync(join(folder, name), "utf8")),
    ),
  entries: () => {
    const bayes = Object.values(json("bayes.json")).flat();
    const of = (question, list) => list.map((entry) => String.fromCharCode(question) + JSON.stringify(entry));
    return [...of(0, json("crosses.json")), ...of(1, json("parse.json")), ...of(2, bayes), ...of(4, [json("topk10.json")])];
  },
}[target]();
inputs.filter((input) => input.length <= 4096).forEach((input, at) => writeFileSync(join(out, `seed-${at}`), input));
