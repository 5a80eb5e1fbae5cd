// A large import through the API, for script/bench: upload, dry run, commit, and the same file once more, which must change nothing.
//   node import.mjs PORT ROWS   prints "ROW what rows seconds" for each step; anything unexpected ends it with a message
import { client } from "./client.mjs";

const [port, rows] = process.argv.slice(2).map(Number);
const { ask, timed } = await client(port);

const code = (number) => `BENCH-${String(number).padStart(6, "0")}`;

/** Ten generations; from the second on, everybody has a sire and a dam of the one before. Parents stand before and behind their young. */
function collection() {
  const size = Math.ceil(rows / 10);
  const lines = ["id,name,species,sex,birth date,genotype,sire,dam"];
  for (let number = 0; number < rows; number++) {
    const generation = Math.floor(number / size);
    const before = (generation - 1) * size;
    const pair = Math.floor((number % size) / 8) * 2;
    const parents = generation === 0 ? "," : `${code(before + pair)},${code(before + pair + 1)}`;
    const sex = number % 2 === 0 ? "male" : "female";
    lines.push(`${code(number)},,Ball Python,${sex},${2000 + 2 * generation}-06-15,Pastel het Clown,${parents}`);
  }
  return [lines[0], ...lines.slice(1).reverse()].join("\n");
}

async function until(id, wanted) {
  for (;;) {
    const job = await ask("GET", `animal/imports/${id}`);
    if (job.state === wanted) return job;
    if (job.state === "failed") throw new Error(`The import failed: ${JSON.stringify(job)}`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function bringIn(file, name) {
  const upload = `animal/imports?file_name=${name}.csv`;
  const { id } = await timed(`${name}-upload`, rows, () => ask("POST", upload, { "Content-Type": "text/csv" }, file));
  const dry = await timed(`${name}-preview`, rows, () => ask("POST", `animal/imports/${id}/preview`));
  await timed(`${name}-commit`, rows, async () => {
    await ask("POST", `animal/imports/${id}/commit`);
    await until(id, "committed");
  });
  return { dry, done: await ask("GET", `animal/imports/${id}`) };
}

const file = collection();
const first = await bringIn(file, "first");
const second = await bringIn(file, "again");
console.error(JSON.stringify({ first: first.done.counts, again: second.done.counts }));
