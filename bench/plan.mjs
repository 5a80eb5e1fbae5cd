// What a role is asked for under load, as a JSON list of {path, headers} for arrivals.mjs.
//   node plan.mjs public ANIMALS SEARCH     files of paths, one a line: of ten pages six are animals, two searches, one the first page, one a gene
//   node plan.mjs embed KEYS                a file of widgets' keys
//   node plan.mjs breeder PORT              the demo's people, signed in by the form: the desk, lists, animals and their pedigrees
//   node plan.mjs admin PORT                the demo's staff, signed in with their second factors: the overview, people, vivariums, photographs, the audit log, health
//   node plan.mjs api TOKENS                what `api.mjs sign-in` printed: lists and animals
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { people, password, staff, secondFactor } from "./people.mjs";

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
    const visitor = caller(port, "breeder");
    await visitor.send("sign_in", { email, password });
    const list = await visitor.page("/animals");
    const ids = [...new Set(list.match(/\/animals\/[0-9a-f-]{36}/g) ?? [])].slice(0, 20);
    if (ids.length === 0) throw new Error(`${email} sees no animals`);
    for (const [place, id] of ids.entries()) {
      for (const path of ["/animals", id, place % 2 ? "/" : `${id}/pedigree`]) plan.push({ path, headers: visitor.headers() });
    }
  }
  return shuffled(plan);
}

async function office([port]) {
  const plan = [];
  for (const email of staff) {
    const visitor = caller(port, "admin");
    await visitor.send("sign_in", { email, password });
    await visitor.send("sign_in_with_code", { code: digits(Math.floor(Date.now() / 30_000)) });
    for (const list of ["/people", "/vivariums"]) {
      const ids = [...new Set((await visitor.page(list)).match(new RegExp(`${list}/[0-9a-f-]{36}`, "g")) ?? [])].slice(0, 6);
      if (ids.length === 0) throw new Error(`${email} sees nothing at ${list}`);
      for (const id of ids) for (const path of [list, id]) plan.push({ path, headers: visitor.headers() });
    }
    for (const path of ["/", "/photos", "/photos/storage", "/likenesses", "/disputes", "/audit", "/system"]) plan.push({ path, headers: visitor.headers() });
  }
  return shuffled(plan);
}

/** What an authenticator shows in that time step (RFC 6238). */
function digits(step) {
  const bits = [...secondFactor].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac("sha1", key).update(counter).digest();
  return String((mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/** Somebody at a portal, with the cookies that it gave them. */
function caller(port, portal) {
  const [Host, site, cookies] = [`${portal}.localhost:${port}`, `http://127.0.0.1:${port}`, new Map()];
  const Cookie = () => [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const asked = async (path, options) => {
    const answer = await ask(`${site}${path}`, options, Host);
    for (const cookie of answer.cookies) {
      const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/);
      cookies.set(name, value);
    }
    if (answer.status !== 200) throw new Error(`${Host}${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
    return answer.text;
  };
  return {
    headers: () => ({ Host, Cookie: Cookie(), Accept: "text/html" }),
    page: (path) => asked(path, { headers: { Cookie: Cookie(), Accept: "text/html" } }),
    send: (form, fields) =>
      asked(`/sfn/${portal}/${form}`, {
        method: "POST",
        body: new URLSearchParams(fields),
        headers: { Origin: `http://${Host}`, Cookie: Cookie(), Accept: "application/json" },
      }),
  };
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

const make = { public: publicPages, embed: widgets, breeder: breeders, admin: office, api }[role];
console.log(JSON.stringify(await make(given)));
