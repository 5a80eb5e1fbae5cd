// Photographs for the tests: coarse patches, so that no two look alike, and grain, so that they are as heavy as one wants them. As PNG, which zlib writes.
import { deflateSync } from "node:zlib";

const table = Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit += 1) byte = byte & 1 ? 0xedb88320 ^ (byte >>> 1) : byte >>> 1;
  return byte >>> 0;
});

function chunk(kind, data) {
  const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(kind), data, Buffer.alloc(4)]);
  bytes.writeUInt32BE(data.length, 0);
  let crc = 0xffffffff;
  for (let at = 4; at < bytes.length - 4; at += 1) crc = table[(crc ^ bytes[at]) & 255] ^ (crc >>> 8);
  bytes.writeUInt32BE(~crc >>> 0, bytes.length - 4);
  return bytes;
}

/** A picture that nobody has sent before; `grain` is how far its bytes stray from their patch (a power of two, 256 being noise alone). */
export function png(width, height, { grain = 8 } = {}) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits of red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  const patches = Array.from({ length: 64 * 3 }, () => Math.random() * (256 - grain));
  let noise = 1 + Math.floor(Math.random() * 0x7fffffff);
  const lines = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0, at = 0; y < height; y += 1) {
    // The filter of a line: none.
    at += 1;
    const row = Math.floor((y * 8) / height) * 8;
    for (let x = 0; x < width; x += 1) {
      const patch = (row + Math.floor((x * 8) / width)) * 3;
      noise ^= noise << 13;
      noise ^= noise >>> 17;
      noise ^= noise << 5;
      for (let colour = 0; colour < 3; colour += 1, at += 1) lines[at] = patches[patch + colour] + ((noise >>> (colour * 8)) & (grain - 1));
    }
  }
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(lines, { level: 1 })), chunk("IEND", Buffer.alloc(0))]);
}
