import { normalFrom, seededRandom } from '../../../models/performance/seeded-random.ts';

/**
 * Two states of daily returns: mean .062 and -.073 %, deviation .78 and 1.74 %, changing with chance .0021 and .0120 a day.
 * Source: Hardy's monthly estimates made daily, as in Nystrup, Lindstrom and Madsen, Expert Systems with Applications 150 (2020).
 */
export function simulatedRegimes(days: number, seed: number, tails: 'normal' | 't4') {
  const random = seededRandom(seed);
  const normal = normalFrom(random);
  const truth = new Uint8Array(days);
  const returns = new Float64Array(days);
  for (let t = 0, state = 0; t < days; t += 1) {
    if (t > 0 && random() < (state === 0 ? 0.0021 : 0.012)) state = 1 - state;
    truth[t] = state;
    const z = tails === 'normal' ? normal() : normal() / Math.sqrt((2 * chiSquare4(normal)) / 4);
    returns[t] = (state === 0 ? 0.062 + 0.78 * z : -0.073 + 1.74 * z) / 100;
  }
  return { truth, returns };
}

const chiSquare4 = (normal: () => number): number => normal() ** 2 + normal() ** 2 + normal() ** 2 + normal() ** 2;

/** Mean of the shares of each state that were found; NaN where the truth has one state only. */
export function balancedAccuracy(truth: Uint8Array, found: Uint8Array): number {
  const right = [0, 0];
  const all = [0, 0];
  for (const [t, state] of truth.entries()) {
    all[state] = (all[state] ?? 0) + 1;
    if (found[t] === state) right[state] = (right[state] ?? 0) + 1;
  }
  return ((right[0] ?? 0) / (all[0] ?? 0) + (right[1] ?? 0) / (all[1] ?? 0)) / 2;
}
