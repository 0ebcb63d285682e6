import type { Text } from '../../config/text.ts';
import { at } from '../../data/at.ts';
import { mean } from './moments.ts';
import { firstOf, reasons, type Statistic, unless } from './statistic.ts';

export type Significance = {
  /** Share of the resampled means, of returns without an edge, that reach the observed mean. */
  readonly pValue: Statistic;
  readonly runs: number;
  readonly observations: number;
  /** Said where the sample is too small to trust the figure. */
  readonly warning?: Text;
};

const enough = 30;

const tooSmall = (observations: number): Text => ({
  en: `Only ${observations} returns: under ${enough} the test says little.`,
  fr: `Seulement ${observations} rendements : en dessous de ${enough}, le test ne dit pas grand-chose.`,
});

/** Mean of as many values as there are, drawn in blocks of neighbours with replacement; a block goes on past the end at the start. */
function resampledMean(values: Float64Array, block: number, random: () => number): number {
  let sum = 0;
  let row = 0;
  for (let i = 0; i < values.length; i += 1) {
    row = i % block === 0 ? Math.floor(random() * values.length) : (row + 1) % values.length;
    sum += at(values, row);
  }
  return sum / values.length;
}

/**
 * One-sided bootstrap test of whether the mean of returns exceeds what luck gives: the returns are centred on 0 and
 * resampled with replacement, in blocks of the cube root of their number, since returns of neighbouring days hang
 * together; `random` gives uniform numbers in [0, 1).
 * Source: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, section 16.4; Aronson, "Evidence-Based
 * Technical Analysis", 2006, chapter 5; Politis and Romano, "A circular block-resampling procedure for stationary data", 1992.
 */
export function significanceOf(returns: Float64Array, random: () => number, runs = 5000): Significance {
  const observed = mean(returns);
  const centred = returns.map(one => one - observed);
  const block = Math.max(1, Math.ceil(Math.cbrt(returns.length)));
  const pValue = unless(firstOf([returns.length < 2, reasons.tooFewReturns]), () => {
    let reached = 0;
    for (let run = 0; run < runs; run += 1) if (resampledMean(centred, block, random) >= observed) reached += 1;
    return reached / runs;
  });
  const warned = returns.length < enough ? { warning: tooSmall(returns.length) } : {};
  return { pValue, runs, observations: returns.length, ...warned };
}
