import { describe, expect, it } from 'vitest';
import { runKernel } from '../../../data/features/kernel.ts';
import { kernels } from '../../../data/features/kernels.ts';
import { seeded } from '../../kit/seeded.ts';

/** One output of a registered kernel. */
function of(name: string, inputs: Record<string, Float64Array>, parameters: Record<string, number>, output = 'value') {
  const kernel = kernels.get(name);
  if (!kernel) throw new Error(`no kernel ${name}`);
  return runKernel(kernel, inputs, kernel.schema.parse(parameters))[output] ?? new Float64Array();
}

const make = (length: number, f: (i: number) => number) => Float64Array.from({ length }, (_, i) => f(i));
const noise = (length: number, seed: number) => {
  const random = seeded(seed);
  return make(length, () => random() - 0.5);
};

describe('Kalman filters with steady gains', () => {
  it('local level reaches the gain of the full recursion', () => {
    const ratio = 0.2;
    let variance = 1e6;
    let gain = 0;
    for (let k = 0; k < 500; k += 1) {
      gain = variance / (variance + 1);
      variance = variance * (1 - gain) + ratio;
    }
    const level = of('local_level', { values: Float64Array.of(0, 1) }, { ratio }, 'level');
    expect(level[1], 'the Riccati recursion run until it stands still').toBeCloseTo(gain, 12);
    expect(of('local_level', { values: Float64Array.of(3, 5) }, { ratio }, 'innovation')[1]).toBe(2);
  });

  it('local trend finds the slope of a line and is no longer surprised', () => {
    const values = make(400, i => 5 + 0.25 * i);
    expect(of('local_trend', { values }, { tracking: 0.1 }, 'slope').at(-1)).toBeCloseTo(0.25, 9);
    expect(of('local_trend', { values }, { tracking: 0.1 }, 'innovation').at(-1)).toBeCloseTo(0, 9);
    expect(of('local_trend', { values }, { tracking: 0.1 }, 'level').at(-1)).toBeCloseTo(values.at(-1) ?? 0, 9);
  });

  it('local trend has the gains that Kalata tied to the tracking index: index^2 = beta^2 / (1 - alpha)', () => {
    const values = Float64Array.of(0, 1);
    const alpha = of('local_trend', { values }, { tracking: 0.3 }, 'level')[1] ?? 0;
    const beta = of('local_trend', { values }, { tracking: 0.3 }, 'slope')[1] ?? 0;
    expect(beta ** 2 / (1 - alpha)).toBeCloseTo(0.09, 12);
  });
});

describe('memory and waves', () => {
  it('fractional difference of order 1 is the difference, of order 0.5 it has the binomial weights', () => {
    const values = Float64Array.of(0, 0, 0, 7);
    expect(of('fractional_difference', { values: Float64Array.of(1, 4, 6) }, { order: 1, period: 3 })[2]).toBe(2);
    const weights = [1, -0.5, -0.125, -0.0625];
    for (const [k, weight] of weights.slice(0, 3).entries()) {
      const moved = Float64Array.from([...values.slice(k), ...new Float64Array(k)]);
      const value = of('fractional_difference', { values: moved }, { order: 0.5, period: 4 })[3];
      expect(value, `(1 - B)^0.5 at lag ${k}`).toBeCloseTo(7 * weight, 12);
    }
  });

  it('fractional difference does not depend on the level', () => {
    const values = noise(60, 2);
    const raised = values.map(x => x + 100);
    expect(of('fractional_difference', { values: raised }, {}).at(-1)).toBeCloseTo(
      of('fractional_difference', { values }, {}).at(-1) ?? 0,
      10,
    );
  });

  it('haar energy of an alternating series is all on the finest scale, and shares add up to 1', () => {
    const alternating = make(120, i => (i % 2 === 0 ? 1 : -1));
    expect(of('haar_energy', { values: alternating }, { period: 20 }, 'scale_1').at(-1)).toBe(1);
    const shares = [1, 2, 3, 4].map(
      k => of('haar_energy', { values: noise(120, 4) }, { period: 20 }, `scale_${k}`).at(-1) ?? 0,
    );
    expect(shares.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 12);
  });

  it('haar energy of a line grows fourfold from scale to scale', () => {
    const values = make(120, i => i);
    const finest = of('haar_energy', { values }, { period: 20 }, 'scale_1').at(-1);
    expect(finest, 'details are half of 1, 2, 4 and 8 steps').toBeCloseTo(1 / (1 + 4 + 16 + 64), 12);
  });

  it('goertzel power is 1 for a pure wave, 0 for another one, and a bin of the Fourier transform', () => {
    const wave = make(200, i => Math.sin((2 * Math.PI * i) / 5 + 0.7));
    expect(of('goertzel_power', { values: wave }, { cycle: 5, period: 60 }).at(-1)).toBeCloseTo(1, 10);
    expect(of('goertzel_power', { values: wave }, { cycle: 10, period: 60 }).at(-1)).toBeCloseTo(0, 10);
    const values = noise(75, 6);
    const [even, odd, energy] = values
      .slice(-60)
      .reduce(
        ([re, im, sum], x, k) => [
          re + x * Math.cos((2 * Math.PI * k) / 10),
          im + x * Math.sin((2 * Math.PI * k) / 10),
          sum + x * x,
        ],
        [0, 0, 0] as [number, number, number],
      );
    expect(
      of('goertzel_power', { values }, { cycle: 10, period: 60 }).at(-1),
      'discrete Fourier transform',
    ).toBeCloseTo((2 * (even ** 2 + odd ** 2)) / (60 * energy), 12);
  });
});

describe('scaling, factors and disorder', () => {
  it('variance ratio equals its definition', () => {
    const values = noise(90, 7);
    const variance = (apart: number) => {
      const rows = make(40, k => (values[50 + k] ?? 0) - (values[50 + k - apart] ?? 0));
      const mean = rows.reduce((sum, x) => sum + x, 0) / 40;
      return rows.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 40;
    };
    expect(of('variance_ratio', { values }, { horizon: 3, period: 40 }).at(-1)).toBeCloseTo(
      variance(3) / (3 * variance(1)),
      10,
    );
  });

  it('principal component is the fixed point of power iteration on the correlation matrix', () => {
    const [first, common] = [noise(63, 1), noise(63, 2)];
    const second = noise(63, 3).map((x, i) => x + (common[i] ?? 0));
    const third = second.map((x, i) => 0.5 * x - (first[i] ?? 0));
    const columns = [first, second, third].map(values => {
      const root = Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / 63);
      return [...values].map(x => x / root);
    });
    const matrix = columns.map(left =>
      columns.map(right => left.reduce((sum, x, i) => sum + x * (right[i] ?? 0), 0) / 63),
    );
    const times = (v: number[]) => matrix.map(row => row.reduce((sum, m, k) => sum + m * (v[k] ?? 0), 0));
    let weights = [1, 1.1, 1.2];
    let root = 0;
    for (let k = 0; k < 2000; k += 1) {
      weights = times(weights);
      root = Math.hypot(...weights);
      weights = weights.map(w => w / root);
    }
    const sign = Math.sign(weights.reduce((sum, w) => sum + w, 0));
    const score =
      columns.reduce((sum, values, k) => sum + (values.at(-1) ?? 0) * (weights[k] ?? 0), 0) / Math.sqrt(root);
    const inputs = { first, second, third };
    expect(of('principal_component', inputs, { period: 63 }, 'explained').at(-1)).toBeCloseTo(root / 3, 10);
    expect(of('principal_component', inputs, { period: 63 }, 'score').at(-1)).toBeCloseTo(sign * score, 8);
  });

  it('permutation entropy is 0 on a line and ln 2 / ln 6 where two orders take turns', () => {
    expect(of('permutation_entropy', { values: make(30, i => i) }, { period: 10 }).at(-1)).toBeCloseTo(0, 12);
    const turns = make(30, i => (i % 2 === 0 ? i : i + 10));
    expect(of('permutation_entropy', { values: turns }, { period: 10 }).at(-1)).toBeCloseTo(Math.LN2 / Math.log(6), 12);
  });

  it('permutation entropy tells all six orders apart', () => {
    const orders = [0, 1, 2, 0, 2, 1, 2, 0, 1, 2, 1, 0, 1, 0, 2, 1, 2, 0];
    const kinds = new Set<string>();
    const counts = new Map<string, number>();
    for (let i = 2; i < orders.length; i += 1) {
      const [a = 0, b = 0, c = 0] = orders.slice(i - 2, i + 1);
      const kind = [b >= a, c >= b, c >= a].join();
      kinds.add(kind);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    const total = orders.length - 2;
    const entropy = -[...counts.values()].reduce((sum, n) => sum + (n / total) * Math.log(n / total), 0) / Math.log(6);
    expect(kinds.size, 'the fixture holds every order').toBe(6);
    expect(of('permutation_entropy', { values: Float64Array.from(orders) }, { period: total }).at(-1)).toBeCloseTo(
      entropy,
      12,
    );
  });
});
