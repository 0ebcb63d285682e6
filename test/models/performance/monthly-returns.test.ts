import { describe, expect, it } from 'vitest';
import { monthlyReturns } from '../../../models/performance/monthly-returns.ts';
import { reasons } from '../../../models/performance/statistic.ts';

const curveOf = (rows: readonly (readonly [day: string, equityUsd: number])[]) => ({
  openAt: Float64Array.from(rows, ([day]) => Date.parse(day)),
  equityUsd: Float64Array.from(rows, ([, equityUsd]) => equityUsd),
});

describe('table of months', () => {
  const table = monthlyReturns(
    curveOf([
      ['2019-11-15', 100],
      ['2019-11-29', 110],
      ['2019-12-31', 99],
      ['2020-02-03', 108.9],
      ['2020-02-28', 118.8],
    ]),
  );

  it('each month runs from the last value before it to its own last value', () => {
    expect(table.map(({ year }) => year)).toEqual([2019, 2020]);
    expect(table[0]?.months[10]?.value, 'the first month from the first value').toBeCloseTo(0.1, 12);
    expect(table[0]?.months[11]?.value).toBeCloseTo(-0.1, 12);
    expect(table[1]?.months[1]?.value, 'February from December, as January has no candle').toBeCloseTo(0.2, 12);
  });

  it('a month without a candle is undefined', () => {
    expect(table[1]?.months).toHaveLength(12);
    expect(table[1]?.months[0]).toEqual({ value: null, reason: reasons.noMonth });
  });

  it('the years, and all months together, give the total return', () => {
    expect(table.map(({ total }) => total.value)).toEqual([expect.closeTo(-0.01, 12), expect.closeTo(0.2, 12)]);
    const growth = table
      .flatMap(({ months }) => months)
      .reduce((product, { value }) => product * (1 + (value ?? 0)), 1);
    expect(growth).toBeCloseTo(118.8 / 100, 12);
  });

  it('the same month of two years is two months', () => {
    const years = monthlyReturns(
      curveOf([
        ['2018-12-31', 100],
        ['2019-12-31', 110],
        ['2020-12-31', 132],
      ]),
    );
    expect(years.map(({ months }) => months[11]?.value)).toEqual([0, expect.closeTo(0.1, 12), expect.closeTo(0.2, 12)]);
  });

  it('after the equity is gone months have no return', () => {
    const [year] = monthlyReturns(
      curveOf([
        ['2020-01-01', 100],
        ['2020-01-31', -5],
        ['2020-02-28', 10],
      ]),
    );
    expect(year?.months[0]?.value).toBeCloseTo(-1.05, 12);
    expect(year?.months[1]).toEqual({ value: null, reason: reasons.equityNotPositive });
  });

  it('an empty curve has no rows', () => {
    expect(monthlyReturns(curveOf([]))).toEqual([]);
  });
});
