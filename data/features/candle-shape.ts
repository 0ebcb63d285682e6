import { here } from './here.ts';
import type { Columns } from './kernel.ts';

export type Candles = Columns<'open' | 'high' | 'low' | 'close'>;

export const top = ({ open, close }: Candles, i: number): number => Math.max(here(open, i), here(close, i));
export const bottom = ({ open, close }: Candles, i: number): number => Math.min(here(open, i), here(close, i));
export const body = ({ open, close }: Candles, i: number): number => Math.abs(here(close, i) - here(open, i));
export const upperShadow = (c: Candles, i: number): number => here(c.high, i) - top(c, i);
export const lowerShadow = (c: Candles, i: number): number => bottom(c, i) - here(c.low, i);
/** 1 for a white candle (close at or above open), -1 for a black one. */
export const colour = ({ open, close }: Candles, i: number): number => (here(close, i) >= here(open, i) ? 1 : -1);

/** Mean body of the ten candles before, summed anew: patterns ask for it only where their cheaper conditions hold. */
export function meanBody({ open, close }: Candles, i: number): number {
  let sum = 0;
  for (let k = i - 10; k < i; k += 1) sum += Math.abs(here(close, k) - here(open, k));
  return sum / 10;
}

function meanRange({ high, low }: Candles, i: number, rows: number): number {
  let sum = 0;
  for (let k = i - rows; k < i; k += 1) sum += here(high, k) - here(low, k);
  return sum / rows;
}

export const nearDistance = (c: Candles, i: number): number => 0.2 * meanRange(c, i, 5);
export const farDistance = (c: Candles, i: number): number => 0.6 * meanRange(c, i, 5);
/** A tenth of the mean range of the ten candles before: no body, no shadow. */
export const tinyLength = (c: Candles, i: number): number => 0.1 * meanRange(c, i, 10);

export const isLong = (c: Candles, i: number): boolean => body(c, i) > meanBody(c, i);
