// What a role is asked for under load, as a JSON list of {path, headers} for arrivals.mjs.
//   node plan.mjs public ANIMALS SEARCH     files of paths, one a line: of ten pages six are animals, two searches, one the first page, one a gene
//   node plan.mjs embed KEYS                a file of widgets' keys
//   node plan.mjs breeder PORT              the demo's people, signed in by the form: the desk, lists, animals and their pedigrees
//   node plan.mjs api TOKENS                what `api.mjs sign-in` printed: lists and animals
import { readFileSync } from "node:fs";
import { people, password } from "./people.mjs";

const [role, ...given] = process.argv.slice(2);
const lines = (file) => readFileSync(file, "utf8").split("\n").filter(Boolean);

function publicPages([animals, searches]) {
  const [ones, many] = [lines(animals), lines(searches)];
  const page = (place) => {
    const turn = place % 10;
    if (turn < 6) return ones[place % ones.length];
    if (turn < 8) return many[place % many.length];
    return turn === 8 ? "/" : "/genes/ball-python/clown";
  };
  return Array.from({ length: 10 * ones.length }, (_, place) => ({ path: page(place), headers: { Host: "localhost", Accept: "text/html" } }));
}

function widgets([keys]) {
  return lines(keys).map((key) => ({ path: `/w/${key}`, headers: { Host: "embed.localhost", Accept: "text/html" } }));
}

async function breeders([port]) {
  const plan = [];
  for (const [email] of people) {
    const Host = `breeder.localhost:${port}`;
    const site = `http://127.0.0.1:${port}`;
    const signIn = await ask(`${site}/sfn/breeder/sign_in`, { method: "POST", body: new URLSearchParams({ email, password }), headers: { Origin: `http://${Host}`, Accept: "application/json" } }, Host);
    if (signIn.status !== 200) throw new Error(`${email} could not sign in: ${signIn.status} ${signIn.text.slice(0, 300)}`);
    const Cookie = signIn.cookies.map((cookie) => cookie.split(";")[0]).join("; ");
    const list = await ask(`${site}/animals`, { headers: { Cookie, Accept: "text/html" } }, Host);
    const ids = [...new Set(list.text.match(/\/animals\/[0-9a-f-]{36}/g) ?? [])].slice(0, 20);
    if (ids.length === 0) throw new Error(`${email} sees no animals: ${list.status}`);
    for (const [place, id] of ids.entries()) {
      for (const path of ["/animals", id, place % 2 ? "/" : `${id}/pedigree`]) plan.push({ path, headers: { Host, Cookie, Accept: "text/html" } });
    }
  }
  return shuffled(plan);
}

function api([tokens]) {
  const people = JSON.parse(readFileSync(tokens, "utf8"));
  // Everybody in turn, so that nobody asks for more than they may.
  return Array.from({ length: 40 }, (_, round) =>
    people.map(({ headers, animals }) => {
      const path = round % 2 ? `/api/v1/animal/animals/${animals[round % animals.length]}` : "/api/v1/animal/animals?limit=24";
      return { path, headers: { ...headers, Host: "animal-api.localhost" } };
    }),
  ).flat();
}

async function ask(url, options, Host) {
  const { request } = await import("node:http");
  return new Promise((resolve, reject) => {
    const body = options.body?.toString();
    const headers = { ...options.headers, Host, ...(body ? { "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body) } : {}) };
    const call = request(url, { method: options.method ?? "GET", headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode, cookies: answer.headers["set-cookie"] ?? [], text: Buffer.concat(parts).toString() }));
    });
    call.on("error", reject);
    call.end(body);
  });
}

/** In another order, the same every time. */
function shuffled(list) {
  let state = 20261127;
  const dice = (sides) => (state = (state * 1103515245 + 12345) % 2147483648) % sides;
  return list.map((item) => [dice(1 << 20), item]).sort(([a], [b]) => a - b).map(([, item]) => item);
}

const make = { public: publicPages, embed: widgets, breeder: breeders, api }[role];
console.log(JSON.stringify(await make(given)));
