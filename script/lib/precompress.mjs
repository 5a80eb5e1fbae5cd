// Writes FILE.gz and FILE.br beside each file of a site, as small as they get:
//   node precompress.mjs FOLDER
// What hardly shrinks (fonts, pictures) is left alone: the server then sends it as it is.
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const WORTH = 0.97;
const packed = /\.(gz|br)$/;
const isOlder = (path, than) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) < than;

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
const gzip = (bytes) => gzipSync(bytes, { level: 9 });

const [folder] = process.argv.slice(2);
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || packed.test(entry.name)) continue;
  const path = join(entry.parentPath, entry.name);
  const written = statSync(path).mtimeMs;
  let bytes;
  for (const [ending, pack] of [[".gz", gzip], [".br", brotli]]) {
    if (!isOlder(path + ending, written)) continue;
    bytes ??= readFileSync(path);
    const small = pack(bytes);
    if (small.length < bytes.length * WORTH) writeFileSync(path + ending, small);
    else rmSync(path + ending, { force: true });
  }
}
