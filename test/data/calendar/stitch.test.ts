import { describe, expect, it } from 'vitest';
import { stitch } from '../../../data/calendar/stitch.ts';
import { seriesOf } from '../../../data/candle.ts';
import { dailyCandles } from '../../kit/candles.ts';

const dayMs = 86_400_000;
const start = Date.UTC(2024, 0, 1);
const flat = (symbol: string, firstDay: number, ...prices: number[]) =>
  seriesOf(
    symbol,
    '1d',
    dailyCandles(
      prices.map(p => [p, p + 1, p - 1, p] as const),
      start + firstDay * dayMs,
    ),
  );

/** On day 2 the March contract closes at 102 and the June contract at 112. */
const march = { series: flat('ESH24', 0, 100, 101, 102, 103), rollAt: start + 3 * dayMs };
const june = { series: flat('ESM24', 1, 110, 112, 115, 120), rollAt: start + 5 * dayMs };
const september = { series: flat('ESU24', 3, 130, 132, 140, 141) };

describe('a continuous future', () => {
  it('is one contract where there is one', () => {
    const { series, rolls } = stitch([september], 'ES', 'ratio');
    expect([[...series.close], rolls, series.symbol]).toEqual([[130, 132, 140, 141], [], 'ES']);
  });

  it('adjusted by difference keeps every move of the contract that was held', () => {
    const { series, rolls } = stitch([march, june, september], 'ES', 'difference');
    expect(rolls).toEqual([
      { at: march.rollAt, from: 'ESH24', to: 'ESM24', adjustment: 10 },
      { at: june.rollAt, from: 'ESM24', to: 'ESU24', adjustment: 12 },
    ]);
    expect([...series.close], 'March + 22, June + 12, September as it is').toEqual([122, 123, 124, 127, 132, 140, 141]);
    expect([...series.high]).toEqual([123, 124, 125, 128, 133, 141, 142]);
    expect([...series.volume]).toEqual([1000, 1000, 1000, 1000, 1000, 1000, 1000]);
  });

  it('adjusted by ratio keeps every return of the contract that was held', () => {
    const { series } = stitch([march, june, september], 'ES', 'ratio');
    const returns = [...series.close].slice(1).map((price, i) => price / (series.close[i] ?? Number.NaN));
    const held = [101 / 100, 102 / 101, 115 / 112, 120 / 115, 140 / 132, 141 / 140];
    held.forEach((value, i) => {
      expect(returns[i]).toBeCloseTo(value, 12);
    });
    expect(series.close.at(-1)).toBe(141);
  });

  it('needs a candle that both contracts have before the roll', () => {
    const late = { series: flat('ESM24', 3, 110, 111) };
    expect(() => stitch([march, late], 'ES', 'ratio')).toThrow(/"ESH24" and "ESM24" have no candle in common before/);
    expect(() => stitch([], 'ES', 'ratio')).toThrow(/at least one contract/);
  });

  it('by difference refuses prices at or below zero', () => {
    const cheap = { series: flat('CLK20', 0, 50, 5, 100, 101), rollAt: start + 3 * dayMs };
    const dear = { series: flat('CLM20', 1, 20, 30, 31) };
    expect(() => stitch([cheap, dear], 'CL', 'difference')).toThrow(/fall to zero or below\. Adjust by ratio/);
    expect(stitch([cheap, dear], 'CL', 'ratio').series.length).toBe(4);
  });
});
