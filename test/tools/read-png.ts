import { inflateSync } from 'node:zlib';

export type Pixels = { width: number; height: number; at(x: number, y: number): string };

const paeth = (a: number, b: number, c: number): number => {
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  if (pa <= pb && pa <= pc) return a;
  return pb <= pc ? b : c;
};

const predicted = (filter: number, a: number, b: number, c: number): number =>
  [0, a, b, (a + b) >> 1, paeth(a, b, c)][filter] ?? 0;

/** The bytes of all IDAT chunks. */
function dataOf(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at < bytes.length; at += bytes.readUInt32BE(at) + 12) {
    const isData = bytes.toString('latin1', at + 4, at + 8) === 'IDAT';
    if (isData) parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  return inflateSync(Buffer.concat(parts));
}

/** Undoes the filter of one row in place; four bytes a pixel. */
function unfilter(filter: number, row: Buffer, above: Buffer): void {
  for (let x = 0; x < row.length; x++) {
    row[x] = (row[x] ?? 0) + predicted(filter, row[x - 4] ?? 0, above[x] ?? 0, above[x - 4] ?? 0);
  }
}

/** The pixels of a PNG of 8-bit RGBA without interlacing (PNG specification, sections 9 and 10), as `#rrggbb`. */
export function readPng(png: Uint8Array): Pixels {
  const bytes = Buffer.from(png);
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const raw = dataOf(bytes);
  const rows: Buffer[] = [];
  for (let y = 0; y < height; y++) {
    const start = y * (width * 4 + 1);
    const row = raw.subarray(start + 1, start + 1 + width * 4);
    unfilter(raw[start] ?? 0, row, rows.at(-1) ?? Buffer.alloc(width * 4));
    rows.push(row);
  }
  return { width, height, at: (x, y) => `#${rows[y]?.toString('hex', x * 4, x * 4 + 3)}` };
}
