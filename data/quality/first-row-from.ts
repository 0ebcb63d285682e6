import { at } from '../at.ts';

/** First row of an ascending column that reaches an instant; its length where none does. Binary search. */
export function firstRowFrom(openAt: Float64Array, instant: number): number {
  let [low, high] = [0, openAt.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(openAt, middle) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
