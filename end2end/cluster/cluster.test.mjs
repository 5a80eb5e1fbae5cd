// The layout of production under test: who answers what, what a rolling restart and a killed process cost, what the watch sees.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { cutOffWorkers, testWhatWasCutOff } from "./cut-off.mjs";
import { Load } from "./load.mjs";
import { testPhotographs } from "./photographs.mjs";
import { cluster, cookie, direct, json, labelOf, logOf, pause, pidOf, port, processes, send, token, until } from "./support.mjs";

const services = [...new Set(processes.map(({ service }) => service))].filter((service) => service !== "worker");
const portsOf = (service) => processes.filter((process) => process.service === service).map((process) => `127.0.0.1:${process.port}`);
const runs = (name) => process.kill(pidOf(name), 0);

// What is paged out goes here.
const pages = [];
const pager = createServer((request, answer) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    pages.push({ to: request.url, ...JSON.parse(Buffer.concat(parts).toString()) });
    answer.end();
  });
});
before(() => new Promise((listening) => pager.listen(Number(process.env.PAGER_PORT), "127.0.0.1", listening)));
after(() => pager.close());

// A dead worker is noticed after a good two minutes, so this begins first and ends last.
const importing = beginImport();
importing.catch(() => {});
// Its kills come after that import's, and long before that import is begun again.
const cutOff = cutOffWorkers(importing);
cutOff.catch(() => {});

describe("hosts", () => {
  for (const service of services) {
    test(`${service}: its own processes answer, both of them in turn`, async () => {
      const seen = new Set();
      for (let n = 0; n < 12; n += 1) {
        const answer = await send(labelOf(service), "/health");
        assert.equal(answer.status, 200, answer.text);
        seen.add(answer.headers["x-upstream"]);
      }
      assert.deepEqual([...seen].sort(), portsOf(service).sort());
    });
  }

  test("the API's one host hands each part to the processes of its service", async () => {
    const headers = await token("lena", "bergland-geckos");
    const parts = { "core-api": "core/me", "animal-api": "animal/taxa", "media-api": "media/room", "ops-api": "ops/widgets" };
    for (const [service, path] of Object.entries(parts)) {
      const answer = await send("api", `/api/v1/${path}`, { headers });
      assert.equal(answer.status, 200, answer.text);
      assert.ok(portsOf(service).includes(answer.headers["x-upstream"]), `${path} came from ${answer.headers["x-upstream"]}`);
      assert.equal((await send(service, `/api/v1/${path}`, { headers })).status, 200);
    }
    assert.equal((await send("ops-api", "/api/v1/core/me", { headers })).status, 404, "a service's host has its own part only");
  });

  test("a host that nobody knows is misdirected, by nginx and by a process", async () => {
    assert.equal((await send("", "/", { host: "example.org" })).status, 421);
    const { port: to } = processes.find(({ service }) => service === "public");
    assert.equal((await send("", "/", { host: "example.org", to })).status, 421);
    assert.equal((await send("breeder", "/", { to })).status, 421, "a process plays its own role only");
  });
});

describe("people", () => {
  test("who signed in at one process is known to the other", async () => {
    const [first, second] = processes.filter(({ service }) => service === "breeder");
    const headers = { cookie: await cookie("robin", { to: first.port }) };
    assert.equal((await send("breeder", "/animals", { to: second.port, headers })).status, 200);
    const seen = new Set();
    for (let n = 0; n < 8; n += 1) {
      const answer = await send("breeder", "/animals", { headers });
      assert.equal(answer.status, 200);
      seen.add(answer.headers["x-upstream"]);
    }
    assert.equal(seen.size, 2);
  });

  test("an address that a visitor makes up counts for nothing; nginx's word does", async () => {
    const guess = (n, to) =>
      send("core-api", "/api/v1/core/sessions", {
        method: "POST",
        to,
        headers: { "content-type": "application/json", "x-forwarded-for": `203.0.113.${n}` },
        body: JSON.stringify({ email: `nobody-${to}@example.com`, password: "not-the-password-of-anybody" }),
      });
    // Ten tries at one account from one address in ten minutes.
    const through = [];
    for (let n = 0; n < 12; n += 1) through.push((await guess(n, port)).status);
    assert.deepEqual(through, [...Array(10).fill(401), 429, 429]);
    // Whoever could reach a process itself could be anybody: so nobody but nginx may.
    const { port: to } = processes.find(({ service }) => service === "core-api");
    const past = [];
    for (let n = 0; n < 12; n += 1) past.push((await guess(n, to)).status);
    assert.deepEqual(past, Array(12).fill(401));
  });
});

testPhotographs(cutOff);

describe("under load", () => {
  test("a killed process takes nothing with it but what it was answering, and comes back", async () => {
    const load = await Load.begin({ readers: 6, repeat: true });
    await pause(2000);
    const killed = ["public-1", "animal-api-1", "breeder-2"];
    const before = killed.map(pidOf);
    const began = Date.now();
    for (const pid of before) process.kill(pid, "SIGKILL");
    const ended = Date.now();
    await pause(3000);
    await until("they run again", 60, () => killed.every((name, n) => pidOf(name) !== before[n] && runs(name)));
    await pause(2000);
    await load.end();
    // Sent when the process was there already not to be seen dead; nginx repeats what may be repeated, so a page fails only in the middle of it.
    const later = load.bad.filter(({ sent, ended: over }) => !(sent <= ended + 100 && over >= began));
    assert.deepEqual(later, []);
    const refused = load.bad.filter(({ what, why }) => what.startsWith("GET") && !/broke off|aborted|hang up|ECONNRESET/.test(why));
    assert.deepEqual(refused, [], "a GET is answered by the other process");
    assert.ok(load.bad.length <= 9, `${load.bad.length} requests were in flight`);
    assert.equal(await load.missing(), 0, "acknowledged writes are there");
    assert.ok(load.good > 50 && load.writes > 5, `${load.good} good, ${load.writes} writes`);
    for (const name of killed) await until(`${name} serves`, 30, async () => (await direct(name)) === 200);
  });

  test("a process that is told to stop before nginx knows loses no write either", async (t) => {
    // What the server refuses is answered, so it takes many of them; lost is what nginx has no answer for.
    const answers = {};
    let going = true;
    const hammer = async () => {
      while (going) {
        const { status } = await send("", "/robots.txt", { method: "POST", headers: { "sec-fetch-site": "same-origin" } }).catch(() => ({ status: "broken" }));
        answers[status] = (answers[status] ?? 0) + 1;
      }
    };
    const hammers = Array.from({ length: 12 }, hammer);
    for (const name of ["public-1", "public-2", "public-1", "public-2"]) {
      const before = pidOf(name);
      process.kill(before, "SIGTERM");
      await until(`${name} is back`, 60, async () => pidOf(name) !== before && (await direct(name)) === 200);
    }
    going = false;
    await Promise.all(hammers);
    assert.deepEqual(Object.keys(answers), ["405"], JSON.stringify(answers));
    t.diagnostic(`${answers[405]} requests while four processes stopped`);
    assert.ok(answers[405] > 500);
  });

  test("a rolling restart of everything loses no request", async (t) => {
    const before = new Map(processes.map(({ name }) => [name, pidOf(name)]));
    const load = await Load.begin();
    const began = Date.now();
    await cluster("roll");
    const seconds = (Date.now() - began) / 1000;
    await load.end();
    for (const { name } of processes) assert.notEqual(pidOf(name), before.get(name), `${name} was restarted`);
    assert.deepEqual(load.bad, []);
    assert.equal(await load.missing(), 0, "acknowledged writes are there");
    t.diagnostic(`rolled ${processes.length} processes in ${seconds.toFixed(0)} s under ${load.good} requests, ${load.writes} of them writes`);
    assert.ok(load.good > 200 && load.writes > 20, `${load.good} good, ${load.writes} writes`);
  });
});

describe("watch", () => {
  const alerts = async () => {
    const answer = await send("", "/api/v2/alerts", { to: Number(process.env.ALERTMANAGER_PORT) });
    return JSON.parse(answer.text).map(({ labels, status }) => [labels.alertname, labels.role ?? labels.store ?? "", status.state].join(" ").trim());
  };
  const has = (line) => async () => (await alerts()).some((alert) => alert.startsWith(line)) || alerts();
  const hasNot = (line) => async () => !(await alerts()).some((alert) => alert.startsWith(line)) || alerts();

  test("Prometheus reaches every process, and the sign of life comes", async () => {
    const ask = async () => {
      const answer = await send("", "/api/v1/targets?state=active", { to: Number(process.env.PROMETHEUS_PORT) });
      const targets = JSON.parse(answer.text).data.activeTargets;
      const down = targets.filter(({ health }) => health !== "up").map(({ labels }) => labels.process ?? labels.job);
      return (targets.length >= processes.length && down.length === 0) || { targets: targets.length, down };
    };
    await until("all targets are up", 30, ask);
    await until("a sign of life", 30, () => pages.some(({ to }) => to === "/deadman"));
    await until("no role is missed", 30, hasNot("Role"));
  });

  test("a role without processes and a Redis that hangs are paged, and over when they are back", async () => {
    const redis = Number(readFileSync(`${process.env.REPTIDEX_CLUSTER}/redis/redis.pid`, "utf8"));
    await cluster("stop", "embed");
    process.kill(redis, "SIGSTOP");
    try {
      assert.equal((await send("embed", "/health")).status, 502);
      await until("RoleDown fires", 30, has("RoleDown embed active"));
      // Stores are looked at twice a minute.
      await until("StoreDown fires", 60, has("StoreDown redis active"));
      assert.equal((await send("", "/search?q=clown")).status, 200, "public reading goes on without Redis");
      const paged = (name) => pages.some(({ to, alerts }) => to === "/pager" && alerts.some(({ labels, status }) => labels.alertname === name && status === "firing"));
      await until("both are paged", 20, () => paged("RoleDown") && paged("StoreDown"));
    } finally {
      process.kill(redis, "SIGCONT");
      await cluster("start", "embed");
    }
    assert.equal((await send("embed", "/health")).status, 200);
    await until("RoleDown is over", 30, hasNot("RoleDown embed"));
    await until("StoreDown is over", 90, hasNot("StoreDown redis"));
    await until("the pager hears that it is over", 30, () => pages.some(({ to, alerts }) => to === "/pager" && alerts.some(({ labels, status }) => labels.alertname === "RoleDown" && status === "resolved")));
  });
});

describe("jobs", () => {
  test("what a killed worker had begun runs elsewhere, once", { timeout: 240_000 }, async (t) => {
    const { headers, id, rows, killed } = await importing;
    await until("the import ends", 230, async () => {
      const job = await json("animal-api", `/api/v1/animal/imports/${id}`, { headers });
      return job.state === "committed" || { state: job.state, done: job.done, total: job.total };
    });
    assert.equal(starts(), 2, "it was begun twice");
    assert.equal(await countOf(headers, "Cut off"), rows, "each row became one animal");
    t.diagnostic(`the import ended ${((Date.now() - killed) / 1000).toFixed(0)} s after its worker was killed`);
  });
});

testWhatWasCutOff(cutOff);

/** How often a worker began an import, by their logs. */
function starts(name) {
  const names = name ? [name] : processes.filter(({ service }) => service === "worker").map((worker) => worker.name);
  return names.reduce((sum, worker) => sum + logOf(worker).split("\n").filter((line) => line.includes("job started") && line.includes("animal_import")).length, 0);
}

/** Begins an import and kills the worker that runs it, halfway. */
async function beginImport() {
  const rows = 6000;
  const headers = await token("tom", "ember-dragons");
  const imports = "/api/v1/animal/imports";
  const csv = ["id,name,species,sex", ...Array.from({ length: rows }, (_, n) => `CUT-${n},Cut off ${n},Bearded dragon,female`)].join("\n");
  const upload = { method: "POST", headers: { ...headers, "content-type": "text/csv" }, body: csv, wanted: 201 };
  const { id } = await json("animal-api", `${imports}?file_name=cut.csv`, upload);
  await json("animal-api", `${imports}/${id}/preview`, { method: "POST", headers });
  await send("animal-api", `${imports}/${id}/commit`, { method: "POST", headers });
  const look = () => json("animal-api", `${imports}/${id}`, { headers });
  await until("the import is under way", 60, async () => {
    const job = await look();
    if (job.state === "committed") throw new Error("the import was over before its worker could be killed");
    return (job.state === "committing" && job.done > 0) || { state: job.state, done: job.done };
  });
  const worker = processes.find(({ service, name }) => service === "worker" && starts(name) > 0).name;
  process.kill(pidOf(worker), "SIGKILL");
  const killed = Date.now();
  const { state, done, total } = await look();
  assert.equal(state, "committing", `${done} of ${total}`);
  return { headers, id, rows, killed };
}

/** How many animals have a name that begins so. */
async function countOf(headers, name) {
  let count = 0;
  for (let cursor = ""; cursor !== undefined; ) {
    const page = await json("animal-api", `/api/v1/animal/animals?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`, { headers });
    count += page.items.filter((animal) => animal.name.startsWith(name)).length;
    cursor = page.next ?? undefined;
  }
  return count;
}
