import { z } from 'zod';
import { attempt } from '../../config/attempt.ts';
import { QuaestorError } from '../../config/errors.ts';
import { at } from '../../data/at.ts';
import { type CandleSeries, dayOf, lastClosedIndex, sliceSeries } from '../../data/candle.ts';
import { here } from '../../data/features/here.ts';
import type { MarketMemoryStore } from '../../data/market-memory-store.ts';
import { Mood, moodAt } from '../regime/regime.ts';
import { regimePath } from '../regime/regime-path.ts';
import { compareOutcomes } from './compare-outcomes.ts';
import { type MarketMemory, marketMemoryOf } from './market-memory.ts';

/** What is told of the days after: the return over some days, and the daily volatility of a month. */
const measures = [
  { what: 'return', days: 1 },
  { what: 'return', days: 5 },
  { what: 'return', days: 20 },
  { what: 'volatility', days: 20 },
] as const;
type Measure = (typeof measures)[number];

const Outcome = z.object({
  what: z.enum(['return', 'volatility']),
  days: z.int(),
  /** In percent: the simple return, or the root mean square of daily log returns; null where the days have not passed. */
  percent: z.number().nullable(),
});

const Hit = z.object({
  day: z.string(),
  /** Over the usual distance of two days of the market: 0 is the same, 1 as different as any two days. */
  distance: z.number().min(0),
  mood: Mood.nullable(),
  outcomes: z.array(Outcome),
});

const Comparison = z.object({
  what: z.enum(['return', 'volatility']),
  days: z.int(),
  /** Similar days whose outcome is known, and the mean over them; the mean over all days of the history. In percent. */
  hits: z.int(),
  mean: z.number().nullable(),
  usual: z.number(),
  /** Interval of mean less usual; null with fewer than three similar days. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** True when 0 lies outside of it. */
  differs: z.boolean(),
});

/** When a market looked as on one day, and what came next, as far as that day could know. */
export const SimilarMarkets = z.object({
  symbol: z.string(),
  /** `openAt` of the day in question, and of the first day that it is compared with. */
  asOfOpenAt: z.int(),
  sinceOpenAt: z.int(),
  /** Nearest first. */
  hits: z.array(Hit),
  comparisons: z.array(Comparison),
  /** Confidence that all the intervals hold together. */
  level: z.number(),
  mood: Mood.nullable(),
  /** The kind of the day: its number from 1, the commonest, to `kinds`; the share of days of that kind. */
  kind: z.int().min(1),
  kinds: z.int().min(1),
  kindShare: z.number().min(0).max(1),
  /** Features compared, those that the market has not, dimensions, and the share of their variance that these hold. */
  features: z.int(),
  leftOut: z.array(z.string()),
  dimensions: z.int(),
  reached: z.number(),
  /** Trading days that lie between any two of the days told. */
  gapDays: z.int(),
});
export type SimilarMarkets = z.infer<typeof SimilarMarkets>;

export type SimilarMarketsOptions = {
  /** The day in question is that of the last candle which is closed by then (UTC ms); the last of all when absent. */
  readonly asOfAt?: number;
  readonly hits?: number;
  /** Trading days between two hits, and between a hit and the day in question. */
  readonly gapDays?: number;
  readonly store?: MarketMemoryStore | undefined;
  readonly seed?: number;
};

const level = 0.95;

/** Outcome of every candle; NaN where the days after it have not passed. In percent. */
function outcomesOf({ close, length }: CandleSeries, { what, days }: Measure): Float64Array {
  const squares = new Float64Array(length);
  for (let t = 1; t < length; t += 1) {
    squares[t] = here(squares, t - 1) + Math.log(here(close, t) / here(close, t - 1)) ** 2;
  }
  return Float64Array.from({ length }, (_, t) => {
    if (t + days >= length) return Number.NaN;
    if (what === 'return') return 100 * (here(close, t + days) / here(close, t) - 1);
    return 100 * Math.sqrt(Math.max(here(squares, t + days) - here(squares, t), 0) / days);
  });
}

/** Distance of each day from the last. */
function distancesFromLast({ places, dimensions, openAt }: MarketMemory): Float64Array {
  const last = (openAt.length - 1) * dimensions;
  return openAt.map((_, row) => {
    let sum = 0;
    for (let k = 0; k < dimensions; k += 1) sum += (here(places, row * dimensions + k) - here(places, last + k)) ** 2;
    return Math.sqrt(sum);
  });
}

/** Root mean square distance of two days: the root of twice the variance. */
function usualDistance({ places, openAt }: MarketMemory): number {
  // The mean of the places is 0, since they are taken from the mean of the features.
  const squares = places.reduce((sum, one) => sum + one * one, 0);
  return Math.sqrt((2 * squares) / openAt.length);
}

/** The nearest days, nearest first, none of them within `gap` candles of another or of the last. */
function nearest(distances: Float64Array, candleOf: readonly number[], wanted: number, gap: number): number[] {
  const order = Array.from(distances.keys()).sort((a, b) => here(distances, a) - here(distances, b) || a - b);
  const taken = [candleOf.at(-1) ?? 0];
  const found: number[] = [];
  for (const day of order) {
    if (found.length === wanted) break;
    const candle = candleOf[day] ?? 0;
    if (taken.some(other => Math.abs(other - candle) <= gap)) continue;
    taken.push(candle);
    found.push(day);
  }
  return found;
}

function upTo(series: CandleSeries, asOfAt: number): CandleSeries {
  const known = sliceSeries(series, 0, lastClosedIndex(series, asOfAt) + 1);
  if (known.length > 0) return known;
  const [first, day] = [dayOf(at(series.openAt, 0)), dayOf(asOfAt)];
  throw new QuaestorError(
    'data.no-history',
    {
      en: `The history of "${series.symbol}" begins on ${first}, after ${day}.`,
      fr: `L'historique de « ${series.symbol} » commence le ${first}, après le ${day}.`,
    },
    { symbol: series.symbol },
  );
}

/** What people would have called the market on a day, which later days do not revise; null where nothing can be said. */
const moodOn = (series: CandleSeries, candle: number): Mood | null =>
  attempt(() => moodAt(regimePath(sliceSeries(series, 0, candle + 1), candle), candle)) ?? null;

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/**
 * The days on which a market looked most like the day in question, and what came next. Nothing after that day is read:
 * standards, directions and clusters are learnt of the days up to it, and an outcome is told only where it had passed.
 * Each mean outcome is compared with that of all days; the intervals hold together with 95 % (Bonferroni).
 * @throws QuaestorError `data.no-history`; as `learnMarketMemory`
 */
export function similarMarkets(series: CandleSeries, options: SimilarMarketsOptions = {}): SimilarMarkets {
  const { asOfAt = Number.POSITIVE_INFINITY, hits = 10, gapDays = 20, store, seed = 1 } = options;
  const known = upTo(series, asOfAt);
  const memory = marketMemoryOf(known, store);
  const { openAt, clusters, clusterDays } = memory;
  const rowAt = new Map(Array.from(known.openAt, (openedAt, row) => [openedAt, row]));
  const candleOf = Array.from(openAt, openedAt => rowAt.get(openedAt) ?? 0);
  const distances = distancesFromLast(memory);
  const scale = usualDistance(memory);
  const found = nearest(distances, candleOf, hits, gapDays);
  const outcomes = measures.map(measure => ({ ...measure, all: outcomesOf(known, measure) }));
  const last = openAt.length - 1;
  const kind = clusters[last] ?? 0;
  return {
    symbol: known.symbol,
    asOfOpenAt: at(openAt, last),
    sinceOpenAt: at(openAt, 0),
    hits: found.map(day => ({
      day: dayOf(at(openAt, day)),
      distance: here(distances, day) / scale,
      mood: moodOn(known, candleOf[day] ?? 0),
      outcomes: outcomes.map(({ what, days, all }) => ({ what, days, percent: orNull(at(all, candleOf[day] ?? 0)) })),
    })),
    comparisons: outcomes.map(({ what, days, all }) => {
      const remembered = Float64Array.from(candleOf, candle => at(all, candle));
      const { low, high, mean, ...rest } = compareOutcomes(remembered, found, {
        seed,
        level: 1 - (1 - level) / measures.length,
      });
      const { hits: told, usual, differs } = rest;
      return { what, days, hits: told, mean: orNull(mean), usual, low: orNull(low), high: orNull(high), differs };
    }),
    level,
    mood: moodOn(known, candleOf[last] ?? 0),
    kind: kind + 1,
    kinds: clusterDays.length,
    kindShare: (clusterDays[kind] ?? 0) / openAt.length,
    features: memory.features.length,
    leftOut: memory.leftOut,
    dimensions: memory.dimensions,
    reached: memory.reached,
    gapDays,
  };
}
