import { here } from '../../data/features/here.ts';
import { normalCdf, normalQuantile } from '../performance/normal.ts';
import { drawIndex } from './draw-index.ts';

/** A density on [low, high]: normals cut off at the bounds, one at each observation and the prior at the centre. */
export type Parzen = {
  readonly low: number;
  readonly high: number;
  readonly centres: Float64Array;
  readonly deviations: Float64Array;
  readonly weights: Float64Array;
};

/** Observations, the newest of them, that count in full. */
const fullWeight = 25;

/** Weights of observations in the order of time: what is old fades where there are many. */
export function timeWeights(count: number): Float64Array {
  const fading = count - fullWeight;
  return Float64Array.from({ length: count }, (_, i) => {
    if (i >= fading || fading < 1) return 1;
    return fading === 1 ? 1 / count : 1 / count + (i / (fading - 1)) * (1 - 1 / count);
  });
}

/**
 * A Parzen estimate of where observations lie. Each deviation is the larger gap to the neighbours, within
 * [R / min(100, 1 + m), R] for the range R and m normals; the prior has the deviation R and the weight 1.
 * Source: Bergstra, Bardenet, Bengio and Kegl, NIPS 2011, with the defaults of Optuna (optuna/samplers/_tpe).
 * @param observed in the order of time, within the bounds
 */
export function parzen(observed: readonly number[], low: number, high: number): Parzen {
  const range = high - low;
  const centres = Float64Array.from([...observed, (low + high) / 2]);
  const count = centres.length;
  const order = Array.from(centres.keys()).sort((a, b) => here(centres, a) - here(centres, b));
  const least = range / Math.min(100, 1 + count);
  const deviations = new Float64Array(count);
  for (const [place, i] of order.entries()) {
    const [before, after] = [order[place - 1], order[place + 1]];
    const below = before === undefined ? 0 : here(centres, i) - here(centres, before);
    const above = after === undefined ? 0 : here(centres, after) - here(centres, i);
    deviations[i] = Math.min(Math.max(below, above, least), range);
  }
  deviations[count - 1] = range;
  const weights = Float64Array.from([...timeWeights(observed.length), 1]);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { low, high, centres, deviations, weights: weights.map(weight => weight / total) };
}

/** Deviations beyond which a normal has less than the rounding of 1. */
const far = 9;

/** Where the normal of a kernel is cut off, as probabilities below. */
function cutOff({ low, high, centres, deviations }: Parzen, k: number): readonly [number, number] {
  const [centre, deviation] = [here(centres, k), here(deviations, k)];
  const [below, above] = [(low - centre) / deviation, (high - centre) / deviation];
  return [below < -far ? 0 : normalCdf(below), above > far ? 1 : normalCdf(above)];
}

/** A number drawn from the density. */
export function drawParzen(density: Parzen, random: () => number): number {
  const k = drawIndex(density.weights, random());
  const [below, above] = cutOff(density, k);
  // Half a step of the generator keeps the probability from 0.
  const probability = below + (random() + 2 ** -33) * (above - below);
  const drawn = here(density.centres, k) + here(density.deviations, k) * normalQuantile(probability);
  return Math.min(Math.max(drawn, density.low), density.high);
}

/** Logarithm of the density at each of some places. */
export function logParzen(density: Parzen, places: Float64Array): Float64Array {
  const sums = new Float64Array(places.length);
  for (let k = 0; k < density.centres.length; k += 1) {
    const [below, above] = cutOff(density, k);
    const [centre, deviation] = [here(density.centres, k), here(density.deviations, k)];
    const height = here(density.weights, k) / (deviation * Math.sqrt(2 * Math.PI) * (above - below));
    for (let i = 0; i < places.length; i += 1) {
      sums[i] = here(sums, i) + height * Math.exp(-0.5 * ((here(places, i) - centre) / deviation) ** 2);
    }
  }
  return sums.map(Math.log);
}
