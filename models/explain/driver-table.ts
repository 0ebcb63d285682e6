import { QuaestorError } from '../../config/errors.ts';
import { at } from '../../data/at.ts';
import { calendarOf } from '../../data/calendar/calendar-of.ts';
import { type CandleSeries, sliceSeries } from '../../data/candle.ts';
import { compute } from '../../data/features/compute.ts';
import { type FeatureSources, featureInputs } from '../../data/features/feature-inputs.ts';
import type { Columns } from '../../data/features/kernel.ts';
import { type BoostOptions, boost } from '../trees/boost.ts';
import type { BoostedTrees } from '../trees/boosted-trees.ts';
import { leastVariance, rangeVariance } from '../volatility/range-variance.ts';
import { priceCheck, refuseOtherTimeframe } from '../volatility/refuse-candles.ts';
import { refuseHoles } from '../volatility/variance-proxy.ts';

/** Daily candles up to now, and the macro series where they are at hand: plain values, which a thread can take. */
export type DriverSources = Pick<FeatureSources, 'series' | 'instrument' | 'macro'>;

/** Rows [from, to) of a table. */
export type Rows = { readonly from: number; readonly to: number };

/** Every feature that can be computed for a series, with the variance that each day showed. */
export type DriverTable = {
  readonly series: CandleSeries;
  /** Range proxy in %^2. */
  readonly variance: Float64Array;
  /** Features that are at hand. */
  readonly columns: Columns;
  /** Features for want of whose inputs there are no values. */
  readonly lacking: readonly string[];
};

/** All features of the catalogue. */
export const everyFeature = 'training-350';

/** Rows to learn from, at most: eight years. */
export const driverWindow = 2000;
/** Rows to learn from, at least. */
export const leastDriverRows = 500;

/** Candles after which every feature of candles has forgotten where the series began. */
const warmUp = 600;

/**
 * Of fifteen settings that were tried on three spans of 250 days of the S&P 500 (to 2012, 2016 and 2020) these lost about as
 * little as any, in a third of the time; so figures on those days flatter them a little.
 */
const settings = {
  objective: { kind: 'qlike' },
  rounds: 150,
  learningRate: 0.06,
  leaves: 4,
  leastRows: 40,
  // The second derivative of a row is near 1 where its forecast is right; days without any range have next to none, and
  // a leaf of nothing else would step out of all bounds.
  leastHessian: 10,
  rowShare: 0.6,
  columnShare: 0.15,
} satisfies BoostOptions;

/**
 * Computes all features that the sources allow, on the candles that `further` rows beside the window need.
 * @throws QuaestorError `data.too-few-candles` that says how many it needs, `data.bad-candle` and `model.bad-data` that
 * name the candle or the column
 */
export function driverTable(sources: DriverSources, further: number): DriverTable {
  const whole = sources.series;
  refuseOtherTimeframe('The tree model of all features', whole);
  const needed = leastDriverRows + 1;
  if (whole.length < needed) throw tooShort(whole, needed);
  const series = sliceSeries(whole, Math.max(0, whole.length - driverWindow - further - warmUp));
  priceCheck(series)(0, series.length);
  const variance = rangeVariance(series, leastVariance);
  refuseHoles('variance', variance, series, 1, series.length);
  const { columns, missing } = compute(
    everyFeature,
    featureInputs({ ...sources, series, calendar: calendarOf(sources.instrument.calendar) }),
  );
  const atHand = Object.entries(columns).filter(([name]) => !missing.has(name));
  return { series, variance, columns: Object.fromEntries(atHand), lacking: [...missing.keys()] };
}

const tooShort = ({ symbol, length }: CandleSeries, needed: number): QuaestorError =>
  new QuaestorError(
    'data.too-few-candles',
    {
      en: `The tree model of all features needs ${needed} daily candles of "${symbol}", got ${length}.`,
      fr: `Le modèle d'arbres sur toutes les caractéristiques demande ${needed} bougies quotidiennes de « ${symbol} », il y en a ${length}.`,
    },
    { symbol, needed, got: length },
  );

/** False for a column that has one value or none: trees cannot split it. */
function varies(values: Float64Array): boolean {
  const first = values.find(value => !Number.isNaN(value));
  return first !== undefined && values.some(value => !Number.isNaN(value) && value !== first);
}

/**
 * Boosted trees of ln variance of the next day. Features that do not change are left out.
 * @param target variance of the day after each row, %^2
 * @throws QuaestorError as `boost`
 */
export function learnVariance(columns: Columns, target: Float64Array): BoostedTrees {
  const varying = Object.entries(columns).filter(([, values]) => varies(values));
  return boost({ columns: Object.fromEntries(varying), target }, settings);
}

/** `learnVariance` from rows whose next day is in the table. @throws QuaestorError as `boost` */
export function learnDrivers({ columns, variance }: DriverTable, { from, to }: Rows): BoostedTrees {
  const parts = Object.entries(columns).map(([name, values]) => [name, values.slice(from, to)] as const);
  const target = Float64Array.from({ length: to - from }, (_, k) => at(variance, from + k + 1));
  return learnVariance(Object.fromEntries(parts), target);
}
