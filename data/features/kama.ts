import { z } from 'zod';
import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel, emaForgotten } from './kernel.ts';
import { openRollingSum } from './rolling-sum.ts';
import { rows } from './rows-parameter.ts';

/**
 * Kaufman's adaptive moving average: its weight lies between those of EMA(fast) and EMA(slow), squared, by the efficiency
 * ratio |net change| / path of the last `period` rows (1 on a path of length 0). It starts from the row before its first
 * value, at row `period` (TA-Lib KAMA).
 *
 * How fast it forgets depends on the prices. On a random walk the efficiency ratio is near 1 / sqrt(period), which makes
 * it about as slow as EMA(slow); the declared rows are twice those.
 * Source: Kaufman, "Smarter Trading", 1995.
 */
export const kamaKernel = defineKernel({
  name: 'kama',
  inputs: ['values'],
  outputs: ['value'],
  schema: z.strictObject({ period: rows(10), fast: rows(2), slow: rows(30) }),
  lookback: ({ period }) => period,
  forgets: ({ slow }) => 2 * emaForgotten(slow),
  open({ inputs: { values }, outputs: { value }, parameters: { period, fast, slow }, scratch }) {
    const [steps, path] = [scratch(), scratch()];
    const sum = openRollingSum(steps, path, period, 1);
    const slowest = 2 / (slow + 1);
    const reach = 2 / (fast + 1) - slowest;
    let carriedLevel = Number.NaN;
    return (from, to) => {
      for (let i = from; i < to; i += 1) steps[i] = Math.abs(here(values, i) - at(values, i - 1));
      sum(from, to);
      let level = carriedLevel;
      for (let i = from; i < to; i += 1) {
        const efficiency = efficiencyRatio(here(values, i) - at(values, i - period), here(path, i));
        const before = Number.isFinite(level) ? level : at(values, i - 1);
        level = before + (here(values, i) - before) * (efficiency * reach + slowest) ** 2;
        value[i] = level;
      }
      carriedLevel = level;
    };
  },
});

const efficiencyRatio = (net: number, path: number): number => (path === 0 ? 1 : Math.abs(net) / path);
