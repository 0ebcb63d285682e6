import { at } from '../at.ts';
import { here } from './here.ts';
import { type Advance, defineKernel } from './kernel.ts';
import { periodOf } from './rows-parameter.ts';

/** Low, high and largest move of no rows. */
const none: readonly [number, number, number] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];

/**
 * Largest rise (`sign` 1) or fall (`sign` -1) from any row of the last `period` to a later one of them, in the unit of the
 * input and not below 0; in O(n) by the two-block method of `openBlocks`.
 */
function openWindowMove(values: Float64Array, value: Float64Array, period: number, sign: 1 | -1): Advance {
  const lows = new Float64Array(period + 1).fill(Number.NaN);
  const moves = new Float64Array(period + 1).fill(Number.NaN, 0, period);
  let [carriedPlace, carriedLow, carriedHigh, carriedMove] = [0, ...none];
  return (from, to) => {
    let place = carriedPlace;
    let low = carriedLow;
    let high = carriedHigh;
    let move = carriedMove;
    for (let i = from; i < to; i += 1) {
      const x = here(values, i) * sign;
      if (!Number.isFinite(x)) {
        place = -1;
        moves.fill(Number.NaN, 0, period);
        [low, high, move] = none;
      } else {
        low = Math.min(low, x);
        high = Math.max(high, x);
        move = Math.max(move, x - low);
      }
      place += 1;
      value[i] = longest(at(moves, place), move, high - at(lows, place));
      if (place < period) continue;
      moveTails(values, i + 1 - period, lows, moves, sign);
      place = 0;
      [low, high, move] = none;
    }
    carriedPlace = place;
    carriedLow = low;
    carriedHigh = high;
    carriedMove = move;
  };
}

/** The longest of the moves within tail and head and across both; NaN while there is no tail. */
function longest(tail: number, head: number, across: number): number {
  const within = head > tail ? head : tail;
  return across > within ? across : within;
}

/** Lows and largest moves of the block that starts at row `first` from its k-th row to its end, for every k but the first. */
function moveTails(values: Float64Array, first: number, lows: Float64Array, moves: Float64Array, sign: 1 | -1): void {
  let [low, high, move] = none;
  for (let k = moves.length - 2; k > 0; k -= 1) {
    const x = at(values, first + k) * sign;
    high = high > x ? high : x;
    low = low < x ? low : x;
    move = Math.max(move, high - x);
    lows[k] = low;
    moves[k] = move;
  }
}

/** Largest rise and fall within the last `period` rows: of a logarithm of prices, run-up and maximum drawdown. */
export const windowMoveKernel = defineKernel({
  name: 'window_move',
  inputs: ['values'],
  outputs: ['rise', 'fall'],
  schema: periodOf(63, 2),
  lookback: ({ period }) => period - 1,
  open({ inputs: { values }, outputs: { rise, fall }, parameters: { period } }) {
    const up = openWindowMove(values, rise, period, 1);
    const down = openWindowMove(values, fall, period, -1);
    return (from, to) => {
      up(from, to);
      down(from, to);
    };
  },
});
