import { describe, expect, it } from 'vitest';
import { type CandleSeries, closedAt, dayOf, seriesOf, sliceSeries } from '../../../data/candle.ts';
import { SampleSource } from '../../../data/market/sample-source.ts';
import { type HybridDataset, hybridRows, hybridWarmUp } from '../../../models/hybrid/hybrid-dataset.ts';
import { marketRegimeClasses, technicalCount, textCount, unknownClass } from '../../../models/hybrid/hybrid-rows.ts';
import { offlineEmbedding } from '../../../models/hybrid/offline-embedding.ts';
import { LogHar } from '../../../models/volatility/log-har.ts';
import { leastVariance, rangeVariance } from '../../../models/volatility/range-variance.ts';
import { seeded } from '../../kit/seeded.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

const sample = new SampleSource().read('SPX', '1d') ?? expect.fail('no sample');
const series = sliceSeries(sample, 0, 1200);
const regime = Int8Array.from({ length: 1200 }, (_, row) => Math.floor(row / 50) % marketRegimeClasses.length);
const rows = hybridRows(series, { marketRegime: regime });
const first = hybridWarmUp();
const { horizon } = rows.barriers;

/** Columns of a row that are known at its close. */
const knownAt = (data: HybridDataset, row: number) => [
  ...data.technical.subarray(row * technicalCount, (row + 1) * technicalCount),
  ...[data.volatility[1], data.volatility[2]].flatMap(({ logMean, residuals }) => [
    logMean[row],
    ...residuals.subarray(row * 7, row * 7 + 7),
  ]),
  data.openAt[row],
  data.sigma[row],
];

/** Labels of a row, of which `labelEnd` says how far they look. */
const labelsOf = (data: HybridDataset, row: number) => [
  data.signal[row],
  data.marketRegime[row],
  data.adverse[row],
  data.favourable[row],
  data.volatility[1].outcome[row],
  data.volatility[2].outcome[row],
];

describe('hybrid rows', () => {
  it('begin where features and baselines are settled, one for each candle', () => {
    expect(first, 'the longest warm-up of a feature').toBe(448);
    expect(rows.count).toBe(series.length - first);
    expect(rows.openAt[0]).toBe(series.openAt[first]);
    expect(rows.technical.every(Number.isFinite)).toBe(true);
    expect(rows.volatility[1].logMean.every(Number.isFinite)).toBe(true);
    expect(rows.technical.length).toBe(rows.count * technicalCount);
  });

  it('carry the baseline that log-HAR gives at the close of the row', () => {
    for (const row of [0, 400, rows.count - 1]) {
      const model = new LogHar();
      model.fit(series, closedAt(rows.openAt[row] ?? 0, '1d'));
      for (const days of [1, 2] as const) {
        const { quantiles } = model.predict(days);
        for (const [k, { sigmaDaily }] of quantiles.entries()) {
          const { logMean, residuals } = rows.volatility[days];
          const quantile = (logMean[row] ?? 0) + (residuals[row * 7 + k] ?? 0);
          expect(quantile, `row ${row}, ${days} days`).toBeCloseTo(2 * Math.log(sigmaDaily), 8);
        }
      }
    }
  });

  it('have the variance of the next days as outcome, and none where those have not passed', () => {
    const variance = rangeVariance(series, leastVariance);
    const row = 333;
    const [next = 0, second = 0] = variance.subarray(first + row + 1);
    expect(rows.volatility[1].outcome[row]).toBeCloseTo(Math.log(next), 12);
    expect(rows.volatility[2].outcome[row]).toBeCloseTo(Math.log((next + second) / 2), 12);
    expect([...rows.volatility[2].outcome.subarray(-3)].map(Number.isNaN)).toEqual([false, true, true]);
  });

  it('take the market regime at the end of the span', () => {
    expect(rows.marketRegime[10]).toBe(regime[first + 10 + horizon]);
    expect([...rows.marketRegime.subarray(-horizon)], 'not come yet').toEqual(Array(horizon).fill(unknownClass));
    expect(hybridRows(series).marketRegime.every(label => label === unknownClass)).toBe(true);
  });

  it('are unlike each other in their signals, and count what was ambiguous', () => {
    const { labels, ambiguous, timeouts } = rows.barriers;
    expect(labels).toBe(rows.count - horizon);
    expect(rows.signal.filter(label => label !== unknownClass).length).toBe(labels);
    expect(timeouts / labels, 'barriers of 0.8 sigma').toBeGreaterThan(0.1);
    expect(timeouts / labels).toBeLessThan(0.6);
    expect(ambiguous / labels, 'a day that touches both sides is rare at this distance').toBeLessThan(0.02);
    expect([...rows.uniqueness].every(share => share >= 0 && share <= 1)).toBe(true);
    expect(rows.uniqueness.at(-1), 'its label is not known').toBe(0);
  });

  it('keep features and baselines when later candles are taken away', () => {
    const random = seeded(29);
    for (let k = 0; k < 4; k += 1) {
      const end = first + 520 + Math.floor(random() * (series.length - first - 520));
      const cut = hybridRows(sliceSeries(series, 0, end));
      for (const row of [0, 200, cut.count - 1]) {
        expect(knownAt(cut, row), `row ${row} of candles up to ${end}`).toEqual(knownAt(rows, row));
      }
    }
  });

  it('have labels that look no further than labelEnd: candles after it change none, and none is known without it', () => {
    const random = seeded(31);
    for (let k = 0; k < 3; k += 1) {
      const row = 520 + Math.floor(random() * (rows.count - 520 - 2 * horizon));
      const end = rows.labelEnd[row] ?? -1;
      expect(end - row, 'the span of the signal').toBe(horizon);
      const whole = hybridRows(sliceSeries(series, 0, first + end + 1), {
        marketRegime: regime.subarray(0, first + end + 1),
      });
      expect(labelsOf(whole, row), 'the candle of labelEnd is the last there is').toEqual(labelsOf(rows, row));
      const cut = hybridRows(sliceSeries(series, 0, first + end), { marketRegime: regime.subarray(0, first + end) });
      expect(labelsOf(cut, row).slice(0, 4), 'one candle less').toEqual([
        unknownClass,
        unknownClass,
        Number.NaN,
        Number.NaN,
      ]);
    }
    expect(rows.labelEnd.at(-1), 'no row lies beyond the last').toBe(rows.count - 1);
  });

  it('put each text beside its day and mark the days without one', () => {
    const day = dayOf(rows.openAt[5] ?? 0);
    const vector = offlineEmbedding('Stocks fall');
    const told = hybridRows(series, { text: new Map([[day, vector]]) });
    expect(told.text?.subarray(5 * textCount, 6 * textCount)).toEqual(vector);
    expect([told.hasText[4], told.hasText[5]]).toEqual([0, 1]);
    expect(told.text?.subarray(0, 5 * textCount).every(value => value === 0)).toBe(true);
    expect(rows.text, 'no text at all').toBeUndefined();
    expect(thrownBy(() => hybridRows(series, { text: new Map([[day, new Float32Array(3)]]) })).message).toBe(
      `The text vector of ${day} has 3 numbers, 768 are needed.`,
    );
  });

  it('have a hash that tells other candles, settings and texts apart', () => {
    const nudged = { ...series, close: series.close.with(1150, (series.close[1150] ?? 0) * 1.0001) };
    const hashes = [
      rows,
      hybridRows(series),
      hybridRows(nudged),
      hybridRows(series, { barriers: { horizon: 5, upper: 1, lower: 1, timeout: 'sign' } }),
      hybridRows(series, { text: new Map([['2003-01-02', offlineEmbedding('a')]]) }),
    ].map(({ dataHash }) => dataHash);
    expect(new Set(hashes).size).toBe(5);
    expect(hybridRows(series).dataHash, 'and nothing else').toBe(hashes[1]);
  });
});

describe('hybrid rows refuse', () => {
  it('too few candles, with the number they need', () => {
    const few = thrownBy(() => hybridRows(sliceSeries(series, 0, 957)));
    expect([few.code, few.text?.en, few.details.needed]).toEqual([
      'data.too-few-candles',
      'The hybrid network needs 958 daily candles of "SPX" to learn from, got 957.',
      958,
    ]);
    expect(few.text?.fr).toContain('demande 958 bougies');
    expect(hybridRows(sliceSeries(series, 0, 958)).count, '500 rows and the span of a label').toBe(510);
  });

  it('candles that are not daily, that are broken, or a regime of another length', () => {
    const hourly: CandleSeries = { ...seriesOf('SPX', '1h', []) };
    expect(thrownBy(() => hybridRows(hourly)).message).toContain('daily candles ("1d"), got "1h"');
    const broken = { ...series, low: series.low.with(700, Number.NaN) };
    expect(thrownBy(() => hybridRows(broken)).code).toBe('data.bad-candle');
    expect(thrownBy(() => hybridRows(series, { marketRegime: new Int8Array(3) })).message).toBe(
      'The market regime has 3 labels beside 1200 candles: give one for each candle.',
    );
  });
});
