import { at } from '../../data/at.ts';
import type { CandleSeries } from '../../data/candle.ts';
import { signalClasses, unknownClass } from './hybrid-rows.ts';

const [sell, hold, buy] = signalClasses.map((_, k) => k) as [number, number, number];

export type BarrierOptions = {
  /** Candles after the decision candle in which a barrier may be touched. */
  readonly horizon: number;
  /** Distance of the barriers from the entry, in units of sigma x sqrt(horizon). */
  readonly upper: number;
  readonly lower: number;
  /** What a position is worth that touches nothing: `hold`, or the `sign` of its return where that went half way. */
  readonly timeout: 'hold' | 'sign';
};

export type Barriers = {
  /** Index into `signalClasses`, or `unknownClass` where the horizon has not passed or sigma is missing. */
  readonly signal: Int8Array;
  /** Row of the candle that settled the label: the touch, or the last of the horizon. -1 where it is unknown. */
  readonly settledAt: Int32Array;
  /** Log return from the entry to the fill, in %; NaN where it is unknown. */
  readonly change: Float64Array;
  readonly report: BarrierReport;
};

export type BarrierReport = {
  /** Labels that are known. */
  readonly labels: number;
  /** Those whose candle touched both barriers: nobody can tell which was first. */
  readonly ambiguous: number;
  /** Those that touched nothing. */
  readonly timeouts: number;
};

/** What one candle does to a position that is still open. */
type Touch = { readonly signal: number; readonly price: number; readonly ambiguous: boolean };

type Levels = { readonly entry: number; readonly top: number; readonly bottom: number };

/**
 * Labels of the triple-barrier method. A position enters at the open after the decision candle; barriers stand at
 * entry x exp(+upper sigma sqrt(h)) and entry x exp(-lower sigma sqrt(h)); the first touch within h candles labels the
 * row buy or sell. A gap beyond a barrier fills at the open. A candle that touches both stops a long and a short alike,
 * since the stop is taken first on either side: neither earned its target, so it is labelled hold, and counted.
 * Rows whose horizon has not wholly passed stay unknown even where a barrier was touched, since only the early touches
 * among them would be known.
 * Source: Lopez de Prado, "Advances in Financial Machine Learning", 2018, section 3.4.
 * @param sigma forecast daily deviation of log returns at each candle, in %, from what was known at its close
 */
export function tripleBarrier(series: CandleSeries, sigma: Float64Array, options: BarrierOptions): Barriers {
  const signal = new Int8Array(series.length).fill(unknownClass);
  const settledAt = new Int32Array(series.length).fill(-1);
  const change = new Float64Array(series.length).fill(Number.NaN);
  const report = { labels: 0, ambiguous: 0, timeouts: 0 };
  const reach = Math.sqrt(options.horizon) / 100;
  for (let row = 0; row + options.horizon < series.length; row += 1) {
    const unit = at(sigma, row) * reach;
    if (!(unit > 0)) continue;
    const entry = at(series.open, row + 1);
    const levels = {
      entry,
      top: entry * Math.exp(options.upper * unit),
      bottom: entry * Math.exp(-options.lower * unit),
    };
    const last = row + options.horizon;
    const touchRow = firstTouch(series, row + 1, last, levels);
    const touch = touchRow > last ? undefined : touchOf(series, touchRow, levels);
    const price = touch?.price ?? at(series.close, last);
    signal[row] = touch?.signal ?? timeoutSignal(price, levels, options.timeout);
    settledAt[row] = Math.min(touchRow, last);
    change[row] = 100 * Math.log(price / entry);
    report.labels += 1;
    if (touch === undefined) report.timeouts += 1;
    if (touch?.ambiguous) report.ambiguous += 1;
  }
  return { signal, settledAt, change, report };
}

/** First row from `from` to `to` whose candle reaches a level; `to` + 1 where none does. */
function firstTouch({ high, low }: CandleSeries, from: number, to: number, { top, bottom }: Levels): number {
  let row = from;
  while (row <= to && at(high, row) < top && at(low, row) > bottom) row += 1;
  return row;
}

/** How a candle that reaches a level fills: at its open where that already lies beyond, else at the level. */
function touchOf({ open, high, low }: CandleSeries, row: number, { top, bottom }: Levels): Touch {
  const first = at(open, row);
  if (first >= top) return { signal: buy, price: first, ambiguous: false };
  if (first <= bottom) return { signal: sell, price: first, ambiguous: false };
  if (at(low, row) > bottom) return { signal: buy, price: top, ambiguous: false };
  if (at(high, row) < top) return { signal: sell, price: bottom, ambiguous: false };
  return { signal: hold, price: bottom, ambiguous: true };
}

/** A timeout that counts by its sign must have gone half way to the barrier, on the scale of logs. */
function timeoutSignal(price: number, { entry, top, bottom }: Levels, rule: BarrierOptions['timeout']): number {
  if (rule === 'hold') return hold;
  if (price > Math.sqrt(entry * top)) return buy;
  return price < Math.sqrt(entry * bottom) ? sell : hold;
}
