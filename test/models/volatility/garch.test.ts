import { describe, expect, it } from 'vitest';
import { normalFrom } from '../../../models/performance/seeded-random.ts';
import { fitEgarch } from '../../../models/volatility/egarch.ts';
import { openEwma } from '../../../models/volatility/ewma.ts';
import { fitGarch, type GarchParameters, openGarch } from '../../../models/volatility/garch.ts';
import { logLikelihood } from '../../../models/volatility/garch-errors.ts';
import { fastestCpuMs } from '../../kit/cpu-time.ts';
import { hasReferenceData, referenceCandles } from '../../kit/reference-data.ts';
import { seeded } from '../../kit/seeded.ts';
import { simulate, usualLaw } from './har-world.ts';

const truth = { mean: 0.05, omega: 0.05, alpha: 0.04, gamma: 0.12, beta: 0.85 };

/** Returns of a GJR-GARCH with normal errors; `gamma` 0 makes it a GARCH. */
function returnsOf(length: number, { mean, omega, alpha, gamma, beta }: typeof truth): Float64Array {
  const normal = normalFrom(seeded(11));
  let variance = omega / (1 - alpha - beta - gamma / 2);
  return Float64Array.from({ length }, () => {
    const error = Math.sqrt(variance) * normal();
    variance = omega + (alpha + (error < 0 ? gamma : 0)) * error ** 2 + beta * variance;
    return mean + error;
  });
}

/** Simple returns in %, as the benchmark of the reference page takes them. */
function simpleReturns(): Float64Array {
  const { close, length } = referenceCandles('sp500-daily.csv', 'SPX');
  return Float64Array.from({ length: length - 1 }, (_, i) => 100 * ((close[i + 1] ?? 0) / (close[i] ?? 1) - 1));
}

function near(fit: GarchParameters, expected: Partial<GarchParameters>, tolerance: number): void {
  for (const name of Object.keys(expected) as (keyof GarchParameters)[]) {
    expect(Math.abs(fit[name] - (expected[name] ?? 0)), name).toBeLessThan(tolerance);
  }
}

/** The parity gate: 1e-5 relative, and as much of 1 for a parameter that is 0. */
function agree(fit: GarchParameters, expected: Partial<GarchParameters>): void {
  for (const name of Object.keys(expected) as (keyof GarchParameters)[]) {
    const value = expected[name] ?? 0;
    expect(Math.abs(fit[name] - value), name).toBeLessThan(1e-5 * (value || 1));
  }
}

describe('the likelihood of scaled errors', () => {
  const one = (square: number, variance: number, freedom?: number) =>
    logLikelihood(Float64Array.of(square), Float64Array.of(variance), freedom, new Float64Array(1));

  it('is that of Student t with unit variance', () => {
    expect(one(1, 2, 5), 'reference value, e = 1, s2 = 2, nu = 5').toBeCloseTo(-1.5222324069, 10);
  });

  it('is that of the normal law, and Student t comes close to it at 100 degrees of freedom', () => {
    const normal = -(Math.log(2 * Math.PI) + Math.log(2) + 1 / 2) / 2;
    expect(one(1, 2), 'closed form').toBeCloseTo(normal, 12);
    expect(one(1, 2, 100), 'no cancellation of the gamma functions').toBeCloseTo(normal, 2);
  });

  it('adds up rows of very different size without losing any', () => {
    const squares = Float64Array.from({ length: 21 }, (_, i) => i);
    const variances = Float64Array.from({ length: 21 }, (_, i) => 10 ** (i % 2 ? 60 : -55 - (i % 3)));
    const sum = squares.reduce((total, square, i) => total + one(square, variances[i] ?? 1), 0);
    const together = logLikelihood(squares, variances, undefined, new Float64Array(21));
    expect(together / sum, 'row by row').toBeCloseTo(1, 12);
  });
});

describe('GARCH', () => {
  it('recovers the law behind simulated returns', () => {
    near(fitGarch(returnsOf(20_000, truth), { asymmetric: true, errors: 'normal' }), truth, 0.02);
    const plain = { ...truth, gamma: 0, alpha: 0.1 };
    near(fitGarch(returnsOf(20_000, plain), { asymmetric: false, errors: 'normal' }), plain, 0.02);
  });

  it('finds no heavy tails where there are none', () => {
    const { freedom } = fitGarch(returnsOf(8000, truth), { asymmetric: true, errors: 'student-t' });
    expect(freedom, 'normal errors').toBeGreaterThan(25);
    expect(freedom, 'the cap').toBeLessThanOrEqual(100);
  });

  it('finds from its own optimum no other one', () => {
    const returns = returnsOf(3000, truth);
    const law = { asymmetric: true, errors: 'student-t' } as const;
    const cold = fitGarch(returns, law);
    const warm = fitGarch(returns, law, { start: cold });
    expect(warm.logLikelihood - cold.logLikelihood, 'nothing to gain').toBeLessThan(1e-3);
    near(warm, cold, 5e-3 * cold.freedom);
  });

  it('takes at most 0.1 s for 5,000 days', () => {
    const returns = returnsOf(5000, truth);
    expect(fastestCpuMs(5, () => fitGarch(returns, { asymmetric: false, errors: 'normal' }))).toBeLessThan(100);
  });

  it('brings its forecast to the level of the proxy, or leaves it at that of the returns', () => {
    const world = simulate(700, 5, usualLaw);
    const [scaled, raw] = (['proxy', 'returns'] as const).map(level => {
      const model = openGarch('normal', { level, window: 500 });
      model.fit(world, Number.MAX_SAFE_INTEGER);
      return model.predict(2);
    });
    expect(scaled?.quantiles, 'quantiles are of the proxy either way').toEqual(raw?.quantiles);
    expect(scaled?.variance, 'another level').not.toBeCloseTo(raw?.variance ?? 0, 2);
  });
});

describe('EWMA', () => {
  it('is the recursion of RiskMetrics started at the mean of 50 squares', () => {
    const world = simulate(300, 9, usualLaw);
    const model = openEwma({ level: 'returns', window: 120 });
    model.fit(world, Number.MAX_SAFE_INTEGER);
    const returns = Array.from({ length: 172 }, (_, k) => {
      const row = 128 + k;
      return 100 * Math.log((world.close[row] ?? 1) / (world.close[row - 1] ?? 1));
    });
    const start = returns.slice(0, 50).reduce((sum, r) => sum + r ** 2 / 50, 0);
    const expected = returns.reduce((average, r) => 0.94 * average + 0.06 * r ** 2, start);
    expect(model.predict(1).variance, '120 rows, 50 before them, 2 days for outcomes').toBeCloseTo(expected, 10);
  });
});

describe.skipIf(!hasReferenceData)('GARCH on the S&P 500, 5,030 simple returns, backcast', () => {
  it('has the reference likelihood of GARCH(1,1), -6936.718477', () => {
    const fit = fitGarch(simpleReturns(), { asymmetric: false, errors: 'normal' });
    expect(Math.abs(fit.logLikelihood + 6936.718477), 'gate 1e-3').toBeLessThan(1e-3);
    agree(fit, { mean: 0.0563531, omega: 0.0175068, alpha: 0.10215, beta: 0.8852059 });
  });

  it('has the reference likelihood of GJR-GARCH, -6822.882823', () => {
    const fit = fitGarch(simpleReturns(), { asymmetric: true, errors: 'normal' });
    expect(Math.abs(fit.logLikelihood + 6822.882823), 'gate 1e-3').toBeLessThan(1e-3);
    agree(fit, { mean: 0.0175052, omega: 0.0195661, alpha: 0, beta: 0.8922356, gamma: 0.1830688 });
  });

  it('gains with Student t, and with EGARCH, what their further freedom promises', () => {
    const returns = simpleReturns();
    const student = fitGarch(returns, { asymmetric: true, errors: 'student-t' });
    expect(student.logLikelihood, 'the normal law is inside').toBeGreaterThan(-6822.88);
    expect(student.freedom, 'fat tails').toBeLessThan(12);
    const egarch = fitEgarch(returns, 'normal');
    expect(egarch.alpha, 'falls raise the variance').toBeLessThan(0);
    expect(egarch.logLikelihood, 'a close relative of GJR').toBeGreaterThan(-6840);
  });
});
