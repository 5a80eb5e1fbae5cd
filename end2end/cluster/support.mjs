// What the cluster's tests ask it with. `script/cluster test` starts the cluster and says where it is.
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import http from "node:http";
import { promisify } from "node:util";

export const port = Number(process.env.PORT);
const state = process.env.REPTIDEX_CLUSTER;
const script = new URL("../../script/cluster", import.meta.url).pathname;
export const BALL_PYTHON = "01935000-0000-7000-8000-000000000001";
const password = "slow-tortoise-basks-at-noon";

export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Runs a command of the cluster, such as `cluster("roll", "public")`. */
export async function cluster(...command) {
  return (await promisify(execFile)(script, command)).stdout;
}

/** The processes: name, service and ports of each. */
export const processes = readFileSync(`${state}/instances`, "utf8")
  .trim()
  .split("\n")
  .map((line) => line.split(" "))
  .map(([name, service, port, metrics]) => ({ name, service, port: Number(port), metrics: Number(metrics) }));

export const pidOf = (name) => Number(readFileSync(`${state}/pids/${name}`, "utf8"));
export const logOf = (name) => readFileSync(`${state}/logs/${name}.log`, "utf8");

/** The host of a portal or an API service; the public portal is "". */
export const hostOf = (label) => `${label && `${label}.`}localhost:${port}`;

/**
 * One request over a connection of its own: nginx may close one that nobody uses whenever it takes over a new list of processes.
 * Fails only where the connection did, or where the answer broke off.
 */
export function send(label, path, { method = "GET", headers = {}, body, to = port, host = hostOf(label) } = {}) {
  return new Promise((done, failed) => {
    const request = http.request({ host: "127.0.0.1", port: to, agent: false, method, path, timeout: 60_000 }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("error", failed);
      answer.on("end", () => {
        if (!answer.complete) return failed(new Error("the answer broke off"));
        const bytes = Buffer.concat(parts);
        done({ status: answer.statusCode, headers: answer.headers, bytes, text: bytes.toString() });
      });
    });
    request.setHeader("host", host);
    request.setHeader("connection", "close");
    for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
    request.on("timeout", () => request.destroy(new Error("no answer in a minute")));
    request.on("error", failed);
    request.end(body);
  });
}

/** The same with JSON both ways; another status than the wanted one is an error that shows the answer. */
export async function json(label, path, { wanted = 200, send: value, headers = {}, ...rest } = {}) {
  const body = value === undefined ? rest.body : JSON.stringify(value);
  const kind = value === undefined ? {} : { "content-type": "application/json" };
  const answer = await send(label, path, { ...rest, body, headers: { ...kind, ...headers } });
  if (answer.status !== wanted) throw new Error(`${rest.method ?? "GET"} ${label}${path}: ${answer.status} ${answer.text.slice(0, 300)}`);
  return answer.text ? JSON.parse(answer.text) : undefined;
}

/** The label of a service's host; that of the public portal is "". */
export const labelOf = (service) => (service === "public" ? "" : service);

/** What a process itself says to a question after its health. */
export async function direct(name) {
  const { port: to, service } = processes.find((process) => process.name === name);
  return (await send(labelOf(service), "/health", { to, host: hostOf(labelOf(service)) }).catch(() => ({ status: 0 }))).status;
}

/** Kills processes, all at once. What is answered waits until each has been started again and serves. */
export function kill(...names) {
  const before = names.map(pidOf);
  for (const pid of before) process.kill(pid, "SIGKILL");
  return async () => {
    for (const [n, name] of names.entries()) await until(`${name} serves again`, 60, async () => pidOf(name) !== before[n] && (await direct(name)) === 200);
  };
}

/** Headers that speak for somebody of the demo data to the API. */
export async function token(name, vivarium) {
  const pair = await json("core-api", "/api/v1/core/sessions", { method: "POST", wanted: 201, send: { email: `${name}@example.com`, password } });
  return { authorization: `Bearer ${pair.access_token}`, "x-vivarium": vivarium };
}

/** The cookie of a sign-in at the breeder portal. */
export async function cookie(name, options = {}) {
  const headers = {
    "content-type": "application/x-www-form-urlencoded",
    accept: "application/json",
    origin: `http://${hostOf("breeder")}`,
  };
  const body = new URLSearchParams({ email: `${name}@example.com`, password }).toString();
  const answer = await send("breeder", "/sfn/breeder/sign_in", { method: "POST", headers, body, ...options });
  if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${answer.text}`);
  return answer.headers["set-cookie"].map((line) => line.split(";")[0]).join("; ");
}

/** Asks again until the answer is as wanted; says after a while what it was instead. */
export async function until(what, seconds, ask) {
  const end = Date.now() + seconds * 1000;
  for (let last; ; await pause(250)) {
    last = await ask();
    if (last === true) return;
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s, but ${JSON.stringify(last)}`);
  }
}
