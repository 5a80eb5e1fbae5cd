// A large import through the API, for script/bench: upload, dry run, commit, and the same file once more, which must change nothing.
//   node import.mjs PORT ROWS   prints "ROW what rows seconds" for each step; anything unexpected ends it with a message
import { request } from "node:http";
import { password, people } from "./people.mjs";

const [port, rows] = process.argv.slice(2).map(Number);
const as = {};

function ask(method, path, headers = {}, body = undefined) {
  return new Promise((resolve, reject) => {
    const all = { Host: "api.localhost", ...as, ...headers };
    const call = request({ host: "127.0.0.1", port, path: `/api/v1/${path}`, method, headers: all }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const text = Buffer.concat(parts).toString();
        if (answer.statusCode >= 300) reject(new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 400)}`));
        else resolve(text ? JSON.parse(text) : {});
      });
    });
    call.on("error", reject);
    call.end(body);
  });
}

const json = { "Content-Type": "application/json" };
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

async function timed(what, work) {
  const from = performance.now();
  const result = await work();
  console.log(`ROW ${what} ${rows} ${((performance.now() - from) / 1000).toFixed(2)}`);
  return result;
}

async function bringIn(file, name) {
  const upload = `animal/imports?file_name=${name}.csv`;
  const { id } = await timed(`${name}-upload`, () => ask("POST", upload, { "Content-Type": "text/csv" }, file));
  const dry = await timed(`${name}-preview`, () => ask("POST", `animal/imports/${id}/preview`));
  await timed(`${name}-commit`, async () => {
    await ask("POST", `animal/imports/${id}/commit`);
    await until(id, "committed");
  });
  return { dry, done: await ask("GET", `animal/imports/${id}`) };
}

const form = { email: people[0][0], password };
const { access_token } = await ask("POST", "core/sessions", json, JSON.stringify(form));
Object.assign(as, { Authorization: `Bearer ${access_token}`, "X-Vivarium": "riverside-reptiles" });
const file = collection();
const first = await bringIn(file, "first");
const second = await bringIn(file, "again");
console.error(JSON.stringify({ first: first.done.counts, again: second.done.counts }));
