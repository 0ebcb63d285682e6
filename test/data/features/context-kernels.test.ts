import { describe, expect, it } from 'vitest';
import { calendarDateKernel } from '../../../data/features/calendar-date.ts';
import { cycleKernel } from '../../../data/features/cycle.ts';
import { entropyKernel } from '../../../data/features/entropy.ts';
import { runKernel } from '../../../data/features/kernel.ts';
import { withinKernel } from '../../../data/features/within.ts';

const column = (...values: number[]) => Float64Array.from(values);
const dayMs = 86_400_000;

const saidOf = (date: string) => {
  const said = runKernel(calendarDateKernel, { day: column(Date.parse(date) / dayMs) }, {});
  return Object.fromEntries(Object.entries(said).map(([name, values]) => [name, values[0]]));
};

describe('the date of a candle', () => {
  it.each([
    ['2024-01-01', { yearShare: 0, toMonthEnd: 30, toQuarterEnd: 90, turnOfMonth: 1, expiryWeek: 0, toExpiry: 18 }],
    [
      '2024-02-29',
      { yearShare: 59 / 366, toMonthEnd: 0, toQuarterEnd: 31, turnOfMonth: 1, expiryWeek: 0, toExpiry: 15 },
    ],
    [
      '2024-03-15',
      { yearShare: 74 / 366, toMonthEnd: 16, toQuarterEnd: 16, turnOfMonth: 0, expiryWeek: 1, toExpiry: 0 },
    ],
    [
      '2024-03-16',
      { yearShare: 75 / 366, toMonthEnd: 15, toQuarterEnd: 15, turnOfMonth: 0, expiryWeek: 0, toExpiry: 34 },
    ],
    [
      '2023-12-18',
      { yearShare: 351 / 365, toMonthEnd: 13, toQuarterEnd: 13, turnOfMonth: 0, expiryWeek: 0, toExpiry: 32 },
    ],
    [
      '2024-12-31',
      { yearShare: 365 / 366, toMonthEnd: 0, toQuarterEnd: 0, turnOfMonth: 1, expiryWeek: 0, toExpiry: 17 },
    ],
  ])('%s is told as the wall calendar tells it', (date, expected) => {
    expect(saidOf(date)).toEqual(expected);
  });

  it('knows the expiry week from its Monday on, beginning with its Sunday', () => {
    const week = ['2024-03-09', '2024-03-10', '2024-03-11', '2024-03-15', '2024-03-16'].map(
      day => saidOf(day).expiryWeek,
    );
    expect(week, 'Saturday, Sunday, Monday, Friday, Saturday').toEqual([0, 1, 1, 1, 0]);
  });

  it('of what is no day is missing', () => {
    const { toExpiry, expiryWeek } = runKernel(calendarDateKernel, { day: column(Number.NaN, 1e12) }, {});
    expect([...toExpiry, ...expiryWeek].every(Number.isNaN)).toBe(true);
  });
});

describe('kernels beside candles', () => {
  it('a cycle puts quarters of its period on the axes', () => {
    const { sine, cosine } = runKernel(cycleKernel, { values: column(0, 360, 720, 1440) }, { period: 1440 });
    for (const [i, [x, y]] of [
      [0, 1],
      [1, 0],
      [0, -1],
      [0, 1],
    ].entries()) {
      expect(sine[i]).toBeCloseTo(x ?? Number.NaN, 12);
      expect(cosine[i]).toBeCloseTo(y ?? Number.NaN, 12);
    }
  });

  it('entropy is 0 for a certainty, 1 for three equal chances and ln 2 / ln 3 for two', () => {
    const inputs = {
      first: column(1, 1 / 3, 0.5, -1),
      second: column(0, 1 / 3, 0.5, 1),
      third: column(0, 1 / 3, 0, 1),
    };
    const { value } = runKernel(entropyKernel, inputs, {});
    expect(value[0]).toBeCloseTo(0, 12);
    expect(value[1]).toBeCloseTo(1, 12);
    expect(value[2]).toBeCloseTo(Math.log(2) / Math.log(3), 12);
    expect(value[3], 'no probability').toBeNaN();
  });

  it('within is 1 up to its limit and missing where the value is', () => {
    expect([...runKernel(withinKernel, { values: column(59, 60, 61, Number.NaN) }, { limit: 60 }).value]).toEqual([
      1,
      1,
      0,
      Number.NaN,
    ]);
  });
});
