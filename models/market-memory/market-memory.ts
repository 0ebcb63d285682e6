import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import { at } from '../../data/at.ts';
import { type CandleSeries, dayOf } from '../../data/candle.ts';
import { sha256 } from '../../data/ledger-chain.ts';
import type { KeptMemory, MarketMemoryStore } from '../../data/market-memory-store.ts';
import { learnStandard, standardise } from '../hybrid/standardise.ts';
import { type TechnicalFeatures, technicalFeatures, technicalWarmUp } from '../hybrid/technical-features.ts';
import { sampleDeviation } from '../performance/moments.ts';
import { kMeans } from './k-means.ts';
import { principalComponents, projectOn } from './principal-components.ts';

/** Days that a memory needs after the warm-up of its features. */
const leastDays = 500;

/** Kinds of days. */
const clusterCount = 10;

/** Features that must be known, or a market is not described. */
const leastFeatures = 25;

/** Changes with the way of learning, so that no memory of another way is read. */
const recipe = 'technical-38, PCA 95 % of at most 15, k-means 10 of 5 starts';

/** How a market's days were learnt. */
const Facts = z.object({
  /** Features that describe a day, and those of the 38 that this market has not. */
  features: z.array(z.string()),
  leftOut: z.array(z.string()),
  /** Dimensions of a place, and the share of the variance of the features that they hold. */
  dimensions: z.int().min(1).max(15),
  reached: z.number().min(0).max(1),
});

/**
 * The days of a market up to one of them, each as a place whose distance from another says how alike they were. All that
 * is learnt (standards, directions, clusters) is learnt of these days alone.
 */
export type MarketMemory = Readonly<z.infer<typeof Facts>> & {
  readonly symbol: string;
  /** Of each day, oldest first; the last is the one up to which it was learnt. */
  readonly openAt: Float64Array;
  /** Row-major [days x dimensions]. */
  readonly places: Float64Array;
  readonly clusters: Uint8Array;
  /** Row-major [clusters x dimensions], the commonest kind first. */
  readonly centres: Float64Array;
  readonly clusterDays: readonly number[];
};

/** Daily candles that a memory needs. */
export const marketMemoryWarmUp = (): number => technicalWarmUp() + leastDays;

function refuse(series: CandleSeries): void {
  const { symbol, timeframe, length } = series;
  if (timeframe !== '1d') {
    throw new QuaestorError('model.bad-data', `Days are remembered from daily candles ("1d"), got "${timeframe}".`, {
      symbol,
    });
  }
  const needed = marketMemoryWarmUp();
  if (length >= needed) return;
  throw new QuaestorError(
    'data.too-few-candles',
    {
      en: `To find similar days of "${symbol}" takes ${needed} daily candles up to the day in question, there are ${length}.`,
      fr: `Trouver des jours semblables de « ${symbol} » demande ${needed} bougies quotidiennes jusqu'au jour en question, il y en a ${length}.`,
    },
    { symbol, needed, got: length },
  );
}

/** Features that the market has: known on the last day and nearly all others, and not always the same. */
function describes(column: Float64Array): boolean {
  const known = column.filter(Number.isFinite);
  const constant = !(known.length > 1 && sampleDeviation(known) > 1e-12 * Math.abs(at(known, 0)));
  return Number.isFinite(at(column, column.length - 1)) && known.length > 0.9 * column.length && !constant;
}

/** The days on which every feature that the market has is known. @returns values row-major, and the row of each day */
function describedDays({ symbol, openAt, length }: CandleSeries, { names, warmUp, values }: TechnicalFeatures) {
  const columnOf = (k: number) =>
    Float64Array.from({ length: length - warmUp }, (_, i) => values[(warmUp + i) * names.length + k] ?? Number.NaN);
  const all = names.map((name, k) => ({ name, column: columnOf(k) }));
  const kept = all.filter(({ column }) => describes(column));
  const leftOut = all.filter(({ column }) => !describes(column)).map(({ name }) => name);
  if (kept.length < leastFeatures) {
    const day = dayOf(at(openAt, length - 1));
    throw new QuaestorError(
      'model.bad-data',
      {
        en: `Too little is known of "${symbol}" on ${day} to compare it: ${leftOut.join(', ')} are missing or constant.`,
        fr: `On en sait trop peu sur « ${symbol} » le ${day} pour comparer : ${leftOut.join(', ')} manquent ou sont constants.`,
      },
      { symbol, leftOut },
    );
  }
  const rows = Array.from({ length: length - warmUp }, (_, i) => i).filter(i =>
    kept.every(({ column }) => Number.isFinite(at(column, i))),
  );
  return {
    features: kept.map(({ name }) => name),
    leftOut,
    rows: rows.map(i => warmUp + i),
    values: Float32Array.from(rows.flatMap(i => kept.map(({ column }) => at(column, i)))),
  };
}

/**
 * Learns the days of a series of closed daily candles.
 * @throws QuaestorError `data.too-few-candles` with the number needed; `model.bad-data` for candles that are not daily, and
 * where too many features are missing
 */
export function learnMarketMemory(series: CandleSeries): MarketMemory {
  refuse(series);
  const { features, leftOut, rows, values } = describedDays(series, technicalFeatures(series));
  const standard = learnStandard(features, values, Int32Array.from(rows.keys()));
  const standardised = Float64Array.from(standardise(standard, values).values);
  const components = principalComponents(standardised, features.length, { share: 0.95, most: 15 });
  const dimensions = components.variances.length;
  const places = projectOn(components, standardised);
  const { centres, sizes, labels } = kMeans({ values: places, width: dimensions }, { clusters: clusterCount });
  return {
    symbol: series.symbol,
    features,
    leftOut,
    dimensions,
    reached: Math.min(components.reached, 1),
    openAt: Float64Array.from(rows, row => at(series.openAt, row)),
    places,
    clusters: labels,
    centres,
    clusterDays: sizes,
  };
}

const rowOf = (values: Float64Array, width: number, row: number): Float64Array =>
  values.slice(row * width, (row + 1) * width);

function toKept(memory: MarketMemory): KeptMemory {
  const { symbol, openAt, dimensions } = memory;
  return {
    symbol,
    untilAt: at(openAt, openAt.length - 1),
    facts: Facts.parse(memory),
    clusters: memory.clusterDays.map((days, k) => ({ days, centre: rowOf(memory.centres, dimensions, k) })),
    days: Array.from(openAt, (openedAt, row) => ({
      openAt: openedAt,
      cluster: memory.clusters[row] ?? 0,
      place: rowOf(memory.places, dimensions, row),
    })),
  };
}

function joined(parts: readonly Float64Array[], width: number): Float64Array {
  const whole = new Float64Array(parts.length * width);
  for (const [row, part] of parts.entries()) whole.set(part, row * width);
  return whole;
}

function fromKept({ symbol, facts, clusters, days }: KeptMemory): MarketMemory {
  const known = Facts.parse(facts);
  return {
    ...known,
    symbol,
    openAt: Float64Array.from(days, day => day.openAt),
    places: joined(
      days.map(({ place }) => place),
      known.dimensions,
    ),
    clusters: Uint8Array.from(days, day => day.cluster),
    centres: joined(
      clusters.map(({ centre }) => centre),
      known.dimensions,
    ),
    clusterDays: clusters.map(cluster => cluster.days),
  };
}

/** Names the candles that a memory is learnt of, and the way of learning. */
function keyOf({ symbol, ...series }: CandleSeries): string {
  const columns = (['openAt', 'open', 'high', 'low', 'close', 'volume'] as const).map(name =>
    Buffer.from(series[name].buffer, series[name].byteOffset, series[name].byteLength).toString('base64'),
  );
  return sha256([recipe, symbol, ...columns].join('\n'));
}

/** The memory of a series: read where it was learnt of the same candles before, else learnt and kept. @throws QuaestorError as `learnMarketMemory` */
export function marketMemoryOf(series: CandleSeries, store?: MarketMemoryStore): MarketMemory {
  if (!store) return learnMarketMemory(series);
  const key = keyOf(series);
  const kept = store.read(key);
  if (kept) return fromKept(kept);
  const memory = learnMarketMemory(series);
  store.keep(key, toKept(memory));
  return memory;
}
