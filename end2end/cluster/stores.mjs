// The cluster's stores, looked into behind the program's back: its database, as its owner, and the folder that its photographs lie in.
import { execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, utimesSync } from "node:fs";
import { promisify } from "node:util";
import { until } from "./support.mjs";

const media = process.env.REPTIDEX_MEDIA_DIR;
const psql = ["-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", process.env.DATABASE_URL];

/** One statement; its rows, each as a line with its columns apart by "|". */
export async function sql(statement) {
  const { stdout } = await promisify(execFile)("psql", [...psql, "-c", statement]);
  return stdout.split("\n").filter((line) => line !== "");
}

/**
 * Keeps the locks of a statement, so that a process stands still exactly there where it wants one of them. `waiters` says how many do, `release` lets
 * them go on.
 */
export async function hold(statement) {
  const name = `hold ${randomUUID()}`;
  const session = spawn("psql", psql, { stdio: ["pipe", "ignore", "inherit"], env: { ...process.env, PGAPPNAME: name } });
  const ended = new Promise((done) => session.on("exit", done));
  session.stdin.write(`BEGIN;\n${statement};\nSELECT 'held';\n`);
  let pid;
  await until(`the lock is held (${statement})`, 20, async () => {
    [pid] = await sql(`SELECT pid FROM pg_stat_activity WHERE application_name = '${name}' AND state = 'idle in transaction' AND query LIKE '%held%'`);
    return pid !== undefined;
  });
  return {
    waiters: async () => Number((await sql(`SELECT count(*) FROM pg_stat_activity WHERE ${pid} = ANY (pg_blocking_pids(pid))`))[0]),
    release: () => {
      if (!session.stdin.writableEnded) session.stdin.end("ROLLBACK;\n");
      return ended;
    },
  };
}

const entries = (folder) => (existsSync(`${media}/${folder}`) ? readdirSync(`${media}/${folder}`) : []);

/** The objects whose keys begin with a folder and a name: `originals/0193…`. */
export function objects(folder, name = "") {
  const files = entries(`objects/${folder}`).filter((entry) => entry.startsWith(name));
  const inside = (entry) => (statSync(`${media}/objects/${folder}/${entry}`).isDirectory() ? entries(`objects/${folder}/${entry}`).map((file) => `${entry}/${file}`) : [entry]);
  return files.flatMap(inside).map((key) => `${folder}/${key}`);
}

/** An object's bytes. */
export const object = (key) => readFileSync(`${media}/objects/${key}`);

/** All that lies there of a photograph. */
export const objectsOf = (id) => [...objects("originals", id), ...objects("pictures", id)];

/** The photographs whose uploads have a place of their own, by what is noted there. */
export const openUploads = () => entries("uploads").map((upload) => readFileSync(`${media}/uploads/${upload}/key`, "utf8").replace("originals/", ""));

/** Files that somebody is writing, or was. */
export const halfWritten = () => entries("tmp");

/** Makes everything so many days older: a sweep leaves alone what is young, for its row may still come. */
export function age(days) {
  const then = Date.now() / 1000 - days * 86_400;
  const older = (path) => {
    if (statSync(path).isDirectory()) for (const entry of readdirSync(path)) older(`${path}/${entry}`);
    utimesSync(path, then, then);
  };
  if (existsSync(media)) older(media);
}

/**
 * What there is and no row names, and what a row names and isn't there: both empty where all is well. An upload that goes on has a place of its own, or is
 * joined already and only wants to be finished.
 */
export async function amiss() {
  const there = new Set([...objects("originals"), ...objects("pictures")]);
  const open = new Set(openUploads());
  const wanted = new Set();
  for (const line of await sql("SELECT id, state, kind, coalesce(mark, ''), array_to_string(widths, ' '), array_to_string(coalesce(avif, '{}'), ' '), size FROM media.photo")) {
    const [id, state, kind, mark, widths, avif, size] = line.split("|");
    const original = `originals/${id}`;
    if (state === "uploading" && open.delete(id)) continue;
    wanted.add(original);
    if (there.has(original) && object(original).length !== Number(size)) wanted.add(`${original} of ${size} bytes`);
    if (state !== "ready" || kind !== "photo") continue;
    for (const width of widths.split(" ")) for (const ending of ["webp", "jpg"]) wanted.add(`pictures/${id}-${mark}/${width}.${ending}`);
    for (const width of avif.split(" ").filter(Boolean)) wanted.add(`pictures/${id}-${mark}/${width}.avif`);
  }
  return {
    strays: [...[...there].filter((key) => !wanted.has(key)), ...open, ...halfWritten()],
    missing: [...wanted].filter((key) => !there.has(key)),
  };
}
