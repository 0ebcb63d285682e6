import { describe, expect, it } from 'vitest';
import {
  type Candle,
  type CandleSeries,
  closedAt,
  seriesOf,
  type Timeframe,
  timeframeMs,
} from '../../../data/candle.ts';
import { InstrumentRegistry } from '../../../data/instrument-registry.ts';
import { HistoryMarket } from '../../../data/market/history-market.ts';
import { memorySource } from '../../kit/moving-market.ts';

const hourMs = 3_600_000;
const start = Date.UTC(2024, 0, 1);

/** Candles of BTC/USDT from the first of January 2024 whose close counts up from `first`. */
function counting(timeframe: Timeframe, length: number, first = 1): CandleSeries {
  const candles = Array.from({ length }, (_, i): Candle => {
    const close = first + i;
    return { openAt: start + i * timeframeMs[timeframe], open: close, high: close, low: close, close, volume: 1 };
  });
  return seriesOf('BTC/USDT', timeframe, candles);
}

const market = (sources: CandleSeries[][], until?: number | (() => number)) =>
  new HistoryMarket(
    new InstrumentRegistry(),
    sources.map((all, i) => ({ ...memorySource(...all), name: `source ${i + 1}` })),
    'BTC/USDT',
    until,
  );

describe('a timeframe that is not stored', () => {
  it('is made from the longest stored one that divides it', () => {
    const stored = market([[counting('1h', 48), counting('1m', 60, 1000)]]);
    expect([...stored.candles('BTC/USDT', '4h').close].slice(0, 2), 'of hours').toEqual([4, 8]);
    expect([...stored.candles('BTC/USDT', '5m').close].slice(0, 2), 'of minutes').toEqual([1004, 1009]);
    expect([...stored.candles('BTC/USDT', '1d').close]).toEqual([24, 48]);
  });

  it('leaves out the candle at the end that is not whole', () => {
    expect([...market([[counting('1h', 47)]]).candles('BTC/USDT', '1d').close]).toEqual([24]);
  });

  it('cannot be made from a longer one, nor from one that does not divide it', () => {
    for (const [has, asked] of [
      ['1d', '1h'],
      ['8h', '12h'],
    ] as const) {
      expect(() => market([[counting(has, 30)]]).candles('BTC/USDT', asked)).toThrow(
        expect.objectContaining({ code: 'data.no-history' }),
      );
    }
  });

  it('is made of the first source that can, and never of two', () => {
    const both = market([[counting('1h', 48)], [counting('1d', 9, 500)]]);
    expect([...both.candles('BTC/USDT', '1d').close]).toEqual([24, 48]);
    expect(both.quote('BTC/USDT').provider).toBe('source 1');
    expect([...market([[counting('1d', 3, 500)], [counting('1h', 48)]]).candles('BTC/USDT', '1h').close]).toHaveLength(
      48,
    );
  });

  it('is made once as long as nothing is stored anew', () => {
    const stored = market([[counting('1h', 48)]]);
    expect(stored.candles('BTC/USDT', '1d')).toBe(stored.candles('BTC/USDT', '1d'));
  });
});

describe('a quote', () => {
  it('is of the candle that ends last, with the close of the day before', () => {
    const quote = market([[counting('1d', 2, 500), counting('1h', 60)]]).quote('BTC/USDT');
    const openAt = start + 59 * hourMs;
    expect(quote).toMatchObject({ price: 60, openAt, asOfAt: closedAt(openAt, '1h'), previousClose: 501 });
  });

  it('is of the day where day and hour end together, and the day before is never the same day', () => {
    expect(market([[counting('1d', 2, 500), counting('1h', 48)]]).quote('BTC/USDT')).toMatchObject({
      price: 501,
      previousClose: 500,
    });
    expect(market([[counting('1h', 48)]]).quote('BTC/USDT'), 'hours alone').toMatchObject({
      price: 48,
      previousClose: 24,
    });
    expect(market([[counting('1h', 5)]]).quote('BTC/USDT').previousClose, 'no day before').toBeUndefined();
  });
});

describe('a clock that moves', () => {
  it('decides at each call which candles exist, of those that are made as well', () => {
    let now = start + 25 * hourMs;
    const moving = market([[counting('1h', 48)]], () => now);
    expect(moving.quote('BTC/USDT').price, 'the hour that ended one millisecond ago').toBe(25);
    expect([...moving.candles('BTC/USDT', '1d').close]).toEqual([24]);
    now = start + 47 * hourMs - 2;
    expect([moving.quote('BTC/USDT').price, moving.candles('BTC/USDT', '1d').length]).toEqual([46, 1]);
    now = start + 48 * hourMs - 1;
    expect([moving.quote('BTC/USDT').price, moving.candles('BTC/USDT', '1d').length]).toEqual([48, 2]);
  });
});
