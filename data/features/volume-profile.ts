import { z } from 'zod';
import { at } from '../at.ts';
import { defineKernel } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { openRollingExtreme } from './rolling-extreme.ts';
import { rows } from './rows-parameter.ts';

/**
 * Volume by price over the last `period` rows, in `bins` equal steps between their lowest low and highest high; the volume
 * of a row counts at the middle of its range. `control` is the middle of the fullest step (point of control; the lowest of
 * equal ones), `share` its part of all volume. NaN where the window has no width or no volume.
 * Source: Steidlmayer, "Markets and Market Logic", 1986 (market profile).
 */
export const volumeProfileKernel = defineKernel({
  name: 'volume_profile',
  inputs: ['high', 'low', 'volume'],
  outputs: ['control', 'share'],
  schema: z.strictObject({ period: rows(20), bins: z.int().min(2).max(200).default(10) }),
  lookback: ({ period }) => period - 1,
  open({ inputs: { high, low, volume }, outputs: { control, share }, parameters: { period, bins }, scratch }) {
    const [top, bottom, middle] = [scratch(), scratch(), scratch()];
    const stages = [openRollingExtreme(high, top, period, 1), openRollingExtreme(low, bottom, period, -1)];
    const profile = new Float64Array(bins);
    let carriedRun = 0;
    return (from, to) => {
      for (const stage of stages) stage(from, to);
      let run = carriedRun;
      for (let i = from; i < to; i += 1) {
        middle[i] = (at(high, i) + at(low, i)) / 2;
        run = missingRow(middle, volume, i) ? 0 : run + 1;
        const floor = at(bottom, i);
        const width = (at(top, i) - floor) / bins;
        const total = fill(profile, middle, volume, { first: i + 1 - Math.min(run, period), last: i, floor, width });
        const fullest = fullestOf(profile);
        control[i] = floor + (fullest + 0.5) * width + 0 * total;
        share[i] = quotient(at(profile, fullest), total);
      }
      carriedRun = run;
    };
  },
});

const missingRow = (middle: Float64Array, volume: Float64Array, i: number): boolean =>
  !Number.isFinite(at(middle, i) + at(volume, i));

type Window = { first: number; last: number; floor: number; width: number };

/** Sorts the rows of a window into steps of `width` above `floor`, and gives their whole volume; NaN where it has none. */
function fill(
  profile: Float64Array,
  middle: Float64Array,
  volume: Float64Array,
  { first, last, floor, width }: Window,
): number {
  profile.fill(0);
  if (!(width > 0)) return Number.NaN;
  const perUnit = 1 / width;
  const highest = profile.length - 1;
  let total = 0;
  for (let k = first; k <= last; k += 1) {
    const x = at(volume, k);
    // An integer index, truncated by the processor: Math.floor costs several times as much here.
    const step = ((at(middle, k) - floor) * perUnit) | 0;
    const place = step < highest ? step : highest;
    profile[place] = at(profile, place) + x;
    total += x;
  }
  return total > 0 ? total : Number.NaN;
}

function fullestOf(profile: Float64Array): number {
  let fullest = 0;
  let most = at(profile, 0);
  for (let k = 1; k < profile.length; k += 1) {
    const x = at(profile, k);
    if (x <= most) continue;
    fullest = k;
    most = x;
  }
  return fullest;
}
