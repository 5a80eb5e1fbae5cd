// `kill -9` of whoever takes a photograph that is sent in parts. Locks of the database hold a process up exactly where it is to be killed.
import assert from "node:assert/strict";
import http from "node:http";
import { describe, test } from "node:test";
import { png } from "./png.mjs";
import { MEDIA, asUsual, begin, finish, newAnimal, partOf, put, ready, stateOf } from "./sending.mjs";
import { hold, objects, openUploads, sql } from "./stores.mjs";
import { hostOf, json, kill, pause, port, send, token, until } from "./support.mjs";

const apis = ["media-api-1", "media-api-2"];
const hosts = ["media-1", "media-2"];

/** Sends half of a part and no more; how that ends. */
function putHalf(part, file) {
  const { path, bytes } = partOf(part, file);
  const headers = { host: hostOf("media"), "content-type": "application/octet-stream", "content-length": bytes.length };
  const request = http.request({ host: "127.0.0.1", port, agent: false, method: "PUT", path, headers });
  const ended = new Promise((done) => {
    request.on("response", (answer) => done(answer.resume().statusCode));
    request.on("error", (error) => done(error.message));
  });
  request.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
  return ended;
}

/** Sends something that has to wait for the lock, and kills those who could be doing it; what came back. */
async function killWaiting(statement, names, request) {
  const lock = await hold(statement);
  try {
    const answer = request().catch((error) => ({ status: error.message }));
    await until("it waits", 30, async () => (await lock.waiters()) >= 1);
    const back = kill(...names);
    const { status } = await answer;
    await lock.release();
    await back();
    return status;
  } finally {
    await lock.release();
  }
}

export function testPhotographs(cutOff) {
  describe("photographs that are sent", () => {
    test("an upload goes on where it was, whoever takes it is killed: at its beginning, in a part, between parts, at its end", { timeout: 240_000 }, async () => {
      await cutOff.catch(() => {});
      const headers = await token("lena", "bergland-geckos");
      const [animal, twin] = [await newAnimal(headers, "Interrupted"), await newAnimal(headers, "Undisturbed")];
      const file = png(2400, 1800, { grain: 256 });
      const parts = async (id) => (await json("media-api", `${MEDIA}/uploads/${id}`, { headers })).parts;
      const here = async (id) => (await parts(id)).map((part) => part.here);
      const post = (path, body = "") => send("media-api", MEDIA + path, { method: "POST", headers: { ...headers, "content-type": "application/json" }, body });

      // The store has a place for it, and no row says so.
      const lost = JSON.stringify({ name: "lost.png", size: file.length });
      const begun = await killWaiting(`SELECT FROM animal.animal WHERE id = '${animal}' FOR UPDATE`, apis, () => post(`/animals/${animal}/photos`, lost));
      assert.notEqual(begun, 201);
      assert.deepEqual(await sql(`SELECT id FROM media.photo WHERE animal_id = '${animal}'`), []);
      assert.equal(openUploads().length, 1, "a sweep will find it");

      const { id, parts: three } = await begin(headers, animal, file);
      assert.equal(three.length, 3);
      await put(three[0], file);
      for (const name of apis) await kill(name)();
      assert.deepEqual(await here(id), [true, false, false]);

      const half = putHalf(three[1], file);
      await pause(500);
      const back = kill(...hosts);
      assert.notEqual(await half, 204);
      await back();
      assert.deepEqual(await here(id), [true, false, false]);
      for (const part of (await parts(id)).filter((part) => !part.here)) {
        await put(part, file);
        await kill(...apis, ...hosts)();
      }
      assert.deepEqual(await here(id), [true, true, true]);

      // The parts are joined, and no row says so.
      const finished = await killWaiting(`SELECT FROM media.photo WHERE id = '${id}' FOR UPDATE`, apis, () => post(`/uploads/${id}/finish`));
      assert.notEqual(finished, 202);
      assert.deepEqual([await stateOf(id), objects("originals", id).length], ["uploading", 1]);
      assert.deepEqual(await here(id), [true, true, true], "whoever asks is told to finish, not to send it all again");
      await finish(headers, id);
      await ready([id], 60);
      assert.equal((await finish(headers, id)).state, "ready", "finished once more is the same");
      await asUsual(headers, animal, id, file, twin);
    });
  });
}
