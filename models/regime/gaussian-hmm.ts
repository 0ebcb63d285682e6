import { here } from '../../data/features/here.ts';
import { normalFrom, seededRandom } from '../performance/seeded-random.ts';
import { sumOfLogs } from '../volatility/sum-of-logs.ts';

/** States of normal returns that follow each other as a Markov chain; sorted by variance, the calmest first. */
export type GaussianHmm = {
  readonly means: Float64Array;
  readonly variances: Float64Array;
  /** Row-major [states x states]: from, to. */
  readonly transition: Float64Array;
  readonly initial: Float64Array;
  readonly logLikelihood: number;
  readonly iterations: number;
};

export type HmmOptions = {
  readonly states: number;
  readonly starts?: number;
  readonly seed?: number;
  /** One start, from what was learned before. */
  readonly warm?: GaussianHmm;
  readonly mostIterations?: number;
  /** Share of the log likelihood below which a gain ends the climb. */
  readonly tolerance?: number;
};

const leastVariance = 1e-6;
const leastDensity = 1e-300;
const finest = 1e-10;

/** A model of `observations` states x time: `density(t, k)` is the chance of what was seen at t in state k. */
export type Chain = {
  readonly states: number;
  readonly count: number;
  readonly initial: Float64Array;
  readonly transition: Float64Array;
  /** Row-major [count x states]. */
  readonly densities: Float64Array;
};

/**
 * Chances of the states given what was seen up to each time, row-major [count x states], and the scale of each step, whose
 * logs sum to the log likelihood. Source: Rabiner, Proceedings of the IEEE 77 (1989) 257-286, with scaling.
 */
export function forward({ states, count, initial, transition, densities }: Chain): {
  filtered: Float64Array;
  scale: Float64Array;
} {
  const filtered = new Float64Array(count * states);
  const scale = new Float64Array(count);
  for (let t = 0; t < count; t += 1) {
    let sum = 0;
    for (let k = 0; k < states; k += 1) {
      const chance = t === 0 ? (initial[k] ?? 0) : arriving(filtered, transition, t, k, states);
      const value = chance * (densities[t * states + k] ?? 0);
      filtered[t * states + k] = value;
      sum += value;
    }
    scale[t] = sum;
    for (let k = t * states; k < (t + 1) * states; k += 1) filtered[k] = (filtered[k] ?? 0) / sum;
  }
  return { filtered, scale };
}

function arriving(filtered: Float64Array, transition: Float64Array, t: number, k: number, states: number): number {
  let chance = 0;
  const before = (t - 1) * states;
  for (let j = 0; j < states; j += 1) chance += (filtered[before + j] ?? 0) * (transition[j * states + k] ?? 0);
  return chance;
}

/** The backward half, on the scale of `forward`: filtered times backward are the smoothed chances. */
export function backward({ states, count, transition, densities }: Chain, scale: Float64Array): Float64Array {
  const out = new Float64Array(count * states).fill(1, (count - 1) * states);
  for (let t = count - 2; t >= 0; t -= 1) {
    const next = (t + 1) * states;
    for (let j = 0; j < states; j += 1) {
      let sum = 0;
      for (let k = 0; k < states; k += 1) {
        sum += (transition[j * states + k] ?? 0) * (densities[next + k] ?? 0) * (out[next + k] ?? 0);
      }
      out[t * states + j] = sum / (scale[t + 1] ?? Number.NaN);
    }
  }
  return out;
}

/** Normal densities of the values in each state, never quite zero. */
export function densitiesOf(
  values: Float64Array,
  { means, variances }: Pick<GaussianHmm, 'means' | 'variances'>,
): Float64Array {
  const states = means.length;
  const out = new Float64Array(values.length * states);
  for (let k = 0; k < states; k += 1) {
    const [mean = 0, variance = 1] = [means[k], variances[k]];
    const height = 1 / Math.sqrt(2 * Math.PI * variance);
    for (let t = 0; t < values.length; t += 1) {
      const gap = (values[t] ?? Number.NaN) - mean;
      out[t * states + k] = height * Math.exp((-gap * gap) / (2 * variance)) + leastDensity;
    }
  }
  return out;
}

export const chainOf = (hmm: GaussianHmm, values: Float64Array): Chain => ({
  states: hmm.means.length,
  count: values.length,
  initial: hmm.initial,
  transition: hmm.transition,
  densities: densitiesOf(values, hmm),
});

/** Chances of the states at each value from it and those before it alone, row-major [values.length x states]. */
export const filteredStates = (hmm: GaussianHmm, values: Float64Array): Float64Array =>
  forward(chainOf(hmm, values)).filtered;

/**
 * Gaussian hidden Markov model by expectation and maximisation: returns in %, the best of several starts, or one warm start.
 * Deterministic for a seed. Source: Baum, Petrie, Soules and Weiss, Annals of Mathematical Statistics 41 (1970) 164-171.
 */
export function fitGaussianHmm(
  values: Float64Array,
  { states, starts = 20, seed = 1, warm, mostIterations = 2000, tolerance = finest }: HmmOptions,
): GaussianHmm {
  if (warm) return sorted(climb(values, warm, { mostIterations, tolerance }));
  const random = seededRandom(seed);
  const normal = normalFrom(random);
  let best: GaussianHmm | undefined;
  for (let start = 0; start < starts; start += 1) {
    const fit = climb(values, startOf(values, states, normal), { mostIterations, tolerance });
    if (!best || fit.logLikelihood > best.logLikelihood) best = fit;
  }
  if (!best) throw new RangeError(`A hidden Markov model needs at least one start, got ${starts}.`);
  return sorted(best);
}

type Parameters = Pick<GaussianHmm, 'means' | 'variances' | 'transition' | 'initial'>;

function startOf(values: Float64Array, states: number, normal: () => number): Parameters {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const leaving = states === 1 ? 0 : 0.05 / (states - 1);
  return {
    means: Float64Array.from({ length: states }, () => mean + 0.3 * normal()),
    variances: Float64Array.from({ length: states }, () => variance * Math.exp(1.2 * normal())),
    transition: Float64Array.from({ length: states * states }, (_, i) =>
      Math.floor(i / states) === i % states ? (states === 1 ? 1 : 0.95) : leaving,
    ),
    initial: new Float64Array(states).fill(1 / states),
  };
}

type Patience = Required<Pick<HmmOptions, 'mostIterations' | 'tolerance'>>;

function climb(values: Float64Array, start: Parameters, { mostIterations, tolerance }: Patience): GaussianHmm {
  let parameters = start;
  let before = Number.NEGATIVE_INFINITY;
  for (let iterations = 1; ; iterations += 1) {
    const chain: Chain = {
      states: parameters.means.length,
      count: values.length,
      ...parameters,
      densities: densitiesOf(values, parameters),
    };
    const { filtered, scale } = forward(chain);
    const logLikelihood = sumOfLogs(scale);
    const settled = Math.abs(logLikelihood - before) < tolerance * Math.abs(logLikelihood);
    if (settled || iterations >= mostIterations) return { ...parameters, logLikelihood, iterations };
    before = logLikelihood;
    parameters = maximised(values, chain, filtered, backward(chain, scale), scale);
  }
}

/** The parameters that make what was seen likeliest, given the chances of the states. */
function maximised(
  values: Float64Array,
  chain: Chain,
  filtered: Float64Array,
  later: Float64Array,
  scale: Float64Array,
): Parameters {
  const { states } = chain;
  const chances = new Float64Array(filtered.length);
  for (let i = 0; i < chances.length; i += 1) chances[i] = here(filtered, i) * here(later, i);
  return {
    ...momentsOf(values, chances, states),
    transition: movesOf(chain, filtered, later, scale),
    initial: chances.slice(0, states),
  };
}

/** Mean and variance of the values in each state, weighted by its chances. */
function momentsOf(
  values: Float64Array,
  chances: Float64Array,
  states: number,
): Pick<Parameters, 'means' | 'variances'> {
  const means = new Float64Array(states);
  const variances = new Float64Array(states);
  for (let k = 0; k < states; k += 1) {
    let [weight, sum, squares] = [0, 0, 0];
    for (let t = 0, i = k; t < values.length; t += 1, i += states) {
      weight += here(chances, i);
      sum += here(chances, i) * here(values, t);
    }
    const mean = sum / weight;
    for (let t = 0, i = k; t < values.length; t += 1, i += states) {
      squares += here(chances, i) * (here(values, t) - mean) ** 2;
    }
    means[k] = mean;
    variances[k] = Math.max(squares / weight, leastVariance);
  }
  return { means, variances };
}

/** Expected moves between the states as chances, row-major. */
function movesOf(
  { states, count, transition, densities }: Chain,
  filtered: Float64Array,
  later: Float64Array,
  scale: Float64Array,
): Float64Array {
  const moves = new Float64Array(states * states);
  for (let t = 1; t < count; t += 1) {
    for (let k = 0; k < states; k += 1) {
      const arrives = (here(densities, t * states + k) * here(later, t * states + k)) / here(scale, t);
      for (let i = k, j = (t - 1) * states; i < moves.length; i += states, j += 1) {
        moves[i] = here(moves, i) + here(filtered, j) * arrives;
      }
    }
  }
  const expected = moves.map((move, i) => move * here(transition, i));
  const leaving = new Float64Array(states);
  for (const [i, move] of expected.entries()) {
    const from = Math.floor(i / states);
    leaving[from] = here(leaving, from) + move;
  }
  return expected.map((move, i) => move / here(leaving, Math.floor(i / states)));
}

function sorted(hmm: GaussianHmm): GaussianHmm {
  const states = hmm.means.length;
  const order = [...hmm.variances.keys()].sort((a, b) => (hmm.variances[a] ?? 0) - (hmm.variances[b] ?? 0));
  const pick = (values: Float64Array) => Float64Array.from(order, k => values[k] ?? Number.NaN);
  return {
    ...hmm,
    means: pick(hmm.means),
    variances: pick(hmm.variances),
    initial: pick(hmm.initial),
    transition: Float64Array.from(
      { length: states * states },
      (_, i) => hmm.transition[(order[Math.floor(i / states)] ?? 0) * states + (order[i % states] ?? 0)] ?? Number.NaN,
    ),
  };
}
