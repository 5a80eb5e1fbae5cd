// Constant load on every service: people who read, and breeders whose every write is read back.
import { randomUUID } from "node:crypto";
import { BALL_PYTHON, cookie, json, pause, send, token } from "./support.mjs";

const breeders = [
  ["lena", "bergland-geckos"],
  ["marco", "sonoran-serpents"],
  ["aisha", "tidewater-giants"],
];

export class Load {
  /** Requests that were answered as they should be. */
  good = 0;
  /** The others: what, why, and when it was sent and ended. */
  bad = [];
  /** Animals whose saving was acknowledged, by the breeder whose they are. */
  written = new Map();
  #going = true;
  #loops = [];

  /** Begins, with `readers` requests for pages and files at a time. */
  static async begin({ readers = 4, repeat = false } = {}) {
    const load = new Load();
    const robin = { cookie: await cookie("robin") };
    const people = [];
    for (const [name, vivarium] of breeders) people.push([name, await token(name, vivarium)]);
    const headers = await token("sofia", "nocturne-morphs");
    const picture = /http:\/\/media\.localhost:\d+(\/p\/[^"? ]+)/.exec((await send("", "/")).text)?.[1];
    const reads = [
      ["", "/"],
      ["", "/search?q=clown"],
      ["breeder", "/animals", robin],
      ["admin", "/sign-in"],
      ["embed", "/w/demo-card-riverside"],
      ["media", picture ?? "/health"],
      ["core-api", "/api/v1/core/me", headers],
      ["media-api", "/api/v1/media/room", headers],
      ["ops-api", "/api/v1/ops/widgets", headers],
    ];
    for (let n = 0; n < readers; n += 1) load.#loops.push(load.#read(reads, n));
    for (const [name, headers] of people) load.#loops.push(load.#write(name, headers, repeat));
    return load;
  }

  /** Ends it once everything that was sent is answered. */
  async end() {
    this.#going = false;
    await Promise.all(this.#loops);
  }

  async #read(reads, n) {
    for (let turn = n; this.#going; turn += 1) {
      const [label, path, headers] = reads[turn % reads.length];
      await this.#count(`GET ${label}${path}`, () => send(label, path, { headers }), [200]);
      await pause(100);
    }
  }

  /** Saves an animal and reads it back, over and over. With `repeat` a save that failed is sent again, as a program does that has an idempotency key. */
  async #write(name, headers, repeat) {
    const saved = [];
    this.written.set(name, { headers, saved });
    while (this.#going) {
      const animal = `Load ${randomUUID()}`;
      const request = {
        method: "POST",
        headers: { ...headers, "content-type": "application/json", "idempotency-key": randomUUID() },
        body: JSON.stringify({ taxon_id: BALL_PYTHON, name: animal }),
      };
      const post = (wanted) => this.#count("POST an animal", () => send("animal-api", "/api/v1/animal/animals", request), wanted);
      let made = await post([201]);
      if (!made && repeat) {
        await pause(300);
        // 409: cut off when nobody knew yet whether it took effect, or it isn't known yet that it was.
        made = await post([201, 409]);
      }
      if (made?.status === 201) {
        const id = JSON.parse(made.text).id;
        saved.push(id);
        const back = await this.#count("GET what was written", () => send("api", `/api/v1/animal/animals/${id}`, { headers }), [200]);
        if (back && JSON.parse(back.text).fields.name !== animal) this.bad.push({ what: "GET what was written", why: "it is another one" });
      }
      await pause(500);
    }
  }

  async #count(what, ask, wanted) {
    const sent = Date.now();
    let why;
    try {
      const answer = await ask();
      if (wanted.includes(answer.status)) {
        this.good += 1;
        return answer;
      }
      why = `${answer.status} from ${answer.headers["x-upstream"]}: ${answer.text.slice(0, 200)}`;
    } catch (error) {
      why = error.message;
    }
    this.bad.push({ what, why, sent, ended: Date.now() });
  }

  /** How many of the acknowledged writes the list of their breeder doesn't have. */
  async missing() {
    let missing = 0;
    for (const { headers, saved } of this.written.values()) {
      const there = new Set();
      for (let cursor = ""; cursor !== undefined; ) {
        const page = await json("animal-api", `/api/v1/animal/animals?limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`, { headers });
        for (const { id } of page.items) there.add(id);
        cursor = page.next ?? undefined;
      }
      missing += saved.filter((id) => !there.has(id)).length;
    }
    return missing;
  }

  get writes() {
    return [...this.written.values()].reduce((sum, { saved }) => sum + saved.length, 0);
  }
}
