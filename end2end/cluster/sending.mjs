// Photographs sent by the API, as a program does that docs/api.md has taught: begun, put part by part, finished; and what becomes of them.
import assert from "node:assert/strict";
import { object, objects, sql } from "./stores.mjs";
import { BALL_PYTHON, json, send, until } from "./support.mjs";

export const MEDIA = "/api/v1/media";

/** A public animal of its own. */
export async function newAnimal(headers, name) {
  const made = await json("animal-api", "/api/v1/animal/animals", { method: "POST", wanted: 201, headers, send: { taxon_id: BALL_PYTHON, name, visibility: "public" } });
  return made.id;
}

export const begin = (headers, animal, file) =>
  json("media-api", `${MEDIA}/animals/${animal}/photos`, { method: "POST", wanted: 201, headers, send: { name: "photo.png", size: file.length } });

/** Where a part goes, and its bytes. */
export function partOf({ url, start, size }, file) {
  const { pathname, search } = new URL(url);
  return { path: pathname + search, bytes: file.subarray(start, start + size) };
}

export async function put(part, file) {
  const { path, bytes } = partOf(part, file);
  const answer = await send("media", path, { method: "PUT", body: bytes, headers: { "content-type": "application/octet-stream" } });
  assert.equal(answer.status, 204, answer.text);
}

export const finish = (headers, id) => json("media-api", `${MEDIA}/uploads/${id}/finish`, { method: "POST", wanted: 202, headers });

/** All but the finishing. */
export async function bring(headers, animal, file) {
  const { id, parts } = await begin(headers, animal, file);
  for (const part of parts) await put(part, file);
  return id;
}

/** By the row itself: a lock that a test holds may keep the API from saying it. */
export const stateOf = async (id) => (await sql(`SELECT state FROM media.photo WHERE id = '${id}'`))[0];

export const ready = (ids, seconds) =>
  until("the photographs are ready", seconds, async () => {
    const states = await Promise.all(ids.map(stateOf));
    return states.every((state) => state === "ready") || states;
  });

/** What a photograph's files are called, in order, with the bytes of each. */
export function variantsOf(id) {
  const keys = objects("pictures", id).sort();
  const folders = new Set(keys.map((key) => key.split("/")[1]));
  assert.ok(folders.size <= 1, `one folder of files, not ${[...folders]}`);
  return keys.map((key) => [key.split("/")[2], object(key)]);
}

/**
 * The photograph is shown to everybody, and each of its files is, byte by byte, what comes of the same file where nothing is cut off: `twin` is the same
 * photograph of another animal. How many files that are.
 */
export async function asUsual(headers, animal, id, file, twin) {
  const twinId = await bring(headers, twin, file);
  await finish(headers, twinId);
  await ready([twinId], 60);
  const [variants, usual] = [variantsOf(id), variantsOf(twinId)];
  assert.deepEqual(
    variants.map(([name]) => name),
    usual.map(([name]) => name),
  );
  const shown = (await json("media-api", `${MEDIA}/public/animals/${animal}/photos`)).find((photo) => photo.id === id);
  assert.equal(variants.length, shown.files.widths.length * 2, "each width as WebP and as JPEG");
  for (const [n, [name, bytes]] of variants.entries()) {
    const answer = await send("media", `${new URL(shown.files.base).pathname}/${name}`);
    assert.equal(answer.status, 200, name);
    assert.ok(answer.bytes.equals(bytes) && answer.bytes.equals(usual[n][1]), `${name} has the bytes that it should`);
    assert.equal(answer.headers["content-type"], name.endsWith("webp") ? "image/webp" : "image/jpeg");
  }
  assert.ok(object(`originals/${id}`).equals(file), "what was sent lies there as it was");
  return variants.length;
}
