import { at } from '../../data/at.ts';
import { dayOf } from '../../data/candle.ts';
import type { Columns } from '../../data/features/kernel.ts';
import type { BoostedTrees } from '../trees/boosted-trees.ts';
import { type Cells, cellsOf } from '../trees/cells.ts';
import { qlike } from '../volatility/qlike.ts';
import {
  type DriverSources,
  type DriverTable,
  driverTable,
  driverWindow,
  learnDrivers,
  leastDriverRows,
  type Rows,
} from './driver-table.ts';
import { type FeatureImportance, featureImportance, rankCorrelation, ranked } from './feature-importance.ts';
import { pathDependentTreeShap } from './path-dependent-tree-shap.ts';

/** How the model would have done on the last days, learnt once before them. */
export type DriverRecord = {
  readonly days: number;
  readonly qlike: number;
  readonly from: string;
  readonly to: string;
};

/** What moves the forecast of the next day's variance, by a tree model of every feature that is at hand: plain values. */
export type DriverStudy = {
  readonly symbol: string;
  readonly asOfOpenAt: number;
  /** Rows that the model learnt from, and their first and last day. */
  readonly trained: { readonly rows: number; readonly from: string; readonly to: string };
  /** Features that the model reads. */
  readonly names: readonly string[];
  /** Features for want of whose inputs there are no values, and features that did not change in those rows. */
  readonly lacking: readonly string[];
  readonly still: readonly string[];
  /** What the features are at the last candle, by name; NaN where one has no value. */
  readonly values: Float64Array;
  /** Mean ln variance (%^2) of the trees, and what each feature adds to it: together the forecast. */
  readonly base: number;
  readonly phi: Float64Array;
  /** Mean |phi| over training rows alone. */
  readonly ranking: readonly FeatureImportance[];
  /** Undefined where the history is too short for 30 forecasts. */
  readonly record: DriverRecord | undefined;
};

export const driverModel = 'trees-350';

/** Forecasts that the record scores. */
const judged = 250;
const leastJudged = 30;
/** Every which training row is explained for the ranking. */
const rankStep = 4;

/** The rows that the model learns from: the last ones whose outcome is known. */
function learntRows({ series }: DriverTable): Rows {
  const last = series.length - 1;
  return { from: Math.max(0, last - driverWindow), to: last };
}

/**
 * Learns the model from the last 2,000 rows whose outcome is known, explains the last candle by exact TreeSHAP, ranks the
 * features on training rows, and scores a model learnt before the last 250 days on these days. It takes seconds: run it as
 * a task of `Compute`.
 * @throws QuaestorError as `driverTable`
 */
export function studyDrivers(sources: DriverSources): DriverStudy {
  const table = driverTable(sources, judged);
  const rows = learntRows(table);
  const last = rows.to;
  const trees = learnDrivers(table, rows);
  const now = cellsAt(table.columns, trees.names, { from: last, to: last + 1 });
  const { base, phi } = pathDependentTreeShap(trees, now);
  const dayAt = (row: number) => dayOf(at(table.series.openAt, row));
  return {
    symbol: table.series.symbol,
    asOfOpenAt: at(table.series.openAt, last),
    trained: { rows: rows.to - rows.from, from: dayAt(rows.from), to: dayAt(rows.to - 1) },
    names: trees.names,
    lacking: table.lacking,
    still: Object.keys(table.columns).filter(name => !trees.names.includes(name)),
    values: now.values,
    base,
    phi,
    ranking: rankOf(table, trees, rows),
    record: recordOf(table),
  };
}

/**
 * Spearman's correlation of the rankings of two models, each learnt from one half of the rows that a study learns from.
 * @throws QuaestorError as `driverTable`
 */
export function driverStability(sources: DriverSources): number {
  const table = driverTable(sources, judged);
  const rows = learntRows(table);
  return agreement(table, rows, learnDrivers(table, rows).names);
}

/** Some rows of the columns, every so many of them. */
function cellsAt(columns: Columns, names: readonly string[], { from, to }: Rows, step = 1): Cells {
  const chosen = names.map((name): [string, Float64Array] => {
    const values = (columns[name] ?? new Float64Array(0)).subarray(from, to);
    return [name, values.filter((_, k) => k % step === 0)];
  });
  return cellsOf(Object.fromEntries(chosen), names);
}

const rankOf = ({ columns }: DriverTable, trees: BoostedTrees, rows: Rows): FeatureImportance[] =>
  featureImportance(trees.names, pathDependentTreeShap(trees, cellsAt(columns, trees.names, rows, rankStep)));

/** The first half ends a row early: the outcome of that row lies in the second. */
function agreement(table: DriverTable, { from, to }: Rows, names: readonly string[]): number {
  const middle = Math.floor((from + to) / 2);
  const halves = [
    { from, to: middle - 1 },
    { from: middle, to },
  ].map(half => {
    const found = new Map(rankOf(table, learnDrivers(table, half), half).map(one => [one.feature, one.importance]));
    return ranked(names.map(feature => ({ feature, importance: found.get(feature) ?? 0 })));
  });
  const [first = [], second = []] = halves;
  return rankCorrelation(first, second);
}

function recordOf(table: DriverTable): DriverRecord | undefined {
  const { series, variance, columns } = table;
  const last = series.length - 1;
  const days = Math.min(judged, last - leastDriverRows);
  if (days < leastJudged) return undefined;
  const first = last - days;
  const trees = learnDrivers(table, { from: Math.max(0, first - driverWindow), to: first });
  const scores = trees.scores(cellsAt(columns, trees.names, { from: first, to: last }));
  const losses = scores.map((score, k) => qlike(at(variance, first + k + 1), Math.exp(score)));
  return {
    days,
    qlike: losses.reduce((sum, loss) => sum + loss, 0) / days,
    from: dayOf(at(series.openAt, first + 1)),
    to: dayOf(at(series.openAt, last)),
  };
}
