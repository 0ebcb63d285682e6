import { describe, expect, it } from 'vitest';
import { chartPalettes } from '../../tools/chart-palette.ts';
import { chartPicture } from '../../tools/chart-picture.ts';
import { chartSpecs } from './chart-specs.ts';
import { type Pixels, readPng } from './read-png.ts';

type Area = { left: number; top: number; right: number; bottom: number };

/** Pixels of an area that are not the background; with `color`, those of that colour. */
function ink(pixels: Pixels, { left, top, right, bottom }: Area, background: string, color?: string): number {
  let count = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const found = pixels.at(x, y);
      if (color === undefined ? found !== background : found === color) count += 1;
    }
  }
  return count;
}

const { surface } = chartPalettes.light;
const whole = ({ width, height }: Pixels): Area => ({ left: 0, top: 0, right: width, bottom: height });

describe('a chart as a picture', () => {
  it.each([
    [360, 260],
    [961, 541],
    [1280, 720],
  ])('is exactly %i by %i pixels', async (width, height) => {
    const pixels = readPng(await chartPicture(chartSpecs.candles(), { width, height }));
    expect([pixels.width, pixels.height]).toEqual([width, height]);
    expect(pixels.at(0, 0)).toBe(surface);
    expect(pixels.at(width - 1, height - 1)).toBe(surface);
  });

  it.each(Object.entries(chartSpecs))('shows %s', async (_name, spec) => {
    const pixels = readPng(await chartPicture(spec(), { width: 360, height: 260 }));
    expect(ink(pixels, whole(pixels), surface)).toBeGreaterThan(1500);
  });

  it('sets its text in the packaged font, so that no font of the system is needed', async () => {
    const title: Area = { left: 8, top: 6, right: 200, bottom: 28 };
    const spec = chartSpecs.bars();
    const named = readPng(await chartPicture(spec, { width: 360, height: 260 }));
    const unnamed = readPng(await chartPicture({ ...spec, title: '' }, { width: 360, height: 260 }));
    expect(ink(named, title, surface), 'letters of the title').toBeGreaterThan(300);
    expect(ink(unnamed, title, surface), 'no title, no ink').toBe(0);
    const axis: Area = { left: 20, top: 236, right: 340, bottom: 258 };
    expect(ink(named, axis, surface), 'labels below the bars').toBeGreaterThan(60);
  });

  it('has rising and falling candles in their colours', async () => {
    const pixels = readPng(await chartPicture(chartSpecs.candles(20), { width: 360, height: 260 }));
    const { rising, falling } = chartPalettes.light;
    expect(ink(pixels, whole(pixels), surface, rising)).toBeGreaterThan(100);
    expect(ink(pixels, whole(pixels), surface, falling)).toBeGreaterThan(100);
  });

  it('is dark on request', async () => {
    const pixels = readPng(await chartPicture(chartSpecs.lines(), { width: 360, height: 260, theme: 'dark' }));
    expect(pixels.at(0, 0)).toBe(chartPalettes.dark.surface);
  });
});
