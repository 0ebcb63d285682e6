import { describe, expect, it } from 'vitest';
import { at } from '../../../data/at.ts';
import { closedAt } from '../../../data/candle.ts';
import { normalQuantile } from '../../../models/performance/normal.ts';
import { christoffersen, criticalRatio } from '../../../models/volatility/coverage-tests.ts';
import { openEwma } from '../../../models/volatility/ewma.ts';
import { openGarch, openGjrGarch } from '../../../models/volatility/garch.ts';
import { freedomBounds } from '../../../models/volatility/garch-errors.ts';
import { logReturns } from '../../../models/volatility/log-returns.ts';
import type { WindowForecaster } from '../../../models/volatility/window-forecaster.ts';
import { hasReferenceData, referenceCandles } from '../../kit/reference-data.ts';
import { studentQuantile } from './student-quantile.ts';

const probabilities = [0.01, 0.05] as const;

/** Quantiles of errors of variance 1: those of the normal law without degrees of freedom. */
const errorQuantiles = (freedom: number | undefined): number[] =>
  probabilities.map(p =>
    freedom === undefined ? normalQuantile(p) : studentQuantile(p, freedom) * Math.sqrt((freedom - 2) / freedom),
  );

/**
 * The protocol of the reference table: 4,004 days of the S&P 500, W = 1000, estimated anew every 20 days; the value at
 * risk is the mean plus the error's quantile times sigma, by the law that the model assumes.
 */
function risk(model: WindowForecaster) {
  const series = referenceCandles('sp500-daily.csv', 'SPX');
  const returns = logReturns(series);
  const refit = model.refitter(series);
  const hits = probabilities.map((): boolean[] => []);
  const first = series.openAt.indexOf(Date.UTC(2003, 1, 5)) - 1;
  const days = series.length - 1 - first;
  let [loss, known, quantiles] = [0, '', [0, 0]];
  for (let row = first; row < series.length - 1; row += 1) {
    refit(closedAt(at(series.openAt, row), '1d'));
    const { variance } = model.predict(1);
    const { mean = 0, freedom } = Object(model.save()).learned as { mean?: number; freedom?: number };
    expect(freedom ?? 50, 'no degrees of freedom run away').toBeLessThanOrEqual(freedomBounds.most);
    if (known !== String(freedom)) [known, quantiles] = [String(freedom), errorQuantiles(freedom)];
    const came = at(returns, row + 1);
    for (const [k, quantile] of quantiles.entries()) hits[k]?.push(came < mean + quantile * Math.sqrt(variance));
    loss += (Math.log(variance) + came ** 2 / variance) / days;
  }
  const tested = hits.map((one, k) => {
    const rate = one.filter(Boolean).length / days;
    return { rate, ...christoffersen(one, probabilities[k] ?? 0) };
  });
  return { days, loss, tested };
}

const options = { level: 'returns', horizons: [1], refitDays: 20 } as const;

describe.skipIf(!hasReferenceData)('the value at risk of models of returns on the S&P 500, 2003 to 2018', () => {
  it('is read from quantiles that agree with published tables', () => {
    expect(studentQuantile(0.01, 5), 'tables of Student t').toBeCloseTo(-3.36493, 5);
    expect(studentQuantile(0.05, 10)).toBeCloseTo(-1.81246, 5);
  });

  it.each<[string, () => WindowForecaster, loss: number, one: number, five: number]>([
    ['EWMA', () => openEwma({ ...options, refitDays: 1 }), 0.7853, 0.0225, 0.0562],
    ['GARCH-N', () => openGarch('normal', options), 0.75, 0.023, 0.0577],
    ['GARCH-t', () => openGarch('student-t', options), 0.7434, 0.0147, 0.0609],
    ['GJR-N', () => openGjrGarch('normal', options), 0.7074, 0.0215, 0.0537],
    ['GJR-t', () => openGjrGarch('student-t', options), 0.703, 0.0147, 0.0587],
  ])('of %s is hit as often as the reference, at its loss', (_, open, loss, one, five) => {
    const { days, loss: own, tested } = risk(open());
    expect(days).toBe(4004);
    expect(Math.abs(own - loss), 'mean of ln f + r^2 / f').toBeLessThan(0.0035);
    const [rare, often] = tested;
    const hits = (rate: number | undefined) => Math.round((rate ?? 1) * days);
    expect(Math.abs(hits(rare?.rate) - hits(one)), 'hits at 1 %').toBeLessThanOrEqual(2);
    expect(Math.abs(hits(often?.rate) - hits(five)), 'hits at 5 %').toBeLessThanOrEqual(2);
    expect(rare?.coverage, 'too often at 1 %, whatever the law').toBeGreaterThan(criticalRatio);
    for (const { independence } of tested) expect(independence, 'not in clusters').toBeLessThan(criticalRatio);
  });

  it('of Student t has the tail nearer than that of the normal law', () => {
    const [normal, student] = (['normal', 'student-t'] as const).map(law => risk(openGarch(law, options)).tested[0]);
    expect(student?.coverage ?? 0, 'reference 7.9 against 49.8').toBeLessThan((normal?.coverage ?? 0) / 3);
  });
});
