import { describe, expect, it } from 'vitest';
import type { Candle } from '../../../data/candle.ts';
import { inWords, PlayedAccount, type Row } from '../../kit/played-account.ts';

const stop = (price: number, ...rest: unknown[]) => ['stop', 'sell', price, ...rest];
const target = (price: number) => ['target', 'sell', price];

describe('a candle that cannot tell, drilled down', () => {
  const both: Row = [100, 111, 94, 100];
  const drilled = (...lower: Row[]) => {
    const lowerCandles = (_symbol: string, { openAt }: Candle): Candle[] =>
      lower.map(([open, high, low, close], i) => ({ openAt: openAt + i, open, high, low, close, volume: 1 }));
    const account = new PlayedAccount({ rules: { sameCandle: 'drill-down', lowerCandles } });
    return account.hold(1, { stop: 95, target: 110 });
  };

  it('takes what its lower candles reached first, and the fill is certain', () => {
    const rose = drilled([100, 111, 99, 110], [110, 110, 94, 100]);
    expect(rose.play(both).map(inWords)).toEqual([target(110)]);
    const fell = drilled([100, 101, 94, 96], [96, 111, 96, 100]);
    expect(fell.play(both).map(inWords)).toEqual([stop(95)]);
  });

  it('takes the stop where a lower candle cannot tell either, or where none is known', () => {
    expect(drilled([100, 101, 99, 100], both).play(both).map(inWords)).toEqual([stop(95, 110)]);
    expect(drilled().play(both).map(inWords)).toEqual([stop(95, 110)]);
    const none = new PlayedAccount({ rules: { sameCandle: 'drill-down' } }).hold(1, { stop: 95, target: 110 });
    expect(none.play(both).map(inWords)).toEqual([stop(95, 110)]);
  });

  it('is not asked about a candle that can', () => {
    expect(drilled([100, 100, 100, 100]).play([100, 111, 96, 100]).map(inWords)).toEqual([target(110)]);
  });
});
