import { technicalCount, textCount, unknownClass } from '../../../models/hybrid/hybrid-rows.ts';
import type { NetworkRows } from '../../../models/hybrid/network-rows.ts';
import { normalFrom, seededRandom } from '../../../models/performance/seeded-random.ts';

const quantiles = [-1.6449, -1.2816, -0.6745, 0, 0.6745, 1.2816, 1.6449];

/** Rows `from` to `to` - 1. */
export const span = (from: number, to: number): Int32Array =>
  Int32Array.from({ length: to - from }, (_, n) => from + n);

/**
 * Rows whose labels follow from features that are planted there: the first technical number moves the signal, the second
 * the variance and its regime, the third the excursions, and one direction of the text the market regime. Without
 * `skill` the labels are drawn apart from the features.
 */
export function plantedRows(count: number, seed: number, { skill = true } = {}): NetworkRows {
  const random = seededRandom(seed);
  const normal = normalFrom(random);
  const technical = Float32Array.from({ length: count * technicalCount }, normal);
  const hasText = Uint8Array.from({ length: count }, (_, row) => (row % 4 === 0 ? 0 : 1));
  const tone = Float32Array.from({ length: count }, normal);
  const direction = Float32Array.from({ length: textCount }, () => normal() / Math.sqrt(textCount));
  const text = Float32Array.from({ length: count * textCount }, (_, i) => {
    const row = Math.floor(i / textCount);
    const noise = (0.5 * normal()) / Math.sqrt(textCount);
    return hasText[row] ? (tone[row] ?? 0) * (direction[i % textCount] ?? 0) + noise : 0;
  });
  const clue = (row: number, k: number): number =>
    skill ? (technical[row * technicalCount + k] ?? 0) + 0.3 * normal() : normal();
  const column = (from: (row: number) => number): Float64Array =>
    Float64Array.from({ length: count }, (_, row) => from(row));
  const logMean = column(() => -1 + 0.3 * normal());
  const variance = column(row => (logMean[row] ?? 0) + 0.8 * clue(row, 1) + 0.3 * normal());
  const horizon = () => ({
    logMean,
    residuals: Float64Array.from({ length: count * 7 }, (_, i) => quantiles[i % 7] ?? 0),
    outcome: variance.map((value, row) => (row < count - 2 ? value : Number.NaN)),
  });
  const third = (value: number): number => (value < -0.43 ? 0 : value < 0.43 ? 1 : 2);
  const mood = (row: number): number => (skill && hasText[row] ? (tone[row] ?? 0) + 0.3 * normal() : normal());
  const known = (row: number, label: number): number => (row < count - 5 ? label : unknownClass);
  const labels = (from: (row: number) => number): Int8Array =>
    Int8Array.from({ length: count }, (_, row) => known(row, from(row)));
  const excursion = (sign: number): Float32Array =>
    Float32Array.from({ length: count }, (_, row) => Math.abs(normal()) * Math.exp(0.5 * sign * clue(row, 2)));
  return {
    dataHash: `planted ${count} ${seed} ${skill}`,
    count,
    technical,
    text,
    hasText,
    volatility: { 1: horizon(), 2: horizon() },
    signal: labels(row => third(clue(row, 0))),
    signalWeight: Float32Array.from({ length: count }, () => 0.2 + 0.8 * random()),
    volatilityRegime: labels(row => Math.min(3, Math.max(0, Math.floor(2 + 0.9 * clue(row, 1))))),
    marketRegime: labels(row => (mood(row) > 0 ? 1 : 0)),
    adverse: excursion(1),
    favourable: excursion(-1),
  };
}
