import { describe, expect, it } from 'vitest';
import { runKernel } from '../../../data/features/kernel.ts';
import { kernels } from '../../../data/features/kernels.ts';
import { seeded } from '../../kit/seeded.ts';

const { NaN: none } = Number;
const column = (...values: number[]) => Float64Array.from(values);

/** The columns of a registered kernel. */
function run(name: string, inputs: Record<string, Float64Array>, parameters: Record<string, number> = {}) {
  const kernel = kernels.get(name);
  if (!kernel) throw new Error(`no kernel ${name}`);
  return runKernel(kernel, inputs, kernel.schema.parse(parameters));
}

/** One output of a kernel on `values` as plain numbers. */
const of = (
  name: string,
  values: Float64Array,
  parameters: Record<string, number> = {},
  output = 'value',
): number[] => [...(run(name, { values }, parameters)[output] ?? [])];

const noise = (length: number, seed: number, levels = 1e6): Float64Array => {
  const random = seeded(seed);
  return Float64Array.from({ length }, () => Math.floor(random() * levels) / levels - 0.5);
};

/** Compares a window kernel with a function of the window's rows, oldest first, at every row. */
function expectWindows(actual: readonly number[], values: Float64Array, period: number, f: (rows: number[]) => number) {
  for (let i = 0; i < values.length; i += 1) {
    if (i < period - 1) expect(actual[i], `row ${i}`).toBeNaN();
    else expect(actual[i], `row ${i}`).toBeCloseTo(f([...values.slice(i + 1 - period, i + 1)]), 9);
  }
}

describe('elementary functions', () => {
  it('map single rows', () => {
    const values = column(-4, 0, 9);
    expect(of('sign', values)).toEqual([-1, 0, 1]);
    expect(of('absolute', values)).toEqual([4, 0, 9]);
    expect(of('positive_part', values)).toEqual([0, 0, 9]);
    expect(of('signed_root', values)).toEqual([-2, 0, 3]);
    const [left, right] = [column(Math.E, 1, 1), column(1, 0, 2)];
    expect([...(run('sum', { left, right }).value ?? [])]).toEqual([Math.E + 1, 1, 3]);
    expect([...(run('log_ratio', { left, right }).value ?? [])], 'no logarithm over 0').toEqual([1, none, -Math.LN2]);
  });

  it('candle anatomy cuts a candle into shares of its range', () => {
    const parts = run('candle_anatomy', {
      open: column(2, 5),
      high: column(6, 5),
      low: column(1, 5),
      close: column(4, 5),
    });
    expect(
      Object.values(parts).map(part => part[0]),
      'body 2, shadows 2 and 1 of 5, close location 1 of 5',
    ).toEqual([0.4, 0.4, 0.2, 0.2]);
    expect(
      Object.values(parts).map(part => part[1]),
      'no range, no shares',
    ).toEqual([none, none, none, none]);
  });
});

describe('statistics of windows', () => {
  const values = noise(160, 5);
  const few = noise(160, 6, 7);

  it('moments equal the two-pass formulas', () => {
    const moment = (rows: number[], k: number) => {
      const mean = rows.reduce((sum, x) => sum + x, 0) / rows.length;
      return rows.reduce((sum, x) => sum + (x - mean) ** k, 0) / rows.length;
    };
    expectWindows(
      of('moments', values, { period: 21 }, 'skewness'),
      values,
      21,
      rows => moment(rows, 3) / moment(rows, 2) ** 1.5,
    );
    expectWindows(
      of('moments', values, { period: 21 }, 'kurtosis'),
      values,
      21,
      rows => moment(rows, 4) / moment(rows, 2) ** 2 - 3,
    );
  });

  it('percentile rank counts the rows below, ties not', () => {
    for (const tried of [values, few]) {
      expectWindows(
        of('percentile_rank', tried, { period: 12 }),
        tried,
        12,
        rows => rows.filter(x => x < (rows.at(-1) ?? 0)).length / 12,
      );
    }
  });

  it('quantile is linear between sorted neighbours', () => {
    expect(
      of('quantile', column(4, 1, 3, 2), { period: 4, probability: 0.25 }).at(-1),
      'numpy.quantile([1, 2, 3, 4], .25)',
    ).toBe(1.75);
    const middle = (rows: number[]) => rows.sort((a, b) => a - b)[5] ?? none;
    expectWindows(of('quantile', few, { period: 11, probability: 0.5 }), few, 11, middle);
  });

  it('z score of 1, 2, 6 is 3 over the root of 14 / 3', () => {
    expect(of('z_score', column(1, 2, 6), { period: 3 })[2]).toBeCloseTo(3 / Math.sqrt(14 / 3), 12);
  });

  it('efficiency ratio is 1 on a line and the net share of the way else', () => {
    expect(of('efficiency_ratio', column(1, 2, 3, 2), { period: 2 }), 'a line, then there and back').toEqual([
      none,
      none,
      1,
      0,
    ]);
    expect(of('efficiency_ratio', column(5, 5, 5), { period: 2 })[2], 'nothing moves').toBeNaN();
  });

  it('rows since an extreme equal a search, the latest of equals', () => {
    const highest = (rows: number[]) => rows.length - 1 - rows.lastIndexOf(Math.max(...rows));
    const lowest = (rows: number[]) => rows.length - 1 - rows.lastIndexOf(Math.min(...rows));
    for (const tried of [values, few]) {
      expectWindows(of('rows_since_highest', tried, { period: 9 }), tried, 9, highest);
      expectWindows(of('rows_since_lowest', tried, { period: 9 }), tried, 9, lowest);
    }
  });

  it('cusum is the best sum that ends at the newest row', () => {
    const best = (sign: number) => (rows: number[]) => {
      const tails = rows.map((_, k) => rows.slice(k).reduce((sum, x) => sum + sign * x - 0.1, 0));
      return Math.max(0, ...tails);
    };
    expectWindows(of('cusum', values, { period: 13, drift: 0.1 }, 'up'), values, 13, best(1));
    expectWindows(of('cusum', values, { period: 13, drift: 0.1 }, 'down'), values, 13, best(-1));
  });
});

describe('runs and states', () => {
  it('run length counts rows on one side up to its cap, and restarts at 0 and after a hole', () => {
    expect(of('run_length', column(1, 2, 3, 4, -1, -1, 0, 5, none, 5), { period: 3 })).toEqual([
      1,
      2,
      3,
      3,
      -1,
      -2,
      0,
      1,
      none,
      1,
    ]);
  });

  it('sign pattern writes signs in base 3', () => {
    expect(of('sign_pattern', column(1, -1, 0), { period: 3 })[2], '2 x 9 + 0 x 3 + 1').toBe(19);
  });

  it('same state looks up what followed the rows of the same key', () => {
    const length = 120;
    const random = seeded(8);
    const key = Float64Array.from({ length }, () => Math.floor(random() * 4) - 1);
    const values = noise(length, 9);
    const { mean, hit_rate, frequency } = run('same_state', { key, values }, { period: 10 });
    for (let i = 10; i < length; i += 1) {
      const rows = Array.from({ length: 10 }, (_, k) => i - 10 + k).filter(row => key[row] === key[i]);
      const next = rows.map(row => values[row + 1] ?? none);
      expect(frequency?.[i], `share at ${i}`).toBe(rows.length / 10);
      if (rows.length === 0) {
        expect(mean?.[i], 'a state that was not there').toBeNaN();
        continue;
      }
      expect(mean?.[i], `mean at ${i}`).toBeCloseTo(next.reduce((sum, x) => sum + x, 0) / next.length, 12);
      expect(hit_rate?.[i], `rises at ${i}`).toBe(next.filter(x => x > 0).length / next.length);
    }
  });
});

describe('fisher transform', () => {
  it('follows its recursion by hand', () => {
    const [first, second] = [0.66 * 0.5, 0.66 * 0.5 + 0.67 * 0.33];
    const out = of('fisher_transform', column(1, 2, 3), { period: 2 });
    expect(out[1], 'at the top of its range').toBeCloseTo(0.5 * Math.log((1 + first) / (1 - first)), 12);
    expect(out[2], 'again, with half of the value before').toBeCloseTo(
      0.5 * Math.log((1 + second) / (1 - second)) + 0.25 * Math.log((1 + first) / (1 - first)),
      12,
    );
  });
});
