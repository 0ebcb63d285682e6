import { at } from '../../data/at.ts';
import type { CandleSeries } from '../../data/candle.ts';
import { here } from '../../data/features/here.ts';
import { normalQuantile } from '../performance/normal.ts';
import { seededRandom } from '../performance/seeded-random.ts';

/** What is done to candles before a run: a kind, and the seed that makes it repeatable. */
export type SeriesChange =
  /** Gaussian noise on each price, `share` of the price as its standard deviation; candles stay candles. */
  | { readonly kind: 'price-noise'; readonly seed: number; readonly share: number }
  /** Blocks of candles drawn with replacement and joined by their relative moves. */
  | { readonly kind: 'block-bootstrap'; readonly seed: number; readonly block: number };

const copyOf = (series: CandleSeries): CandleSeries => ({
  ...series,
  open: new Float64Array(series.length),
  high: new Float64Array(series.length),
  low: new Float64Array(series.length),
  close: new Float64Array(series.length),
});

const quantiles = 2 ** 16;

/** Standard normal deviates by inversion of a table of quantiles: two of them from one draw, and no logarithm. */
const normals = Float64Array.from({ length: quantiles }, (_, i) => normalQuantile((i + 0.5) / quantiles));

/** Noise on each of the four prices; a candle whose high no longer is the highest takes the price that is. */
function withNoise(series: CandleSeries, seed: number, share: number): CandleSeries {
  const random = seededRandom(seed);
  const made = copyOf(series);
  const { open, high, low, close } = series;
  for (let i = 0; i < series.length; i += 1) {
    const ends = random() * quantiles;
    const extremes = random() * quantiles;
    const from = here(open, i) * (1 + share * here(normals, Math.floor(ends)));
    const to = here(close, i) * (1 + share * here(normals, Math.floor((ends % 1) * quantiles)));
    const top = here(high, i) * (1 + share * here(normals, Math.floor(extremes)));
    const bottom = here(low, i) * (1 + share * here(normals, Math.floor((extremes % 1) * quantiles)));
    made.open[i] = from;
    made.close[i] = to;
    made.high[i] = Math.max(from, to, top);
    made.low[i] = Math.min(from, to, bottom);
  }
  return made;
}

/**
 * Moving-block bootstrap of (log return of the close, log high over body, log low under body); each open is the close
 * before it. After Kunsch (1989); relative moves keep the scale of a long trend, absolute ones would not.
 */
function bootstrapped(series: CandleSeries, seed: number, block: number): CandleSeries {
  const random = seededRandom(seed);
  const made = copyOf(series);
  const { open, high, low, close, length } = series;
  let last = at(close, 0);
  let from = 0;
  for (let i = 0; i < length; i += 1) {
    if (i % block === 0) from = 1 + Math.floor(random() * Math.max(1, length - block));
    const row = Math.min(length - 1, from + (i % block));
    const before = last;
    last = before * (at(close, row) / at(close, row - 1));
    const [top, bottom] = [Math.max(at(open, row), at(close, row)), Math.min(at(open, row), at(close, row))];
    made.open[i] = before;
    made.close[i] = last;
    made.high[i] = Math.max(before, last) * (at(high, row) / top);
    made.low[i] = Math.min(before, last) * (at(low, row) / bottom);
  }
  return made;
}

/** The series under a change; times and volumes stay. The same change gives the same candles on every machine. */
export const changedSeries = (series: CandleSeries, change: SeriesChange): CandleSeries =>
  change.kind === 'price-noise'
    ? withNoise(series, change.seed, change.share)
    : bootstrapped(series, change.seed, change.block);
