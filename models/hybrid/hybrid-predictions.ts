import { quantileProbabilities } from '../volatility/forecaster.ts';
import { classProbabilities } from './class-head.ts';
import { excursionProbabilities, excursionQuantiles } from './excursion-head.ts';
import type { PerHead } from './heads.ts';
import { heads } from './heads.ts';
import { marketRegimeClasses, signalClasses, volatilityRegimeClasses } from './hybrid-rows.ts';
import type { NetworkFeatures } from './network-rows.ts';
import { ordinalProbabilities } from './ordinal-head.ts';
import { volatilityQuantiles } from './volatility-head.ts';

/** Raw outputs for some rows, row-major [count x outputs of the head]; NaN from a head that has learned nothing. */
export type RawOutputs = { readonly count: number; readonly values: PerHead<Float32Array> };

/** What the heads say of some rows, row-major. A head that has learned nothing, or has no baseline, says NaN. */
export type HybridPredictions = {
  readonly count: number;
  /** Probabilities [count x signalClasses]; their logarithms serve as logits for a temperature. */
  readonly signal: Float64Array;
  /** Quantiles of ln y at `quantileProbabilities` [count x 7], for each horizon. */
  readonly volatility: { readonly 1: Float64Array; readonly 2: Float64Array };
  /** Probabilities [count x volatilityRegimeClasses] and [count x marketRegimeClasses]. */
  readonly volatilityRegime: Float64Array;
  readonly marketRegime: Float64Array;
  /** Quantiles at `excursionProbabilities` [count x 3] of the largest fall and rise, in sigma x sqrt(span). */
  readonly adverse: Float64Array;
  readonly favourable: Float64Array;
};

/** One answer of `width` numbers for each row. */
function forEachRow(count: number, width: number, answer: (n: number) => readonly number[]): Float64Array {
  const answers = new Float64Array(count * width);
  for (let n = 0; n < count; n += 1) answers.set(answer(n), n * width);
  return answers;
}

/** Turns raw outputs for the rows `take` into probabilities and quantiles. */
export function readOutputs({ count, values }: RawOutputs, rows: NetworkFeatures, take: Int32Array): HybridPredictions {
  const raw = (head: keyof typeof heads, n: number): Float32Array =>
    values[head].subarray(n * heads[head].outputs, (n + 1) * heads[head].outputs);
  const levels = excursionProbabilities.length;
  const quantiles = (days: 1 | 2): Float64Array =>
    forEachRow(count, quantileProbabilities.length, n =>
      volatilityQuantiles(raw('volatility', n), rows.volatility[days], take[n] ?? -1, days),
    );
  return {
    count,
    signal: forEachRow(count, signalClasses.length, n => classProbabilities(raw('signal', n))),
    volatility: { 1: quantiles(1), 2: quantiles(2) },
    volatilityRegime: forEachRow(count, volatilityRegimeClasses.length, n =>
      ordinalProbabilities(raw('volatilityRegime', n)),
    ),
    marketRegime: forEachRow(count, marketRegimeClasses.length, n => classProbabilities(raw('marketRegime', n))),
    adverse: forEachRow(count, levels, n => excursionQuantiles(raw('excursions', n).subarray(0, levels))),
    favourable: forEachRow(count, levels, n => excursionQuantiles(raw('excursions', n).subarray(levels))),
  };
}
