import { classCounts, classWeights } from './class-weights.ts';
import { projectFeatures } from './feature-projection.ts';
import { type HybridRows, signalClasses, unknownClass } from './hybrid-rows.ts';
import { type InputChoice, usualInputs } from './input-choice.ts';
import type { NetworkRows } from './network-rows.ts';
import { pickColumns } from './row-features.ts';
import { liveColumns } from './select-features.ts';
import { learnStandard, rollingStandard, type Standard } from './standardise.ts';
import { regimeClasses, regimeThresholds } from './volatility-classes.ts';

/** What the training rows of a fold taught, beside the network's weights. */
export type FoldStatistics = {
  readonly standard: Standard;
  /** Of the columns of the standard those that are fed when the network is asked; the others stand at the fold's mean. */
  readonly served: readonly string[];
  /** Borders of the volatility regimes, ln of the variance of the next day in %^2. */
  readonly thresholds: readonly number[];
  /** Weight of each signal class. */
  readonly classWeights: readonly number[];
  /** Shares of the signal classes among the training rows: what a head without skill would say. */
  readonly prior: readonly number[];
};

export type FoldRows = {
  /** As the network learns from them. */
  readonly rows: NetworkRows;
  /** As it is asked of them: the same, but where a selection feeds a network that learned from more. */
  readonly asked: NetworkRows;
  readonly statistics: FoldStatistics;
};

export type FoldInputs = {
  readonly choice: InputChoice;
  /** Features that the fold's training rows chose; needed where the choice selects. */
  readonly selected?: readonly string[] | undefined;
};

/**
 * The columns that the network of a fold has, and those of them that it is fed when it is asked. The technical ones are all
 * needed; of every feature those that the training rows know and that vary there.
 */
function columnsOf(rows: HybridRows, train: Int32Array, { choice, selected = [] }: FoldInputs) {
  if (choice.features === 'technical') return { learned: rows.technicalNames, served: rows.technicalNames };
  const live = liveColumns(rows, train);
  const chosen = new Set(selected);
  const kept = live.filter(name => chosen.has(name));
  if (choice.features === 'selected') return { learned: kept, served: kept };
  return { learned: live, served: choice.features === 'projected' ? kept : live };
}

/**
 * A history as the network reads it in one fold: features standardised, volatility regimes and class weights set by the
 * training rows alone. All rows are handed over; training, validation and test take theirs by index.
 * @param train rows to learn from, purged
 * @throws QuaestorError `model.bad-data` that names a technical column which is constant or missing on the training rows,
 * or outcomes that make no regimes
 */
export function foldRows(rows: HybridRows, train: Int32Array, inputs: FoldInputs = { choice: usualInputs }): FoldRows {
  const { learned, served } = columnsOf(rows, train, inputs);
  const read = (names: readonly string[]) => pickColumns(rows.technicalNames, rows.technical, names);
  const values = read(learned);
  const standard =
    inputs.choice.normalisation === 'rolling' ? rollingStandard(learned) : learnStandard(learned, values, train);
  const outcome = rows.volatility[1].outcome;
  const thresholds = regimeThresholds(outcome, train);
  const counts = classCounts(rows.signal, train, signalClasses.length);
  const weights = classWeights(counts);
  const known = counts.reduce((sum, count) => sum + count, 0);
  const weightOf = (label: number): number => (label === unknownClass ? 0 : (weights[label] ?? 0));
  const network: NetworkRows = {
    ...rows,
    technical: projectFeatures(standard, learned, values),
    volatilityRegime: regimeClasses(outcome, thresholds),
    signalWeight: rows.uniqueness.map((share, row) => share * weightOf(rows.signal[row] ?? unknownClass)),
  };
  return {
    statistics: {
      standard,
      served,
      thresholds,
      classWeights: weights,
      prior: counts.map(count => count / known),
    },
    rows: network,
    asked:
      served.length === learned.length
        ? network
        : { ...network, technical: projectFeatures(standard, served, read(served)) },
  };
}
