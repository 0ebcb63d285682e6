import { type ClassHeadLabels, calibrate, fitTemperatures } from './calibrate.ts';
import { type EnsemblePredictions, HybridEnsemble } from './ensemble.ts';
import type { FoldStatistics } from './fold-rows.ts';
import { type HeadBaselines, learnBaselines } from './head-baselines.ts';
import type { HybridModel } from './hybrid-model.ts';
import type { HybridPredictions } from './hybrid-predictions.ts';
import type { MarketFold } from './market-folds.ts';
import type { MarketRows } from './market-rows.ts';
import type { NetworkRows } from './network-rows.ts';
import type { Temperatures } from './network-statistics.ts';

/** What the networks of one fold say of the rows that the fold tests, and what its training rows would have said. */
export type FoldForecasts = {
  readonly test: Int32Array;
  readonly thresholds: readonly number[];
  readonly baselines: HeadBaselines;
  readonly temperatures: Temperatures;
  /** Classes of the test rows under the fold's thresholds. */
  readonly volatilityRegime: Int8Array;
  /** All networks together, at their temperatures. */
  readonly ensemble: EnsemblePredictions;
  /** Each network by itself. */
  readonly members: readonly { readonly seed: number; readonly volatility: HybridPredictions['volatility'] }[];
};

const pick = (labels: Int8Array, rows: Int32Array): Int8Array => Int8Array.from(rows, row => labels[row] ?? -1);

/** The labels of the class heads at some rows. */
export const pickLabels = (
  { signal, volatilityRegime, marketRegime }: NetworkRows,
  rows: Int32Array,
): ClassHeadLabels => ({
  signal: pick(signal, rows),
  volatilityRegime: pick(volatilityRegime, rows),
  marketRegime: pick(marketRegime, rows),
});

/** Lets trained networks speak of the test rows of their fold, calibrated by its validation rows. */
export async function forecastFold(
  models: readonly HybridModel[],
  { rows, network, statistics }: { rows: MarketRows; network: NetworkRows; statistics: FoldStatistics },
  { train, validation, test }: MarketFold,
): Promise<FoldForecasts> {
  const ensemble = new HybridEnsemble(models);
  const temperatures = fitTemperatures(await ensemble.predict(network, validation), pickLabels(network, validation));
  const members: FoldForecasts['members'][number][] = [];
  for (const model of models) {
    members.push({ seed: model.record.seed, volatility: (await model.predict(network, test)).volatility });
  }
  return {
    test,
    thresholds: statistics.thresholds,
    baselines: learnBaselines(rows, network.volatilityRegime, train),
    temperatures,
    volatilityRegime: pick(network.volatilityRegime, test),
    ensemble: calibrate(await ensemble.predict(network, test), temperatures),
    members,
  };
}
