import { describe, expect, it } from 'vitest';
import { type Columns, runKernel } from '../../../data/features/kernel.ts';
import { kernels } from '../../../data/features/kernels.ts';
import { rangeVarianceKernel, widenedVarianceKernel } from '../../../data/features/range-variance.ts';
import { yangZhangKernel } from '../../../data/features/yang-zhang.ts';
import { hasReferenceData, referenceCandles } from '../../kit/reference-data.ts';
import { seeded } from '../../kit/seeded.ts';

const column = (...values: number[]) => Float64Array.from(values);

/** Runs a registered kernel with its usual parameters where none are given. */
function run(name: string, inputs: Record<string, Float64Array>, parameters: Record<string, number> = {}) {
  const kernel = kernels.get(name);
  if (!kernel) throw new Error(`no kernel ${name}`);
  return runKernel(kernel, inputs, kernel.schema.parse(parameters));
}

const noise = (length: number, seed: number): Float64Array => {
  const random = seeded(seed);
  return Float64Array.from({ length }, () => random() - 0.5);
};

/** The kernel on the columns that the catalogue hands it. */
function yangZhang(prices: Columns<'open' | 'high' | 'low' | 'close'>, period: number): Float64Array {
  const { open, close } = prices;
  const gap = open.map((x, i) => Math.log(x / (close[i - 1] ?? Number.NaN)));
  const body = close.map((x, i) => Math.log(x / (open[i] ?? Number.NaN)));
  const { rogers_satchell } = runKernel(rangeVarianceKernel, prices, {});
  return runKernel(yangZhangKernel, { gap, body, rogers_satchell }, { period }).value;
}

describe('range estimators of one candle', () => {
  it('give the published values for O 100 H 103 L 98 C 101', () => {
    const inputs = { open: column(100), high: column(103), low: column(98), close: column(101) };
    const { parkinson, garman_klass, rogers_satchell } = runKernel(rangeVarianceKernel, inputs, {});
    expect(parkinson[0], 'Parkinson 1980').toBeCloseTo(8.931032e-4, 10);
    expect(garman_klass[0], 'Garman-Klass 1980').toBeCloseTo(1.1998573e-3, 10);
    expect(rogers_satchell[0], 'Rogers-Satchell 1991').toBeCloseTo(1.1887759e-3, 10);
  });

  it('count a gap as range when widened, and never fall below the least', () => {
    const flat = column(100, 110, 110);
    const { value } = runKernel(widenedVarianceKernel, { high: flat, low: flat, close: flat }, { least: 1e-8 });
    expect(value[0], 'there is no close before the first row').toBeNaN();
    expect(value[1], 'closed form (1.5 - 2 ln 2) gap^2').toBeCloseTo((1.5 - 2 * Math.LN2) * Math.log(1.1) ** 2, 12);
    expect(value[2], 'a row without movement').toBe(1e-8);
  });

  it('Yang-Zhang without gaps and drift is its mix of within and open-to-close variance', () => {
    const same = (x: number) => new Float64Array(4).fill(x);
    const inputs = { open: same(100), high: same(102), low: same(98), close: same(100) };
    const within = Math.log(1.02) ** 2 + Math.log(0.98) ** 2;
    const value = yangZhang(inputs, 2);
    expect(value[2], 'closed form with period 2').toBeCloseTo((1 - 0.34 / (1.34 + 3)) * within, 14);
  });
});

describe.skipIf(!hasReferenceData)('range estimators of the last 22 rows of the S&P 500, 1999 to 2018', () => {
  it('give the variances that the reference implementations print', () => {
    const series = referenceCandles('sp500-daily.csv', 'SPX');
    const means = runKernel(rangeVarianceKernel, series, {});
    const mean = (values: Float64Array) => values.slice(-22).reduce((sum, x) => sum + x, 0) / 22;
    expect(yangZhang(series, 22).at(-1), 'Yang-Zhang').toBeCloseTo(2.808585338e-4, 12);
    expect(mean(means.parkinson), 'Parkinson').toBeCloseTo(2.470863533e-4, 12);
    expect(mean(means.garman_klass), 'Garman-Klass').toBeCloseTo(2.363138905e-4, 12);
    expect(mean(means.rogers_satchell), 'Rogers-Satchell').toBeCloseTo(2.341385379e-4, 12);
    const { value } = runKernel(widenedVarianceKernel, series, { least: 0 });
    expect(1e4 * (value.at(-1) ?? 0), 'widened range of the last row in %^2').toBeCloseTo(0.283941436, 8);
  });
});

describe('variance filters', () => {
  it('riskmetrics starts at the mean square and fades by its decay', () => {
    const { value } = run('riskmetrics', { returns: column(1, 3, 2, 0) }, { decay: 0.5, period: 2 });
    expect([...(value ?? [])], 'mean of 1 and 9, then halves with 4 and 0').toEqual([Number.NaN, 5, 4.5, 2.25]);
  });

  it('garch settles where its recursion has its fixed point', () => {
    const inputs = { returns: new Float64Array(300).fill(2), long: new Float64Array(300).fill(1) };
    const { value } = run('garch', inputs, { alpha: 0.1, beta: 0.8 });
    expect(value?.[0], '0.1 + 0.1 x 4 + 0.8 x 1').toBeCloseTo(1.3, 12);
    expect(value?.at(-1), '(0.1 + 0.4) / (1 - 0.8)').toBeCloseTo(2.5, 12);
  });
});

describe('the largest move of a window', () => {
  it('equals the comparison of all pairs of rows', () => {
    const values = noise(200, 3);
    const { rise, fall } = run('window_move', { values }, { period: 17 });
    for (let i = 16; i < 200; i += 1) {
      const window = [...values.slice(i - 16, i + 1)];
      const moves = window.flatMap((start, k) => window.slice(k).map(end => end - start));
      expect(rise?.[i], `rise at ${i}`).toBe(Math.max(...moves));
      expect(fall?.[i], `fall at ${i}`).toBe(Math.max(...moves.map(move => -move)));
    }
  });
});

describe('spreads from candles', () => {
  it('Corwin-Schultz finds a spread that is the whole range, and none where ranges add up by volatility', () => {
    const [high, low] = [column(101, 101), column(99, 99)];
    const { value } = run('corwin_schultz', { high, low, close: column(100, 100) });
    expect(value?.[1], 'both rows have the same range S: 2 (e^ln(101/99) - 1) / (1 + e^...)').toBeCloseTo(0.02, 12);
    const wide = run('corwin_schultz', { high: column(101, 103), low: column(99, 101), close: column(101, 103) });
    expect(wide.value?.[1], 'ranges that do not overlap come out below 0').toBe(0);
  });

  it('Corwin-Schultz takes an overnight gap out', () => {
    const plain = run('corwin_schultz', { high: column(101, 101), low: column(99, 99), close: column(101, 100) });
    const gap = run('corwin_schultz', { high: column(101, 111), low: column(99, 109), close: column(101, 110) });
    expect(gap.value?.[1], 'the second candle is moved down by 8 so that its low is the close before').toBe(
      run('corwin_schultz', { high: column(101, 103), low: column(99, 101), close: column(101, 102) }).value?.[1],
    );
    expect(plain.value?.[1], 'without a gap nothing moves').toBeCloseTo(0.02, 12);
  });

  it('Abdi-Ranaldo gives the squared spread of a close at the ask in still ranges', () => {
    const half = 0.01;
    const [ask, bid] = [100 * Math.exp(half), 100 * Math.exp(-half)];
    const { value } = run('abdi_ranaldo', { high: column(ask, ask), low: column(bid, bid), close: column(ask, bid) });
    expect(value?.[1], '4 x half x half').toBeCloseTo((2 * half) ** 2, 12);
  });
});

describe('volume by side', () => {
  it('bulk balance is twice the normal distribution less one', () => {
    const { value } = run('bulk_balance', { values: column(0, 1.959963984540054, -1) });
    expect(value?.[0]).toBe(0);
    expect(value?.[1], 'the 97.5 % quantile').toBeCloseTo(0.95, 12);
    expect(value?.[2], 'one sigma').toBeCloseTo(-0.6826894921370859, 12);
  });

  it('money flow volume is the volume at the high, its opposite at the low, 0 in the middle and without range', () => {
    const inputs = {
      high: column(2, 2, 2, 2),
      low: column(1, 1, 1, 2),
      close: column(2, 1, 1.5, 2),
      volume: column(10, 20, 30, 40),
    };
    expect([...(run('money_flow_volume', inputs).value ?? [])]).toEqual([10, -20, 0, 0]);
  });
});
