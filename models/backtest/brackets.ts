import { roundToStep } from '../../config/decimal.ts';

/** Distances of the stop and target that are put on every entry, in percent of the price at the decision; absent: none. */
export type Brackets = { readonly stopPercent?: number | undefined; readonly targetPercent?: number | undefined };

/** The level `percent` away from a price, on the tick; undefined without a percent. `sign` is 1 for above, -1 for below. */
export const levelAt = (price: number, percent: number | undefined, sign: number, tick: number): number | undefined =>
  percent === undefined ? undefined : roundToStep(price * (1 + (sign * percent) / 100), tick);

/** Stop and target of an entry on a side. */
export function bracketLevels(
  side: 'buy' | 'sell',
  price: number,
  { stopPercent, targetPercent }: Brackets,
  tick: number,
): { stop?: number; target?: number } {
  const sign = side === 'buy' ? 1 : -1;
  const stop = levelAt(price, stopPercent, -sign, tick);
  const target = levelAt(price, targetPercent, sign, tick);
  return { ...(stop === undefined ? {} : { stop }), ...(target === undefined ? {} : { target }) };
}
