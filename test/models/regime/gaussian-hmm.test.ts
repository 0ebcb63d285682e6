import { describe, expect, it } from 'vitest';
import {
  backward,
  type Chain,
  chainOf,
  filteredStates,
  fitGaussianHmm,
  forward,
} from '../../../models/regime/gaussian-hmm.ts';
import { hasReferenceData, referenceCandles } from '../../kit/reference-data.ts';
import { changesOf } from './changes-of.ts';
import { simulatedRegimes } from './simulated-regimes.ts';
import { viterbi } from './viterbi.ts';

// Source: the umbrella world of Russell and Norvig, "Artificial Intelligence", chapter 14.
const umbrella: Chain = {
  states: 2,
  count: 5,
  initial: Float64Array.of(0.5, 0.5),
  transition: Float64Array.of(0.7, 0.3, 0.3, 0.7),
  densities: Float64Array.of(0.9, 0.2, 0.9, 0.2, 0.1, 0.8, 0.9, 0.2, 0.9, 0.2),
};
const first = (values: Float64Array) => [...values].filter((_, i) => i % 2 === 0);

describe('the umbrella world', () => {
  const { filtered, scale } = forward(umbrella);
  const later = backward(umbrella, scale);

  it('has its published chance and filtered states', () => {
    expect(scale.reduce((sum, one) => sum + Math.log(one), 0)).toBeCloseTo(-3.372502, 6);
    for (const [t, p] of [0.8182, 0.8834, 0.1907, 0.7308, 0.8673].entries()) {
      expect(first(filtered)[t]).toBeCloseTo(p, 4);
    }
  });

  it('has its published backward messages, smoothed states and likeliest path', () => {
    const unscaled = later.map((value, i) => scale.subarray(Math.floor(i / 2) + 1).reduce((a, b) => a * b, value));
    for (const [i, value] of [0.0661, 0.0455, 0.0906, 0.1503, 0.4593, 0.2437, 0.69, 0.41, 1, 1].entries()) {
      expect(unscaled[i]).toBeCloseTo(value, 4);
    }
    for (const [t, p] of [0.8673, 0.8204, 0.3075, 0.8204, 0.8673].entries()) {
      expect(first(filtered.map((chance, i) => chance * (later[i] ?? 0)))[t]).toBeCloseTo(p, 4);
    }
    const { path, logChance } = viterbi(umbrella);
    expect([...path]).toEqual([0, 0, 1, 0, 0]);
    expect(logChance).toBeCloseTo(-4.459029, 5);
  });
});

describe('a Gaussian hidden Markov model', () => {
  const { returns } = simulatedRegimes(600, 3, 'normal');
  const percent = returns.map(change => 100 * change);

  it('gives the same for the same seed, and no worse a fit from where it stands', () => {
    const fit = fitGaussianHmm(percent, { states: 2, starts: 3 });
    expect(fitGaussianHmm(percent, { states: 2, starts: 3 })).toEqual(fit);
    const again = fitGaussianHmm(percent, { states: 2, warm: fit });
    expect(again.logLikelihood).toBeGreaterThanOrEqual(fit.logLikelihood);
    expect(again.iterations).toBeLessThan(fit.iterations);
    expect(() => fitGaussianHmm(percent, { states: 2, starts: 0 })).toThrow(RangeError);
  });

  it('never loses likelihood from one step to the next', () => {
    const likelihoods = Array.from(
      { length: 30 },
      (_, i) => fitGaussianHmm(percent, { states: 2, starts: 1, mostIterations: i + 1 }).logLikelihood,
    );
    for (const [i, value] of likelihoods.entries()) {
      expect(value).toBeGreaterThanOrEqual((likelihoods[i - 1] ?? Number.NEGATIVE_INFINITY) - 1e-9);
    }
  });

  it('of one state is the normal distribution itself', () => {
    const { means, variances, transition } = fitGaussianHmm(percent, { states: 1, starts: 1 });
    const mean = percent.reduce((a, b) => a + b) / 600;
    expect(means[0]).toBeCloseTo(mean, 10);
    expect(variances[0]).toBeCloseTo(percent.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 600, 10);
    expect([...transition]).toEqual([1]);
  });

  it('filters without looking ahead', () => {
    const fit = fitGaussianHmm(percent, { states: 2, starts: 1 });
    const whole = filteredStates(fit, percent);
    expect(filteredStates(fit, percent.slice(0, 250))).toEqual(whole.slice(0, 500));
  });
});

describe.skipIf(!hasReferenceData)('the hidden Markov model on sp500-daily.csv', () => {
  const close = hasReferenceData ? referenceCandles('sp500-daily.csv', 'SPX').close : new Float64Array(2);
  const percent = Float64Array.from(
    { length: close.length - 1 },
    (_, i) => 100 * ((close[i + 1] ?? 0) / (close[i] ?? 0) - 1),
  );

  it('of two states reaches the reference likelihood, parameters and path', () => {
    const fit = fitGaussianHmm(percent, { states: 2, starts: 4 });
    expect(fit.logLikelihood).toBeCloseTo(-7131.887, 3);
    expect(fit.means[0]).toBeCloseTo(0.07004, 4);
    expect(fit.means[1]).toBeCloseTo(-0.06945, 4);
    expect(Math.sqrt(fit.variances[0] ?? 0)).toBeCloseTo(0.686, 4);
    expect(Math.sqrt(fit.variances[1] ?? 0)).toBeCloseTo(1.80554, 3);
    for (const [i, value] of [0.98827, 0.01173, 0.02205, 0.97795].entries()) {
      expect(fit.transition[i]).toBeCloseTo(value, 4);
    }
    const { path } = viterbi(chainOf(fit, percent));
    expect(changesOf(path)).toBe(44);
    expect(path.reduce((a, b) => a + b, 0) / path.length).toBeCloseTo(0.3421, 4);
    expect(7 * Math.log(percent.length) - 2 * fit.logLikelihood, 'BIC of 7 parameters').toBeCloseTo(14323.44, 1);
  });

  it('of three states reaches the reference likelihood', () => {
    const fit = fitGaussianHmm(percent, { states: 3, starts: 4 });
    expect(fit.logLikelihood).toBeCloseTo(-6901.4291, 2);
    expect(changesOf(viterbi(chainOf(fit, percent)).path)).toBe(73);
    expect(14 * Math.log(percent.length) - 2 * fit.logLikelihood, 'BIC of 14').toBeCloseTo(13922.18, 1);
  });
});
