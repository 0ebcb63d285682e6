import { describe, expect, it } from 'vitest';
import type { Trade } from '../../../data/ledger-row.ts';
import { dailyCloses, type EquityCurve, periodsPerYear } from '../../../models/performance/equity-curve.ts';
import { performanceOf } from '../../../models/performance/performance.ts';
import { reasons } from '../../../models/performance/statistic.ts';
import { hasReferenceData, referenceCandles } from '../../kit/reference-data.ts';
import { closedTrade } from './closed-trade.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

const curveOf = (values: readonly number[], parts: Partial<EquityCurve> = {}): EquityCurve => ({
  openAt: Float64Array.from(values, (_, i) => i * dayMs),
  equityUsd: Float64Array.from(values),
  exposed: Uint8Array.from(values, () => 1),
  trades: [],
  daysPerYear: 252,
  timeframe: '1d',
  ...parts,
});

/** Every statistic of a performance that is null, by name, with its reason in English. */
const undefinedIn = (performance: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(performance).flatMap(([name, one]) => (one?.value === null ? [[name, one.reason.en]] : [])),
  );

/** A year and a day of daily values that gain 1 % and lose .5 % in turn. */
const zigzag = Array.from(
  { length: 366 },
  (_, i) => 1000 * (1.01 * 0.995) ** Math.floor(i / 2) * (i % 2 === 0 ? 1 : 1.01),
);

describe('performance of an account', () => {
  it.skipIf(!hasReferenceData)('SPY held from 1998 to 2021 has an annual Sharpe ratio of .4075013333', () => {
    const { openAt, close } = referenceCandles('spy-daily.csv', 'SPY');
    const held = performanceOf(
      curveOf([], { openAt, equityUsd: close, exposed: new Uint8Array(close.length).fill(1) }),
    );
    expect(held.sharpe.value, 'reference collection, section 5').toBeCloseTo(0.4075013333, 9);
    expect((held.volatility.value ?? 0) / Math.sqrt(252)).toBeCloseTo(0.01230783929, 10);
    expect(held.skewness.value).toBeCloseTo(-0.14754136904, 9);
    expect(held.kurtosis.value).toBeCloseTo(11.97791511, 7);
    expect(undefinedIn(held), 'only what needs a benchmark').toEqual(
      Object.fromEntries(
        ['beta', 'alpha', 'informationRatio', 'trackingError', 'treynor'].map(name => [name, reasons.noBenchmark.en]),
      ),
    );
  });

  it('ratios to drawdown divide what they name', () => {
    const { cagr, calmar, martin, recoveryFactor, totalReturn, maxDrawdown, ulcerIndex } = performanceOf(
      curveOf(zigzag),
    );
    const last = zigzag.at(-1) ?? 0;
    expect(totalReturn.value).toBeCloseTo(last / 1000 - 1, 12);
    expect(cagr.value, '365 days').toBeCloseTo((last / 1000) ** (365.25 / 365) - 1, 12);
    expect(maxDrawdown.value, 'each loss of .5 % is made good at once').toBeCloseTo(-0.005, 12);
    expect(calmar.value).toBeCloseTo((cagr.value ?? 0) / 0.005, 8);
    expect(recoveryFactor.value).toBeCloseTo((totalReturn.value ?? 0) / 0.005, 8);
    expect(martin.value).toBeCloseTo((cagr.value ?? 0) / (ulcerIndex.value ?? 0), 8);
  });

  it('returns are taken on the last value of each day, drawdown on every candle', () => {
    const days = 60;
    const values = Array.from({ length: days * 3 }, (_, i) => (i % 3 === 1 ? 50 : 100 + Math.floor(i / 3) + (i % 3)));
    const openAt = Float64Array.from(values, (_, i) => Math.floor(i / 3) * dayMs + (14 + (i % 3)) * hourMs);
    const hourly = curveOf(values, { openAt, timeframe: '1h' });
    const closes = dailyCloses(hourly);
    expect(closes.openAt, 'one a day').toHaveLength(days);
    expect([...closes.equityUsd]).toEqual(values.filter((_, i) => i % 3 === 2));
    const intraday = performanceOf(hourly);
    const daily = performanceOf(curveOf([...closes.equityUsd]));
    expect(intraday.sharpe).toEqual(daily.sharpe);
    expect(intraday.maxDrawdown.value, 'half of everything inside the days').toBeLessThan(-0.5);
    const growth = intraday.months
      .flatMap(({ months }) => months)
      .reduce((all, { value }) => all * (1 + (value ?? 0)), 1);
    expect(growth - 1, 'the first month starts at the first candle').toBeCloseTo(intraday.totalReturn.value ?? 0, 12);
    expect(daily.maxDrawdown.value, 'unseen at the closes').toBeGreaterThan(-0.02);
  });

  it('a year has the days of the calendar, or 52 weeks, 12 months, 1 year of coarse candles', () => {
    const years = (['1h', '1d', '1w', '1M', '1y'] as const).map(timeframe =>
      periodsPerYear({ timeframe, daysPerYear: 365 }),
    );
    expect(years).toEqual([365, 365, 52, 12, 1]);
    const [daily, weekly] = (['1d', '1w'] as const).map(
      timeframe => performanceOf(curveOf(zigzag, { timeframe })).volatility.value,
    );
    expect((daily ?? 0) / (weekly ?? 1)).toBeCloseTo(Math.sqrt(252 / 52), 12);
  });

  it('turnover counts entries and exits, exposure the candles with a position', () => {
    const trades: Trade[] = [closedTrade({ quantity: 3, entryPrice: 100, exitPrice: 110, profitUsd: 30 })];
    const flat = Array.from({ length: 366 }, () => 1000);
    const exposed = Uint8Array.from(flat, (_, i) => (i < 183 ? 1 : 0));
    const measured = performanceOf(curveOf(flat, { trades, exposed }));
    expect(measured.turnover.value, '630 over 1000 in 365 days').toBeCloseTo((0.63 * 365.25) / 365, 12);
    expect(measured.exposure.value).toBe(0.5);
    expect([measured.trades.all.trades, measured.trades.long.trades, measured.trades.short.trades]).toEqual([1, 1, 0]);
  });

  it('against itself at twice the stake beta is about a half', () => {
    const curve = curveOf(zigzag);
    const twice = {
      openAt: curve.openAt,
      equityUsd: Float64Array.from(zigzag, (_, i) =>
        zigzag.slice(1, i + 1).reduce((value, one, k) => value * (1 + 2 * (one / (zigzag[k] ?? 1) - 1)), 1),
      ),
    };
    expect(performanceOf(curve, twice).beta.value, 'returns are exactly half').toBeCloseTo(0.5, 10);
  });

  it('months, spells and trades come with the figures', () => {
    const { months, drawdowns } = performanceOf(curveOf(zigzag));
    expect(months.map(({ year }) => year)).toEqual([1970, 1971]);
    expect(drawdowns.length, 'one for every loss').toBe(182);
  });
});

describe('performance that is undefined', () => {
  it('an account that never traded has no ratio and no trade figure', () => {
    const flat = performanceOf(
      curveOf(
        Array.from({ length: 100 }, () => 1000),
        { exposed: new Uint8Array(100) },
      ),
    );
    expect(flat.totalReturn).toEqual({ value: 0 });
    expect(flat.exposure).toEqual({ value: 0 });
    expect(flat.sharpe).toEqual({ value: null, reason: reasons.constantReturns });
    expect(flat.calmar).toEqual({ value: null, reason: reasons.noDrawdown });
    expect(flat.martin).toEqual({ value: null, reason: reasons.noDrawdown });
    expect(flat.trades.all.winRate).toEqual({ value: null, reason: reasons.noTrade });
  });

  it('under 30 days annualised figures are withheld and the others are given', () => {
    const short = performanceOf(
      curveOf(zigzag.slice(0, 30)),
      curveOf(zigzag.slice(0, 30).map((value, i) => value + i)),
    );
    const withheld = undefinedIn(short);
    expect(Object.keys(withheld).sort()).toEqual([
      ...['alpha', 'annualReturn', 'cagr', 'calmar', 'informationRatio', 'martin', 'sharpe', 'sortino'],
      ...['trackingError', 'treynor', 'turnover', 'volatility'],
    ]);
    expect(new Set(Object.values(withheld)), '29 days from first to last').toEqual(new Set([reasons.tooShort.en]));
    expect(
      undefinedIn(performanceOf(curveOf(zigzag.slice(0, 31)), curveOf(zigzag))),
      '30 days: nothing withheld',
    ).toEqual({
      informationRatio: reasons.constantReturns.en,
    });
  });

  it('equity at or below zero takes all figures of returns away, and leaves total return and drawdown', () => {
    for (const worst of [0, -50]) {
      const ruined = performanceOf(curveOf([...zigzag.slice(0, 99), worst, 10]), curveOf(zigzag));
      expect(ruined.totalReturn.value).toBeCloseTo(-0.99, 12);
      expect(ruined.maxDrawdown.value).toBeLessThanOrEqual(-1);
      const { beta, omega, sharpe, cagr, calmar, kurtosis } = ruined;
      for (const one of [beta, omega, sharpe, cagr, calmar, kurtosis]) {
        expect(one).toEqual({ value: null, reason: reasons.equityNotPositive });
      }
    }
  });

  it('one value, one return or no value at all give reasons and never a stand-in', () => {
    const none = performanceOf(curveOf([]));
    expect(none.totalReturn).toEqual({ value: null, reason: reasons.tooFewValues });
    expect(none.exposure).toEqual({ value: null, reason: reasons.tooFewValues });
    expect(none.months).toEqual([]);
    const one = performanceOf(curveOf([1000]));
    expect(one.totalReturn).toEqual({ value: 0 });
    expect(one.cagr).toEqual({ value: null, reason: reasons.tooFewValues });
    const two = performanceOf(curveOf([1000, 1010], { openAt: Float64Array.of(0, 40 * dayMs) }));
    expect(two.cagr.value).toBeCloseTo(1.01 ** (365.25 / 40) - 1, 12);
    expect(two.sharpe).toEqual({ value: null, reason: reasons.tooFewReturns });
  });
});
