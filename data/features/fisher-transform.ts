import { here } from './here.ts';
import { defineKernel, forgotten } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { openRollingExtreme } from './rolling-extreme.ts';
import { periodOf } from './rows-parameter.ts';

const kept = 0.67;
const utmost = 0.999;

/**
 * Fisher transform of the place of the value in its range of `period` rows: the place (-1 to 1) is smoothed by 0.33 / 0.67
 * and held within 0.999, its inverse hyperbolic tangent is smoothed by halves.
 * Source: Ehlers, "Using the Fisher Transform", Stocks and Commodities 20 (2002).
 */
export const fisherTransformKernel = defineKernel({
  name: 'fisher_transform',
  inputs: ['values'],
  outputs: ['value'],
  schema: periodOf(10, 2),
  lookback: ({ period }) => period - 1,
  forgets: () => forgotten(kept) + forgotten(0.5) + 20,
  open({ inputs: { values }, outputs: { value }, parameters: { period }, scratch }) {
    const [top, bottom] = [scratch(), scratch()];
    const highest = openRollingExtreme(values, top, period, 1);
    const lowest = openRollingExtreme(values, bottom, period, -1);
    let carriedPlace = 0;
    let carriedFisher = 0;
    return (from, to) => {
      highest(from, to);
      lowest(from, to);
      let place = carriedPlace;
      let fisher = carriedFisher;
      for (let i = from; i < to; i += 1) {
        const share = quotient(here(values, i) - here(bottom, i), here(top, i) - here(bottom, i));
        const known = Number.isFinite(share);
        place = known ? held(0.66 * (share - 0.5) + kept * place) : 0;
        fisher = known ? Math.atanh(place) + fisher / 2 : 0;
        value[i] = known ? fisher : Number.NaN;
      }
      carriedPlace = place;
      carriedFisher = fisher;
    };
  },
});

const held = (x: number): number => Math.max(-utmost, Math.min(utmost, x));
