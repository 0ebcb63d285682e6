import { describe, expect, it } from 'vitest';
import { type Candle, seriesOf } from '../../../data/candle.ts';
import { realisedVariance } from '../../../models/volatility/realised-variance.ts';
import { onDaysOf, proxyOf, refuseHoles } from '../../../models/volatility/variance-proxy.ts';
import { dailySeries } from '../../kit/candles.ts';
import { thrownBy } from '../../kit/thrown-by.ts';

const hour = 3_600_000;
const start = Date.UTC(2020, 0, 6);

/** Hours from [open, close] of one day after the other. */
const hoursOf = (days: readonly (readonly (readonly [number, number])[])[]) =>
  seriesOf(
    'X',
    '1h',
    days.flatMap((candles, day) =>
      candles.map(([open, close], i): Candle => {
        const [high, low] = [Math.max(open, close), Math.min(open, close)];
        return { openAt: start + day * 24 * hour + (14 + i) * hour, open, high, low, close, volume: 1 };
      }),
    ),
  );

const ln = (a: number, b: number) => 100 * Math.log(a / b);

describe('realised variance', () => {
  const series = hoursOf([
    [[100, 101]],
    [
      [103, 102],
      [102, 104],
      [103.5, 101],
    ],
  ]);
  const returns = [ln(103, 101), ln(102, 103), ln(104, 102), ln(101, 104)];

  it('of a session is the night, the first candle, and the moves from close to close', () => {
    const { dayAt, values, downside, bipower, quarticity } = realisedVariance(series, { market: 'sessions' });
    const squares = returns.map(r => r ** 2);
    expect(Array.from(dayAt), 'the first day has no close before it').toEqual([start + 24 * hour]);
    expect(values[0], 'by hand').toBeCloseTo(
      squares.reduce((a, b) => a + b),
      12,
    );
    expect(downside[0], 'the two falls').toBeCloseTo((squares[1] ?? 0) + (squares[3] ?? 0), 12);
    const pairs = [0, 1, 2].map(i => Math.abs((returns[i] ?? 0) * (returns[i + 1] ?? 0)));
    expect(bipower[0], 'pi / 2 times the neighbours').toBeCloseTo((Math.PI / 2) * pairs.reduce((a, b) => a + b), 12);
    const fourth = squares.reduce((sum, square) => sum + square ** 2, 0);
    expect(quarticity[0], 'n / 3 times the fourth powers').toBeCloseTo((4 / 3) * fourth, 12);
  });

  it('of a market that never closes goes from close to close alone', () => {
    const { values } = realisedVariance(series, { market: 'always-open' });
    expect(values[0], 'the first open does not count').toBeCloseTo(
      ln(102, 101) ** 2 + ln(104, 102) ** 2 + ln(101, 104) ** 2,
      12,
    );
  });

  it('leaves out days with too few candles', () => {
    expect(realisedVariance(series, { market: 'sessions', leastCandles: 4 }).dayAt, 'three hours').toHaveLength(0);
  });
});

describe('the variance proxy', () => {
  const days = dailySeries([
    [100, 101, 99, 100],
    [100, 102, 100, 101],
    [101, 103, 100, 102],
  ]);
  const column = { dayAt: Float64Array.of(days.openAt[2] ?? 0, days.openAt[0] ?? 0), values: Float64Array.of(3, 0) };

  it('is the realised variance of the same day, and missing where the day is', () => {
    expect(Array.from(onDaysOf(days, column)), 'by day, not by row').toEqual([0, Number.NaN, 3]);
    expect(Array.from(proxyOf(days, column)), 'raised to the least variance').toEqual([1e-4, Number.NaN, 3]);
  });

  it('names the day on which a column has no value', () => {
    const error = thrownBy(() => refuseHoles('vix', onDaysOf(days, column), days, 0, 3));
    expect(error.code).toBe('model.bad-data');
    expect(error.message, 'the second day').toContain('"vix" of "SPX" has no value on 2020-01-07');
    expect(error.text?.fr, 'in French as well').toContain("n'a pas de valeur le 2020-01-07");
  });
});
