import type { Rows } from './jump-model.ts';

/** How a feature of the training span is brought to zero mean and unit spread: clipped first, then scaled. */
export type FeatureScale = {
  /** Bounds of the clip, and mean and deviation of what it leaves; one for each feature. */
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
};

/** Deviations from the mean that are kept. */
const clipAt = 3;

/** Learns the scale from rows [from, to). Deviations are those of a population. */
export function fitScale({ values, width }: Rows, from: number, to: number): FeatureScale {
  const scale = { low: [] as number[], high: [] as number[], mean: [] as number[], deviation: [] as number[] };
  for (let k = 0; k < width; k += 1) {
    const column = Float64Array.from({ length: to - from }, (_, i) => values[(from + i) * width + k] ?? 0);
    const [mean, deviation] = spreadOf(column);
    const [low, high] = [mean - clipAt * deviation, mean + clipAt * deviation];
    const [clippedMean, clippedDeviation] = spreadOf(column.map(value => Math.min(Math.max(value, low), high)));
    scale.low.push(low);
    scale.high.push(high);
    scale.mean.push(clippedMean);
    scale.deviation.push(clippedDeviation);
  }
  return scale;
}

function spreadOf(values: Float64Array): [mean: number, deviation: number] {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  return [mean, Math.sqrt(squares / values.length)];
}

/** Rows [from, to) on the scale. */
export function scaled({ values, width }: Rows, scale: FeatureScale, from: number, to: number): Rows {
  const out = values.slice(from * width, to * width);
  for (let k = 0; k < width; k += 1) {
    const [low = 0, high = 0, mean = 0, deviation = 1] = [
      scale.low[k],
      scale.high[k],
      scale.mean[k],
      scale.deviation[k],
    ];
    for (let i = k; i < out.length; i += width) {
      out[i] = (Math.min(Math.max(out[i] ?? Number.NaN, low), high) - mean) / deviation;
    }
  }
  return { values: out, width };
}
