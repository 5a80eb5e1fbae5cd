// Somebody of the demo data who asks the API, for what is measured as a whole piece of work.
import { request } from "node:http";
import { password, people } from "./people.mjs";

/** One request to a host of this machine's server; anything but success ends it with a message. */
function send(port, method, host, path, headers, body) {
  return new Promise((resolve, reject) => {
    const call = request({ host: "127.0.0.1", port, path, method, headers: { Host: host, ...headers } }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => {
        const text = Buffer.concat(parts).toString();
        if (answer.statusCode >= 300) reject(new Error(`${method} ${path}: ${answer.statusCode} ${text.slice(0, 400)}`));
        else resolve(text ? JSON.parse(text) : {});
      });
    });
    call.on("error", reject);
    call.end(body);
  });
}

/**
 * Who is signed in: `ask(method, path, headers, body)` of the API, `json(method, path, value)`, `put(url, bytes)` to a signed address, and
 * `timed(what, count, work)`, which prints "ROW what count seconds".
 */
export async function client(port) {
  const as = {};
  const ask = (method, path, headers = {}, body = undefined) => send(port, method, "api.localhost", `/api/v1/${path}`, { ...as, ...headers }, body);
  const json = (method, path, value) => ask(method, path, { "Content-Type": "application/json" }, JSON.stringify(value));
  const put = (url, bytes) => {
    const { host, pathname, search } = new URL(url);
    return send(port, "PUT", host, pathname + search, {}, bytes);
  };
  const timed = async (what, count, work) => {
    const from = performance.now();
    const result = await work();
    console.log(`ROW ${what} ${count} ${((performance.now() - from) / 1000).toFixed(2)}`);
    return result;
  };
  const [email, vivarium] = people[0];
  const { access_token } = await json("POST", "core/sessions", { email, password });
  Object.assign(as, { Authorization: `Bearer ${access_token}`, "X-Vivarium": vivarium });
  return { ask, json, put, timed };
}
