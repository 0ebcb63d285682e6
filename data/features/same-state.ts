import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { periodOf } from './rows-parameter.ts';

const states = 64;

/**
 * What followed the same state before. `key` numbers the state of each row (whole numbers, told apart modulo 64). Of the
 * `period` rows before the current one, those with its key are taken, and of the values that stood one row after them:
 * their mean, the share above 0, and how often the state was there at all. Mean and share are NaN where it was not.
 *
 * Each state carries its sums; they are added up afresh every `period` rows, so that rounding cannot pile up.
 */
export const sameStateKernel = defineKernel({
  name: 'same_state',
  inputs: ['key', 'values'],
  outputs: ['mean', 'hit_rate', 'frequency'],
  schema: periodOf(252, 2),
  lookback: ({ period }) => period + 1,
  warmUp: ({ period }) => period,
  open({ inputs: { key, values }, outputs, parameters: { period } }) {
    const tally = new Tally(key, values);
    let carried = 0;
    return (from, to) => {
      let run = carried;
      for (let i = from; i < to; i += 1) {
        run = Number.isFinite(here(key, i) + here(values, i)) ? run + 1 : 0;
        tally.follow(i, run, period);
        tally.write(outputs, i, run > period ? period : Number.NaN);
      }
      carried = run;
    };
  },
});

/** Rows of each state, with the sum of the values after them and how many of these were above 0. */
class Tally {
  readonly #key: Float64Array;
  readonly #values: Float64Array;
  readonly #rows = new Float64Array(states);
  readonly #sums = new Float64Array(states);
  readonly #rises = new Float64Array(states);

  constructor(key: Float64Array, values: Float64Array) {
    this.#key = key;
    this.#values = values;
  }

  /** Moves on to row `i`, the `run`-th of finite rows: tells of the `period` rows before it. */
  follow(i: number, run: number, period: number): void {
    if (run <= 1) this.#clear();
    else this.#count(i - 1, 1);
    if (run > period + 1) this.#count(i - 1 - period, -1);
    if (run <= period || run % period > 0) return;
    this.#clear();
    for (let row = i - period; row < i; row += 1) this.#count(row, 1);
  }

  #clear(): void {
    for (const column of [this.#rows, this.#sums, this.#rises]) column.fill(0);
  }

  /** Counts a row and the value after it in (1) or out (-1). */
  #count(row: number, times: 1 | -1): void {
    const state = stateOf(this.#key, row);
    const next = here(this.#values, row + 1);
    this.#rows[state] = here(this.#rows, state) + times;
    this.#sums[state] = here(this.#sums, state) + times * next;
    this.#rises[state] = here(this.#rises, state) + (next > 0 ? times : 0);
  }

  /** Writes what followed the state of row `i`; NaN everywhere where `period` is. */
  write(outputs: Readonly<Record<'mean' | 'hit_rate' | 'frequency', Float64Array>>, i: number, period: number): void {
    const state = stateOf(this.#key, i);
    const rows = here(this.#rows, state) + 0 * period;
    outputs.mean[i] = quotient(here(this.#sums, state), rows);
    outputs.hit_rate[i] = quotient(here(this.#rises, state), rows);
    outputs.frequency[i] = rows / period;
  }
}

const stateOf = (key: Float64Array, row: number): number => Math.floor(here(key, row)) & (states - 1);
