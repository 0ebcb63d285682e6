import { z } from 'zod';
import { at } from '../at.ts';
import { defineKernel } from './kernel.ts';
import { rows } from './rows-parameter.ts';

/**
 * The newest confirmed turning point of the last `period` rows, the one before it, and how many rows ago the newest was.
 * A row is one when it lies beyond the `wing` rows on each side of it (the first of equal ones counts), which is known
 * `wing` rows later: only then does it appear here. NaN where the window holds none.
 * Source: Williams, "Trading Chaos", 1995 (fractals; there with a wing of two).
 */
const swing = <const Name extends string>(name: Name, sign: 1 | -1) =>
  defineKernel({
    name,
    inputs: ['values'],
    outputs: ['level', 'earlier', 'age'],
    schema: z.strictObject({ wing: rows(3), period: rows(100) }),
    lookback: ({ wing }) => 2 * wing,
    warmUp: ({ wing, period }) => period + wing - 1,
    open({ inputs: { values }, outputs: { level, earlier, age }, parameters: { wing, period } }) {
      const turns = { run: 0, newest: Number.NaN, age: never, before: Number.NaN, ageBefore: never };
      return (from, to) => {
        for (let i = from; i < to; i += 1) {
          takeRow(turns, values, i, wing, sign);
          const reach = turns.run < period + wing ? 0 : period;
          level[i] = withinReach(turns.newest, turns.age, reach);
          earlier[i] = withinReach(turns.before, turns.ageBefore, reach);
          age[i] = withinReach(turns.age, turns.age, reach);
        }
      };
    },
  });

/** The two newest turning points with their ages in rows. */
type Turns = { run: number; newest: number; age: number; before: number; ageBefore: number };

const never = Number.POSITIVE_INFINITY;

const withinReach = (value: number, age: number, reach: number): number => (age < reach ? value : Number.NaN);

function takeRow(turns: Turns, values: Float64Array, i: number, wing: number, sign: 1 | -1): void {
  turns.run = Number.isFinite(values[i]) ? turns.run + 1 : 0;
  turns.age += 1;
  turns.ageBefore += 1;
  if (turns.run <= 2 * wing || !turnsAt(values, i - wing, wing, sign)) return;
  turns.before = turns.newest;
  turns.ageBefore = turns.age;
  turns.newest = at(values, i - wing);
  turns.age = wing;
}

function turnsAt(values: Float64Array, centre: number, wing: number, sign: 1 | -1): boolean {
  const x = at(values, centre) * sign;
  for (let k = 1; k <= wing; k += 1) {
    if (at(values, centre - k) * sign >= x || at(values, centre + k) * sign > x) return false;
  }
  return true;
}

/** Confirmed tops of a column, usually of highs. */
export const swingHighKernel = swing('swing_high', 1);

/** Confirmed bottoms of a column, usually of lows. */
export const swingLowKernel = swing('swing_low', -1);
