// Photographs as a breeder sends them, for script/bench: sent in parts, and waited for until pages show them.
//   node photos.mjs PORT PHOTO.jpg COUNT   prints "ROW what count seconds"; anything unexpected ends it with a message
import { readFileSync } from "node:fs";
import { client } from "./client.mjs";

const [port, path, count] = process.argv.slice(2);
const { ask, json, put, timed } = await client(Number(port));
const photo = readFileSync(path);

/** The same picture in another file: with a comment behind the two bytes that begin every JPEG. */
function numbered(number) {
  const comment = Buffer.from([0xff, 0xfe, 0, 4, number >> 8, number & 0xff]);
  return Buffer.concat([photo.subarray(0, 2), comment, photo.subarray(2)]);
}

async function sent(animal, number) {
  const bytes = numbered(number);
  const upload = await json("POST", `media/animals/${animal}/photos`, { name: `bench-${number}.jpg`, size: bytes.length });
  for (const { start, size, url } of upload.parts) await put(url, bytes.subarray(start, start + size));
  await ask("POST", `media/uploads/${upload.id}/finish`);
  return upload.id;
}

/** Asked twice a second of the animal's list, whatever the number of photos. */
async function shown(animal, wanted) {
  for (;;) {
    const photos = await ask("GET", `media/animals/${animal}/photos`);
    const states = (photos.items ?? photos).filter(({ id }) => wanted.has(id)).map(({ state }) => state);
    if (states.includes("rejected")) throw new Error(`A photo was refused: ${states}`);
    if (states.every((state) => state === "ready")) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

const [animal] = (await ask("GET", "animal/animals?limit=1")).items;
const ids = new Set();
await timed("photos-sent", count, async () => {
  for (let number = 0; number < Number(count); number += 1) ids.add(await sent(animal.id, number));
});
await timed("photos-ready", count, () => shown(animal.id, ids));
