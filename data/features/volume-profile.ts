import { z } from 'zod';
import { at } from '../at.ts';
import { here } from './here.ts';
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
        middle[i] = (here(high, i) + here(low, i)) / 2;
        run = missingRow(middle, volume, i) ? 0 : run + 1;
        const floor = here(bottom, i);
        const width = (here(top, i) - floor) / bins;
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
  !Number.isFinite(here(middle, i) + here(volume, i));

type Window = { first: number; last: number; floor: number; width: number };

/** Sorts the rows of a window into steps of `width` above `floor`, and gives their whole volume; NaN where it has none. */
function fill(
  profile: Float64Array,
  middle: Float64Array,
  volume: Float64Array,
  { first, last, floor, width }: Window,
): number {
  const highest = profile.length - 1;
  for (let k = 0; k <= highest; k += 1) profile[k] = 0;
  if (!(width > 0)) return Number.NaN;
  const perUnit = 1 / width;
  let total = 0;
  for (let k = first; k <= last; k += 1) {
    const x = here(volume, k);
    // An integer index, truncated by the processor: Math.floor costs several times as much here.
    const place = Math.min(((here(middle, k) - floor) * perUnit) | 0, highest);
    profile[place] = here(profile, place) + x;
    total += x;
  }
  return total > 0 ? total : Number.NaN;
}

function fullestOf(profile: Float64Array): number {
  let fullest = 0;
  let most = here(profile, 0);
  for (let k = 1; k < profile.length; k += 1) {
    const x = here(profile, k);
    if (x <= most) continue;
    fullest = k;
    most = x;
  }
  return fullest;
}
