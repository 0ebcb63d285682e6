import { crc32, deflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';

/** Colours as 0xBBGGRR, row by row. */
type Pixels = { width: number; height: number; colours: number[] };

/** The pixels of a picture without transparency, as the browser decodes it. */
const pixelsOf = (page: Page, png: Buffer): Promise<Pixels> =>
  page.evaluate(
    async url => {
      const bitmap = await createImageBitmap(await (await fetch(url)).blob());
      const { width, height } = bitmap;
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context?.drawImage(bitmap, 0, 0);
      const data = context?.getImageData(0, 0, width, height).data.buffer ?? new ArrayBuffer(0);
      return { width, height, colours: Array.from(new Uint32Array(data), one => one & 0xffffff) };
    },
    `data:image/png;base64,${png.toString('base64')}`,
  );

const parts = (colour: number): number[] => [colour & 255, (colour >> 8) & 255, colour >> 16];

const distance = (a: number, b: number): number => {
  const other = parts(b);
  return parts(a).reduce((sum, value, i) => sum + (value - (other[i] ?? 0)) ** 2, 0);
};

function byCount(colours: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
}

/** At most 256 colours: the commonest that are well apart first, so that flat surfaces keep theirs exactly. */
function paletteOf(colours: readonly number[]): number[] {
  const palette: number[] = [];
  for (let apart = 48; apart >= 1; apart /= 2) {
    const far = (colour: number) => palette.every(one => distance(one, colour) >= apart * apart);
    for (const colour of colours) if (palette.length < 256 && far(colour)) palette.push(colour);
  }
  return palette;
}

/** The place in the palette that is nearest to a colour. */
function nearestIn(palette: readonly number[]): (colour: number) => number {
  const known = new Map(palette.map((colour, i) => [colour, i]));
  return colour => {
    const found = known.get(colour);
    if (found !== undefined) return found;
    const distances = palette.map(one => distance(one, colour));
    const best = distances.indexOf(Math.min(...distances));
    known.set(colour, best);
    return best;
  };
}

/** Source of the format: the PNG specification, third edition, 5.3 and 11.2. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A screenshot as a PNG of at most 256 colours, each pixel the nearest of them: a third of the size. */
export async function smallPng(page: Page, png: Buffer): Promise<Buffer> {
  const { width, height, colours } = await pixelsOf(page, png);
  const palette = paletteOf(byCount(colours));
  const indexOf = nearestIn(palette);
  const rows = Buffer.alloc((width + 1) * height);
  for (const [i, colour] of colours.entries()) rows[i + Math.floor(i / width) + 1] = indexOf(colour);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits, palette.
  head.set([8, 3], 8);
  return Buffer.concat([
    png.subarray(0, 8),
    chunk('IHDR', head),
    chunk('PLTE', Buffer.from(palette.flatMap(parts))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
