import { classCounts, classWeights } from './class-weights.ts';
import { type HybridRows, signalClasses, unknownClass } from './hybrid-rows.ts';
import type { NetworkRows } from './network-rows.ts';
import { learnStandard, type Standard, standardise } from './standardise.ts';
import { regimeClasses, regimeThresholds } from './volatility-classes.ts';

/** What the training rows of a fold taught, beside the network's weights. */
export type FoldStatistics = {
  readonly standard: Standard;
  /** Borders of the volatility regimes, ln of the variance of the next day in %^2. */
  readonly thresholds: readonly number[];
  /** Weight of each signal class. */
  readonly classWeights: readonly number[];
  /** Shares of the signal classes among the training rows: what a head without skill would say. */
  readonly prior: readonly number[];
};

/**
 * A history as the network reads it in one fold: features standardised, volatility regimes and class weights set by the
 * training rows alone. All rows are handed over; training, validation and test take theirs by index.
 * @param train rows to learn from, purged
 * @throws QuaestorError `model.bad-data` that names a column which is constant or missing on the training rows, or
 * outcomes that make no regimes
 */
export function foldRows(rows: HybridRows, train: Int32Array): { rows: NetworkRows; statistics: FoldStatistics } {
  const standard = learnStandard(rows.technicalNames, rows.technical, train);
  const outcome = rows.volatility[1].outcome;
  const thresholds = regimeThresholds(outcome, train);
  const counts = classCounts(rows.signal, train, signalClasses.length);
  const weights = classWeights(counts);
  const known = counts.reduce((sum, count) => sum + count, 0);
  const weightOf = (label: number): number => (label === unknownClass ? 0 : (weights[label] ?? 0));
  return {
    statistics: { standard, thresholds, classWeights: weights, prior: counts.map(count => count / known) },
    rows: {
      ...rows,
      technical: standardise(standard, rows.technical).values,
      volatilityRegime: regimeClasses(outcome, thresholds),
      signalWeight: rows.uniqueness.map((share, row) => share * weightOf(rows.signal[row] ?? unknownClass)),
    },
  };
}
