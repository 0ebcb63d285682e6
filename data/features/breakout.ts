import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { openRollingExtreme } from './rolling-extreme.ts';
import { periodOf } from './rows-parameter.ts';

/**
 * Breakouts, each 1 or 0: `up` where the close stands above the highest high of the `period` rows before, `down` where it
 * stands below their lowest low (Donchian's rule).
 */
export const breakoutKernel = defineKernel({
  name: 'breakout',
  inputs: ['high', 'low', 'close'],
  outputs: ['up', 'down'],
  schema: periodOf(20),
  lookback: ({ period }) => Math.max(period - 1, 1),
  warmUp: ({ period }) => period,
  open({ inputs: { high, low, close }, outputs: { up, down }, parameters: { period }, scratch }) {
    const [top, bottom] = [scratch(), scratch()];
    const stages = [openRollingExtreme(high, top, period, 1), openRollingExtreme(low, bottom, period, -1)];
    return (from, to) => {
      for (const stage of stages) stage(from, to);
      for (let i = from; i < to; i += 1) {
        const above = here(close, i) - at(top, i - 1);
        const below = at(bottom, i - 1) - here(close, i);
        const missing = 0 * (above + below);
        up[i] = Number(above > 0) + missing;
        down[i] = Number(below > 0) + missing;
      }
    };
  },
});
