import { z } from 'zod';
import { here } from '../../data/features/here.ts';
import type { Explanation } from './explanation.ts';

/** How much one feature moved a model's output, as the mean of |phi| over rows. Rank 1 moved it most. */
export const FeatureImportance = z.strictObject({
  feature: z.string().min(1),
  importance: z.number().min(0),
  rank: z.int().min(1),
});
export type FeatureImportance = z.infer<typeof FeatureImportance>;

/**
 * Features by their mean |phi|, greatest first; equal ones by name. What is explained decides what is chosen, so pass an
 * explanation of training rows only.
 * @param names one for each player
 */
export function featureImportance(names: readonly string[], { phi, rows, players }: Explanation): FeatureImportance[] {
  const sums = new Float64Array(players);
  for (const [i, value] of phi.entries()) sums[i % players] = here(sums, i % players) + Math.abs(value) / rows;
  return ranked(names.map((feature, j) => ({ feature, importance: here(sums, j) })));
}

/** Numbers features by importance, greatest first; equal ones by name. */
export function ranked(values: readonly Omit<FeatureImportance, 'rank'>[]): FeatureImportance[] {
  return [...values]
    .sort((a, b) => b.importance - a.importance || (a.feature < b.feature ? -1 : 1))
    .map((one, k) => ({ ...one, rank: k + 1 }));
}

/**
 * Spearman's correlation of two rankings of the same features: how far another half of the rows would have chosen the
 * same. Features of equal importance share the mean of their places, so that the many of none do not look like agreement.
 * NaN below two features. Source: Spearman, American Journal of Psychology 15 (1904) 72-101.
 */
export function rankCorrelation(first: readonly FeatureImportance[], second: readonly FeatureImportance[]): number {
  const [places, others] = [placesOf(first), placesOf(second)];
  const middle = (first.length + 1) / 2;
  let [both, squares, otherSquares] = [0, 0, 0];
  for (const [feature, place] of places) {
    const other = (others.get(feature) ?? Number.NaN) - middle;
    both += (place - middle) * other;
    squares += (place - middle) ** 2;
    otherSquares += other ** 2;
  }
  return both / Math.sqrt(squares * otherSquares);
}

/** Place of each feature; equal ones have the mean of their places. */
function placesOf(list: readonly FeatureImportance[]): Map<string, number> {
  const equals = new Map<number, number[]>();
  for (const { importance, rank } of list) equals.set(importance, [...(equals.get(importance) ?? []), rank]);
  const meanOf = (ranks: readonly number[]) => ranks.reduce((sum, rank) => sum + rank, 0) / ranks.length;
  const places = new Map([...equals].map(([importance, ranks]) => [importance, meanOf(ranks)]));
  return new Map(list.map(({ feature, importance, rank }) => [feature, places.get(importance) ?? rank]));
}
