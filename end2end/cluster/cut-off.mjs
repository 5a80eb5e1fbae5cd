// `kill -9` of workers that prepare and purge photographs: nothing is lost, and after a sweep nothing lies about. Locks of the database hold a worker up
// exactly where it is to be killed.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { png } from "./png.mjs";
import { MEDIA, asUsual, bring, finish, newAnimal, ready, stateOf } from "./sending.mjs";
import { age, amiss, hold, objects, objectsOf, sql } from "./stores.mjs";
import { json, logOf, pidOf, processes, token, until } from "./support.mjs";

const workers = processes.filter(({ service }) => service === "worker").map(({ name }) => name);
const TASKS = "('photo_prepare', 'photo_compare', 'photo_sweep', 'photo_purge')";
// Made before anything begins: nobody is answered meanwhile.
const large = [png(4000, 3000), png(4000, 3000)];
const small = Array.from({ length: 6 }, () => png(900, 600));

/** To both workers. */
function signal(what) {
  for (const name of workers) {
    try {
      process.kill(pidOf(name), what);
    } catch (error) {
      // Gone, and not yet started anew.
      if (error.code !== "ESRCH") throw error;
    }
  }
}

const listed = (ids) => ids.map((id) => `'${id}'`).join(", ");
const remove = (headers, id) => json("media-api", `${MEDIA}/photos/${id}`, { method: "DELETE", wanted: 204, headers });
/** As if they had been removed so long ago; the first one first. */
const removedLongAgo = (ids) => Promise.all(ids.map((id, n) => sql(`UPDATE media.photo SET archived_at = now() - interval '40 days' + ${n} * interval '1 hour' WHERE id = '${id}'`)));
const sweep = () => sql("SELECT ops.enqueue('photo_sweep', '{}', 'photo_sweep', 3, now())");

/**
 * Kills both workers at once, in the middle of four photographs and a purge: two are being decoded; of two all files are written and the row isn't; of three
 * that are purged one has lost its files and has its row. A dead worker is noticed after two minutes, so this is begun first and looked at last.
 */
export async function cutOffWorkers(first) {
  const headers = await token("sofia", "nocturne-morphs");
  const animal = await newAnimal(headers, "Cut off");
  const decoded = [];
  for (const file of large) decoded.push(await bring(headers, animal, file));
  const others = [];
  for (const file of small) others.push(await bring(headers, animal, file));
  const [written, dropped, kept, ...purged] = others;
  await first.catch(() => {});
  for (const id of [kept, ...purged]) await finish(headers, id);
  await ready([kept, ...purged], 60);

  const locks = [];
  try {
    signal("SIGSTOP");
    for (const id of [written, dropped]) await finish(headers, id);
    locks.push(await hold(`SELECT FROM media.photo WHERE id IN (${listed([written, dropped])}) FOR UPDATE`));
    signal("SIGCONT");
    await until("two photographs wait for their rows", 60, async () => (await locks[0].waiters()) >= 2);

    for (const id of purged) await remove(headers, id);
    await removedLongAgo(purged);
    // A photograph that is deleted takes what it resembles along.
    locks.push(await hold("LOCK TABLE media.likeness IN ACCESS EXCLUSIVE MODE"));
    await sweep();
    await until("the sweep waits for a row's end", 60, async () => objectsOf(purged[0]).length === 0 && (await locks[1].waiters()) >= 1);

    for (const id of decoded) await finish(headers, id);
    const begun = () => sql(`SELECT key FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL AND key IN (${listed(decoded.map((id) => `photo_prepare:${id}`))})`);
    // Without a pause: it is over in half a second.
    for (const end = Date.now() + 60_000; (await begun()).length === 0 && Date.now() < end; );
    signal("SIGKILL");
    const killed = Date.now();
    const held = await begun();
    const states = await Promise.all([...decoded, written, dropped].map(stateOf));
    const decoding = held.filter((key) => states[decoded.indexOf(key.split(":")[1])] === "processing").length;
    const files = [written, dropped].map((id) => objects("pictures", id).length);
    const left = purged.map((id) => objectsOf(id).length);
    const records = await sql(`SELECT id FROM media.photo WHERE id IN (${listed(purged)})`);
    await Promise.all(locks.splice(0).map((lock) => lock.release()));
    // Removed while its files were there and its row didn't know of them.
    await remove(headers, dropped);
    await removedLongAgo([dropped]);
    return { headers, animal, killed, sent: [...large, small[0]], ids: [...decoded, written], dropped, kept, purged, decoding, states, files, left, records };
  } finally {
    // Where it came to nothing, nobody else is to stand still.
    signal("SIGCONT");
    await Promise.all(locks.map((lock) => lock.release()));
  }
}

export function testWhatWasCutOff(cutOff) {
  describe("photographs whose workers were killed", () => {
    test("what was being prepared becomes ready, as if nothing had been", { timeout: 240_000 }, async (t) => {
      const { headers, animal, killed, sent, ids, decoding, states, files } = await cutOff;
      assert.ok(decoding >= 1, "a worker had begun with a large one, and was not through with it");
      assert.deepEqual(states.slice(2), ["processing", "processing"]);
      assert.ok(files.every((count) => count > 0), "of two all files were there");
      await ready(ids, 230);
      t.diagnostic(`${decoding} of two large ones were being decoded; all are ready ${((Date.now() - killed) / 1000).toFixed(0)} s after the kill at the latest`);
      const twin = await newAnimal(headers, "Not cut off");
      for (const [n, id] of ids.entries()) await asUsual(headers, animal, id, sent[n], twin);
      assert.equal(objects("pictures", ids[2]).length, files[0], "as many files as before the kill");
    });

    test("what was being purged is gone, and nothing else", { timeout: 240_000 }, async () => {
      const { purged, dropped, kept, left, records } = await cutOff;
      assert.equal(left[0], 0, "one had lost its files");
      assert.ok(left[1] > 0 && left[2] > 0, "two had theirs");
      assert.equal(records.length, 3, "all had their rows");
      await until("the rows are gone", 230, async () => (await sql(`SELECT id FROM media.photo WHERE id IN (${listed([...purged, dropped])})`)).length === 0);
      assert.deepEqual(purged.flatMap(objectsOf), []);
      assert.ok(objectsOf(kept).length > 2);
      assert.deepEqual((await amiss()).missing, []);
    });

    test("after a sweep every file belongs to a row, and every row has its files", { timeout: 240_000 }, async (t) => {
      const { dropped } = await cutOff;
      const idle = () =>
        until("no photograph is waited for", 200, async () => {
          const jobs = await sql(`SELECT t.identifier FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier IN ${TASKS}`);
          return jobs.length === 0 || jobs;
        });
      await idle();
      const before = await amiss();
      assert.ok(objects("pictures", dropped).length > 0 && before.strays.length > 1, "there is something to sweep up");
      age(2);
      await sweep();
      await idle();
      assert.deepEqual(await amiss(), { strays: [], missing: [] });
      assert.deepEqual(objectsOf(dropped), []);
      const swept = workers.flatMap((name) => logOf(name).split("\n").filter((line) => line.includes("photographs swept")));
      t.diagnostic(`${before.strays.length} strays before; ${swept.length} sweeps ended`);
      assert.deepEqual(await sql("SELECT id FROM media.photo WHERE state <> 'ready'"), []);
    });
  });
}
