// Load on the API, for script/bench: a fixed number of requests over 16 connections, every person within what they may ask.
//   node api.mjs sign-in PORT              tokens and animals of the demo people, as JSON
//   node api.mjs list|one PORT TOKENS      prints RESULT requests failed seconds p50 p99 bytes
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { password, people } from "./people.mjs";

const [what, port, file] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
// Below the 600 a minute of a person, with the other measurement in the same minute.
const each = 280;

function ask(method, path, headers, body) {
  return new Promise((resolve, reject) => {
    const from = performance.now();
    const call = request({ host: "127.0.0.1", port, path, method, agent, headers: { Host: "api.localhost", ...headers } }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const bytes = Buffer.concat(parts);
        resolve({ status: answer.statusCode, bytes, took: performance.now() - from });
      });
    });
    call.on("error", reject);
    call.end(body);
  });
}

async function signIn() {
  const signedIn = [];
  for (const [email, vivarium] of people) {
    const form = JSON.stringify({ email, password });
    const answer = await ask("POST", "/api/v1/core/sessions", { "Content-Type": "application/json" }, form);
    if (answer.status !== 201) throw new Error(`${email} could not sign in: ${answer.status} ${answer.bytes}`);
    const headers = { Authorization: `Bearer ${JSON.parse(answer.bytes).access_token}`, "X-Vivarium": vivarium };
    const list = JSON.parse((await ask("GET", "/api/v1/animal/animals?limit=100", headers)).bytes);
    signedIn.push({ headers, animals: list.items.map((animal) => animal.id) });
  }
  console.log(JSON.stringify(signedIn));
}

async function load() {
  const signedIn = JSON.parse(readFileSync(file, "utf8"));
  const total = each * signedIn.length;
  const times = [];
  let [sent, failed, bytes] = [0, 0, 0];
  const from = performance.now();
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (sent < total) {
        const number = sent++;
        const { headers, animals } = signedIn[number % signedIn.length];
        const path = what === "list" ? "/api/v1/animal/animals?limit=24" : `/api/v1/animal/animals/${animals[number % animals.length]}`;
        const answer = await ask("GET", path, headers);
        if (answer.status !== 200) failed++;
        times.push(answer.took);
        bytes += answer.bytes.length;
      }
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.floor(times.length * share)].toFixed(3);
  console.log(`RESULT ${total} ${failed} ${seconds.toFixed(3)} ${at(0.5)} ${at(0.99)} ${bytes}`);
}

await (what === "sign-in" ? signIn() : load());
agent.destroy();
