import { describe, expect, it } from 'vitest';
import type { StudyTrial } from '../../../data/study-store.ts';
import { quantileOf } from '../../../models/performance/moments.ts';
import { drawParzen, logParzen, parzen, timeWeights } from '../../../models/search/parzen.ts';
import { streamOf } from '../../../models/search/sampler.ts';
import { drawConfiguration, type Space } from '../../../models/search/space.ts';
import { tpeSampler } from '../../../models/search/tpe.ts';
import { seeded } from '../../kit/seeded.ts';
import { branin, braninSpace, hartmann6, hartmannSpace, rosenbrock, rosenbrockSpace } from './test-functions.ts';

type Loss = (configuration: StudyTrial['configuration']) => number;
const complete = (number: number, configuration: StudyTrial['configuration'], loss: number): StudyTrial => ({
  number,
  configuration,
  state: 'complete',
  loss,
  steps: [],
});

function searched(space: Space, loss: Loss, seed: number, count = 100): StudyTrial[] {
  const sampler = tpeSampler(space, { seed });
  const trials: StudyTrial[] = [];
  for (let number = 0; number < count; number += 1) {
    const configuration = sampler.suggest(number, trials, []);
    trials.push(complete(number, configuration, loss(configuration)));
  }
  return trials;
}

const bestOf = (losses: readonly number[]): number => Math.min(...losses);
const lossesOf = (trials: readonly StudyTrial[]) =>
  trials.map(trial => (trial.state === 'complete' ? trial.loss : Number.NaN));

describe('TPE, 100 evaluations', () => {
  // Quartiles within which the median lies: of 30 seeds of another implementation with Optuna's settings (Branin .425 to
  // .484, Rosenbrock-4 40 to 160), and of Optuna 4.5.0 itself over the seeds 0 to 149 (Hartmann-6, median -2.984).
  it.each([
    ['Branin', branin, braninSpace, 60, [0.425, 0.484], [0.541, 0.955]],
    ['Hartmann-6', hartmann6, hartmannSpace, 30, [-3.077, -2.824], [-2.45, -1.65]],
    ['Rosenbrock-4', rosenbrock, rosenbrockSpace, 30, [40, 160], [450, 2200]],
  ] as const)(
    'reaches the published median on %s and beats the random median',
    (_name, of, space, seeds, own, random) => {
      const loss: Loss = configuration => of(Object.values(configuration).map(Number));
      const numbers = Array.from({ length: seeds }, (_, i) => i + 1);
      const found = numbers.map(seed => bestOf(lossesOf(searched(space, loss, seed))));
      const drawn = numbers.map(seed => {
        const draws = Array.from({ length: 100 }, (_, n) => drawConfiguration(space, streamOf(1000 + seed, n)));
        return bestOf(draws.map(loss));
      });
      const median = (values: number[]) => quantileOf(Float64Array.from(values), 0.5);
      expect(median(found)).toBeGreaterThanOrEqual(own[0]);
      expect(median(found)).toBeLessThanOrEqual(own[1]);
      expect(median(drawn), 'random search is where it should be').toBeGreaterThan(random[0]);
      expect(median(drawn)).toBeLessThan(random[1]);
      const better = found.filter(value => value < median(drawn)).length;
      expect(better / seeds).toBeGreaterThanOrEqual(0.95);
    },
  );
});

describe('TPE', () => {
  const mixed: Space = {
    rate: { kind: 'float', low: 1e-5, high: 1, log: true },
    depth: { kind: 'int', low: 1, high: 12 },
    width: { kind: 'int', low: 1, high: 1024, log: true },
    kind: { kind: 'categorical', choices: ['a', 'b', 'c', true, 7] },
    fixed: { kind: 'float', low: 3, high: 3 },
  };
  const loss: Loss = ({ rate, depth, width, kind }) =>
    (Math.log10(Number(rate)) + 3) ** 2 +
    (Number(depth) - 5) ** 2 +
    (Math.log2(Number(width)) - 6) ** 2 +
    (kind === 'b' ? 0 : 4);
  const trials = searched(mixed, loss, 3, 120);

  it('stays within the bounds, whole where a parameter is whole', () => {
    for (const { configuration } of trials) {
      expect(configuration.rate).toBeGreaterThanOrEqual(1e-5);
      expect(configuration.rate).toBeLessThanOrEqual(1);
      expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]).toContain(configuration.depth);
      expect(Number.isInteger(configuration.width) && Number(configuration.width) <= 1024).toBe(true);
      expect(['a', 'b', 'c', true, 7]).toContain(configuration.kind);
      expect(configuration.fixed).toBe(3);
    }
  });

  it('comes to prefer the right choice and the right whole numbers', () => {
    const late = trials.slice(60);
    expect(late.filter(({ configuration }) => configuration.kind === 'b').length / 60, 'of five').toBeGreaterThan(0.6);
    expect(
      late.filter(({ configuration }) => Math.abs(Number(configuration.depth) - 5) <= 1).length / 60,
    ).toBeGreaterThan(0.6);
    expect(bestOf(lossesOf(trials))).toBeLessThan(0.3);
  });

  it('suggests the same for the same trials, seed and number, and another for another seed', () => {
    const again = tpeSampler(mixed, { seed: 3 });
    for (const number of [0, 9, 10, 57, 119]) {
      const trial = trials[number];
      expect(again.suggest(number, trials.slice(0, number), []), `trial ${number}, of a new sampler`).toEqual(
        trial?.configuration,
      );
    }
    expect(tpeSampler(mixed, { seed: 4 }).suggest(0, [], [])).not.toEqual(trials[0]?.configuration);
  });

  it('counts trials that failed or were stopped as bad', () => {
    const space: Space = { x: { kind: 'float', low: 0, high: 1 } };
    const faulty: StudyTrial[] = Array.from({ length: 40 }, (_, number) => {
      const configuration = { x: (number + 0.5) / 40 };
      if (number < 20) return { number, configuration, state: 'failed', fault: 'no', steps: [] };
      return number < 25
        ? complete(number, configuration, number)
        : { number, configuration, state: 'pruned', steps: [{ step: 0, loss: -5 }] };
    });
    const suggested = Array.from({ length: 50 }, (_, i) => tpeSampler(space, { seed: i }).suggest(40, faulty, []).x);
    const near = suggested.filter(x => Number(x) > 0.45 && Number(x) < 0.7).length;
    expect(near, 'complete ones lie from .51 to .61').toBeGreaterThan(40);
  });

  it('keeps away from what is pending in the same batch', () => {
    const space: Space = { x: { kind: 'float', low: 0, high: 1 } };
    const seen = Array.from({ length: 30 }, (_, i) => complete(i, { x: i / 29 }, (i / 29 - 0.4) ** 2));
    const pending = Array.from({ length: 12 }, (_, i) => ({ x: 0.36 + i / 150 }));
    const farOf = (others: typeof pending) => {
      const drawn = Array.from({ length: 40 }, (_, seed) => tpeSampler(space, { seed }).suggest(30, seen, others).x);
      return drawn.reduce<number>((sum, x) => sum + Math.abs(Number(x) - 0.4), 0) / drawn.length;
    };
    expect(farOf([]), 'the optimum').toBeLessThan(0.06);
    expect(farOf(pending)).toBeGreaterThan(2 * farOf([]));
  });

  it.each([
    [{}, 'There is no parameter to search'],
    [{ x: { kind: 'float', low: 2, high: 1 } }, 'Parameter "x" has the bounds 2 and 1'],
    [{ x: { kind: 'float', low: Number.NaN, high: 1 } }, 'the bounds NaN and 1'],
    [{ x: { kind: 'int', low: 0.5, high: 3 } }, 'give whole numbers'],
    [{ x: { kind: 'float', low: 0, high: 3, log: true } }, 'begin above 0'],
    [{ x: { kind: 'categorical', choices: [] } }, 'has no choices'],
    [{ x: { kind: 'categorical', choices: ['a', 'a'] } }, 'names a choice twice'],
  ] satisfies [Space, string][])('refuses %j', (space, fault) => {
    expect(() => tpeSampler(space, { seed: 1 })).toThrow(expect.objectContaining({ code: 'model.bad-data' }));
    expect(() => tpeSampler(space, { seed: 1 })).toThrow(fault);
  });
});

describe('a Parzen estimate', () => {
  it('has the gaps to the neighbours as deviations, and the prior at the centre', () => {
    const { centres, deviations, weights } = parzen([0.1, 0.6, 0.9], 0, 1);
    expect([...centres]).toEqual([0.1, 0.6, 0.9, 0.5]);
    const expected = [0.4, 0.3, 0.3, 1];
    for (const [k, deviation] of expected.entries()) expect(deviations[k]).toBeCloseTo(deviation, 12);
    expect([...weights]).toEqual([0.25, 0.25, 0.25, 0.25]);
    const close = parzen([0.5, 0.5, 0.5], 0, 1);
    expect(close.deviations[0], 'R / (1 + m) at the least').toBeCloseTo(1 / 5, 12);
  });

  it('integrates to 1 and is drawn from', () => {
    const density = parzen([0.1, 0.15, 0.9], 0, 1);
    const places = Float64Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000);
    const heights = logParzen(density, places).map(Math.exp);
    expect(heights.reduce((sum, height) => sum + height, 0) / 1000).toBeCloseTo(1, 5);
    const random = seeded(5);
    const drawn = Array.from({ length: 4000 }, () => drawParzen(density, random));
    const below = drawn.filter(value => value < 0.3).length / 4000;
    const expected = heights.slice(0, 300).reduce((sum, height) => sum + height, 0) / 1000;
    expect(Math.abs(below - expected), 'three standard errors').toBeLessThan(3 * Math.sqrt(0.25 / 4000));
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(1);
  });

  it('lets old observations fade beyond the newest 25', () => {
    expect([...timeWeights(24)]).toEqual(Array(24).fill(1));
    const weights = timeWeights(30);
    const fading = [1 / 30, 1 / 30 + (29 / 30) * 0.25, 1 / 30 + (29 / 30) * 0.5, 1 / 30 + (29 / 30) * 0.75, 1];
    for (const [i, weight] of fading.entries()) expect(weights[i], 'linspace(1/30, 1, 5)').toBeCloseTo(weight, 12);
    expect([...weights.slice(5)]).toEqual(Array(25).fill(1));
    expect(timeWeights(26)[0]).toBeCloseTo(1 / 26, 12);
  });
});
