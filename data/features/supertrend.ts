import { z } from 'zod';
import { atrKernel } from './atr.ts';
import { here } from './here.ts';
import { defineKernel, wilderForgotten } from './kernel.ts';
import { rows } from './rows-parameter.ts';

/** The two bands as they have been tightened so far, and the side in force: 1 above the lower band, -1 below the upper. */
type Bands = { upper: number; lower: number; side: number; close: number };

/**
 * Supertrend: a stop `widths` average true ranges from the middle of the candle, that only tightens until the close crosses
 * it; `value` in price units, `direction` 1 while the close stays above it, -1 below. First value at row `period`, where a
 * close above the middle of its candle begins an upward one.
 *
 * A band is set anew whenever the close is beyond it, so two lines that began at different rows become one; on daily and
 * hourly candles that took at most 134 rows, those of the average true range.
 * Source: Seban, "Tout le monde mérite d'être riche", 2008.
 */
export const supertrendKernel = defineKernel({
  name: 'supertrend',
  inputs: ['high', 'low', 'close'],
  outputs: ['value', 'direction'],
  schema: z.strictObject({ period: rows(10), widths: z.number().positive().max(20).default(3) }),
  lookback: () => 1,
  warmUp: ({ period }) => period,
  forgets: ({ period }) => wilderForgotten(period) + 150,
  open({ inputs, outputs: { value, direction }, parameters: { period, widths }, scratch }) {
    const { high, low, close } = inputs;
    const ranges = scratch();
    const range = atrKernel.open({ inputs, outputs: { value: ranges }, parameters: { period }, scratch });
    const bands: Bands = { upper: 0, lower: 0, side: 0, close: Number.NaN };
    return (from, to) => {
      range(from, to);
      for (let i = from; i < to; i += 1) {
        const reach = widths * here(ranges, i);
        if (Number.isFinite(reach)) tighten(bands, (here(high, i) + here(low, i)) / 2, reach, here(close, i));
        else bands.side = 0;
        value[i] = lineOf(bands);
        direction[i] = bands.side === 0 ? Number.NaN : bands.side;
      }
    };
  },
});

const lineOf = ({ side, lower, upper }: Bands): number => {
  if (side === 0) return Number.NaN;
  return side > 0 ? lower : upper;
};

function tighten(bands: Bands, middle: number, reach: number, close: number): void {
  const fresh = bands.side === 0;
  const upper = middle + reach;
  const lower = middle - reach;
  bands.upper = fresh || upper < bands.upper || bands.close > bands.upper ? upper : bands.upper;
  bands.lower = fresh || lower > bands.lower || bands.close < bands.lower ? lower : bands.lower;
  bands.side = sideOf(bands, fresh, middle, close);
  bands.close = close;
}

function sideOf({ side, upper, lower }: Bands, fresh: boolean, middle: number, close: number): number {
  if (fresh) return close > middle ? 1 : -1;
  if (side > 0) return close < lower ? -1 : 1;
  return close > upper ? 1 : -1;
}
