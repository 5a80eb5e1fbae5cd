// Load that comes as people do, whether or not the ones before have their answer yet: `rate` requests a second, spread evenly, for `seconds`.
//   node arrivals.mjs PORT PLAN RATE SECONDS    PLAN: a JSON list of {path, headers}, taken in turn
// Prints RESULT sent good busy failed p50 p99: good answers (2xx, 3xx), 503 or 429 with Retry-After, everything else; ms of the good ones.
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";

const [port, file, rate, seconds] = [Number(process.argv[2]), process.argv[3], Number(process.argv[4]), Number(process.argv[5])];
const plan = JSON.parse(readFileSync(file, "utf8"));
const agent = new Agent({ keepAlive: true, maxSockets: 2048 });
// Nobody waits longer for a page.
const patience = 10_000;
const times = [];
let [sent, busy, failed, place] = [0, 0, 0, Math.floor(Math.random() * plan.length)];

function ask({ path, headers }) {
  sent += 1;
  return new Promise((resolve) => {
    const from = performance.now();
    const call = request({ host: "127.0.0.1", port, path, agent, headers, timeout: patience }, (answer) => {
      answer.resume();
      answer.on("end", () => {
        const took = performance.now() - from;
        if (answer.statusCode < 400) {
          times.push(took);
        } else if ([429, 503].includes(answer.statusCode) && answer.headers["retry-after"]) busy += 1;
        else {
          failed += 1;
          if (failed === 1) console.error(`${path}: ${answer.statusCode}`);
        }
        resolve();
      });
      answer.on("error", () => { failed += 1; resolve(); });
    });
    call.on("timeout", () => call.destroy(new Error("no answer")));
    call.on("error", (error) => {
      failed += 1;
      if (failed === 1) console.error(`${path}: ${error.message}`);
      resolve();
    });
    call.end();
  });
}

const asked = [];
const begin = performance.now();
while (performance.now() - begin < seconds * 1000) {
  const due = Math.floor(((performance.now() - begin) / 1000) * rate) + 1;
  while (sent < due) {
    asked.push(ask(plan[place]));
    place = (place + 1) % plan.length;
  }
  await new Promise((resolve) => setTimeout(resolve, 2));
}
await Promise.all(asked);
agent.destroy();
times.sort((a, b) => a - b);
const at = (share) => (times.length === 0 ? 0 : times[Math.min(times.length - 1, Math.floor(times.length * share))]);
console.log(`RESULT ${sent} ${times.length} ${busy} ${failed} ${at(0.5).toFixed(1)} ${at(0.99).toFixed(1)}`);
