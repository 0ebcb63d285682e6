import { z } from 'zod';
import { quantileOf } from '../performance/moments.ts';
import { excursionProbabilities } from './excursion-head.ts';
import { marketRegimeClasses, signalClasses, unknownClass, volatilityRegimeClasses } from './hybrid-rows.ts';
import type { MarketRows } from './market-rows.ts';

const Share = z.number().gt(0).lt(1);
const shares = (classes: readonly string[]) => z.array(Share).length(classes.length);
const Quantiles = z.array(z.number()).length(excursionProbabilities.length);

/** What training rows say of the outcomes without any feature: what each head has to beat. log-HAR is in the rows. */
export const HeadBaselines = z.strictObject({
  /** Shares of the classes. */
  signal: shares(signalClasses),
  volatilityRegime: shares(volatilityRegimeClasses),
  marketRegime: shares(marketRegimeClasses),
  /** Shares of the regimes ahead, after each regime of today. */
  transitions: z.array(shares(marketRegimeClasses)).length(marketRegimeClasses.length),
  /** Empirical quantiles at `excursionProbabilities`. */
  adverse: Quantiles,
  favourable: Quantiles,
});
export type HeadBaselines = z.infer<typeof HeadBaselines>;

/**
 * Shares of the classes with half a label added to each, so that none is impossible (Krichevsky and Trofimov, IEEE
 * Transactions on Information Theory 27 (1981) 199-207).
 */
function sharesOf(labels: Int8Array, rows: Int32Array, classes: readonly string[]): number[] {
  const counts = classes.map(() => 0.5);
  for (const row of rows) {
    const label = labels[row] ?? unknownClass;
    if (label !== unknownClass) counts[label] = (counts[label] ?? 0) + 1;
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map(count => count / total);
}

function quantilesOf(excursions: Float32Array, rows: Int32Array): number[] {
  const known = Float64Array.from(rows, row => excursions[row] ?? Number.NaN).filter(Number.isFinite);
  return excursionProbabilities.map(probability => quantileOf(known, probability));
}

/** What the training rows of a fold say of each head. @param volatilityRegime classes under the fold's thresholds */
export function learnBaselines(rows: MarketRows, volatilityRegime: Int8Array, train: Int32Array): HeadBaselines {
  const { signal, marketRegime, regimeNow, adverse, favourable } = rows;
  return {
    signal: sharesOf(signal, train, signalClasses),
    volatilityRegime: sharesOf(volatilityRegime, train, volatilityRegimeClasses),
    marketRegime: sharesOf(marketRegime, train, marketRegimeClasses),
    transitions: marketRegimeClasses.map((_, today) =>
      sharesOf(
        marketRegime,
        train.filter(row => regimeNow[row] === today),
        marketRegimeClasses,
      ),
    ),
    adverse: quantilesOf(adverse, train),
    favourable: quantilesOf(favourable, train),
  };
}
