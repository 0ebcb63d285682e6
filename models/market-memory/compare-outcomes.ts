import { here } from '../../data/features/here.ts';
import { quantileOf } from '../performance/moments.ts';
import { normalCdf, normalQuantile } from '../performance/normal.ts';
import { seededRandom } from '../performance/seeded-random.ts';

/** What followed some days beside what followed all days. */
export type OutcomeComparison = {
  /** Days whose outcome is known, and their mean outcome. */
  readonly hits: number;
  readonly mean: number;
  /** Days of the whole history whose outcome is known, and their mean outcome. */
  readonly days: number;
  readonly usual: number;
  /** Interval of the difference of the two means; NaN with fewer than three hits. */
  readonly low: number;
  readonly high: number;
  /** True when 0 lies outside of the interval. */
  readonly differs: boolean;
};

export type CompareOptions = {
  readonly seed: number;
  /** Confidence of the interval. */
  readonly level?: number;
  /** Days drawn together, since neighbours share candles and wide swings come in spells. */
  readonly block?: number;
  readonly runs?: number;
};

/**
 * Quantile of Student's t by its expansion about the normal one, to .001 from 4 degrees on.
 * Source: Abramowitz and Stegun, "Handbook of Mathematical Functions", 26.7.5.
 */
function studentQuantile(probability: number, degrees: number): number {
  const z = normalQuantile(probability);
  const terms = [
    (z ** 3 + z) / 4,
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
  ];
  return terms.reduce((sum, term, i) => sum + term / degrees ** (i + 1), z);
}

/**
 * Tail of a percentile interval that makes up for how narrow it is for few values.
 * Source: Hesterberg, "What teachers should know about the bootstrap", The American Statistician 69 (2015) 371-386.
 */
const expandedTail = (tail: number, count: number): number =>
  normalCdf(Math.sqrt(count / (count - 1)) * studentQuantile(tail, count - 1));

/** Sums of the first 0, 1, 2 and on values, going on at the start for `further` more. */
function runningSums(values: Float64Array, further: number): Float64Array {
  const sums = new Float64Array(values.length + further + 1);
  for (let i = 0; i < values.length + further; i += 1) sums[i + 1] = here(sums, i) + here(values, i % values.length);
  return sums;
}

/** Differences of the mean of hits from the mean of all, over histories drawn in blocks of neighbouring days. */
function drawnDifferences(
  outcomes: Float64Array,
  isHit: Float64Array,
  { block, runs, random }: { block: number; runs: number; random: () => number },
): Float64Array {
  const count = outcomes.length;
  const [all, hits] = [runningSums(outcomes, block), runningSums(isHit, block)];
  const ofHits = runningSums(
    outcomes.map((outcome, i) => outcome * here(isHit, i)),
    block,
  );
  const between = (sums: Float64Array, from: number, to: number) => here(sums, to) - here(sums, from);
  const differences: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    let [sum, sumOfHits, numberOfHits] = [0, 0, 0];
    for (let drawn = 0; drawn < count; drawn += block) {
      const from = Math.floor(random() * count);
      const to = from + Math.min(block, count - drawn);
      sum += between(all, from, to);
      sumOfHits += between(ofHits, from, to);
      numberOfHits += between(hits, from, to);
    }
    if (numberOfHits > 0.5) differences.push(sumOfHits / numberOfHits - sum / count);
  }
  return Float64Array.from(differences);
}

/**
 * Compares what followed some days with what followed all of them: the difference of the means, with an interval of a
 * circular block bootstrap of the whole history, expanded for few hits.
 * Source: Politis and Romano, "A circular block-resampling procedure for stationary data", 1992.
 * @param outcomes of every day; NaN where it is not known yet
 * @param rows of the hits
 */
export function compareOutcomes(
  outcomes: Float64Array,
  rows: readonly number[],
  { seed, level = 0.95, block = 63, runs = 2000 }: CompareOptions,
): OutcomeComparison {
  const marked = new Float64Array(outcomes.length);
  for (const row of rows) marked[row] = 1;
  const isKnown = (_: number, row: number) => !Number.isNaN(here(outcomes, row));
  const known = outcomes.filter(isKnown);
  const isHit = marked.filter(isKnown);
  const days = known.length;
  const hits = isHit.reduce((sum, one) => sum + one, 0);
  const mean = known.reduce((sum, outcome, i) => sum + outcome * here(isHit, i), 0) / hits;
  const usual = known.reduce((sum, outcome) => sum + outcome, 0) / days;
  if (hits < 3) return { hits, mean, days, usual, low: Number.NaN, high: Number.NaN, differs: false };
  const differences = drawnDifferences(known, isHit, {
    block: Math.min(block, days),
    runs,
    random: seededRandom(seed),
  });
  const tail = expandedTail((1 - level) / 2, hits);
  const [low, high] = [quantileOf(differences, tail), quantileOf(differences, 1 - tail)];
  return { hits, mean, days, usual, low, high, differs: low > 0 || high < 0 };
}
