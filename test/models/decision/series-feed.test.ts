import { describe, expect, it } from 'vitest';
import { at } from '../../../data/at.ts';
import { type CandleSeries, closedAt, sliceSeries } from '../../../data/candle.ts';
import { indicators } from '../../../data/features/indicators.ts';
import { SampleSource } from '../../../data/market/sample-source.ts';
import { readSeriesName } from '../../../models/decision/market-series.ts';
import { seriesFeed } from '../../../models/decision/series-feed.ts';

const candles = new SampleSource().read('SPX', '1d') as CandleSeries;
const endAt = closedAt(at(candles.openAt, candles.length - 1), '1d');
const feed = (now = endAt, openedAt?: number) =>
  seriesFeed(frame => (frame === '1d' ? candles : undefined), { now, staleAfterDays: 5, openedAt });

describe('the feed of closed candles', () => {
  it('gives the last values of an indicator, oldest first', () => {
    const rsi = indicators.rsi.compute(candles, { period: 14 }).rsi ?? new Float64Array();
    expect(feed().last('rsi_14@1d', 3)).toEqual([...rsi.slice(-3)]);
    expect(feed().last('close@1d', 2)).toEqual([...candles.close.slice(-2)]);
    expect(feed().last('macd_histogram@1d', 1)?.[0]).toBeTypeOf('number');
  });

  it('knows nothing of a candle that is not closed', () => {
    expect(feed(endAt - 1).last('close@1d', 1)).toEqual([candles.close.at(-2)]);
  });

  it('says nothing of another timeframe, of an unknown name, of too few candles, of a stale history', () => {
    expect(feed().last('close@4h', 1)).toBeUndefined();
    expect(feed().last('vwap@1d', 1)).toBeUndefined();
    expect(
      seriesFeed(() => sliceSeries(candles, 0, 10), { now: endAt, staleAfterDays: 1e6 }).last('rsi_14@1d', 1),
    ).toBeUndefined();
    expect(feed(endAt + 5 * 86_400_000).last('close@1d', 1), 'five days and less than a candle').toBeDefined();
    expect(feed(endAt + 6.1 * 86_400_000).last('close@1d', 1)).toBeUndefined();
  });

  it('counts the candles since the position was opened', () => {
    const opened = closedAt(at(candles.openAt, candles.length - 4), '1d');
    expect(feed(endAt, opened).last('candles_held@1d', 2)).toEqual([2, 3]);
    expect(feed().last('candles_held@1d', 1), 'no position').toBeUndefined();
  });

  it('a later candle changes no earlier value', () => {
    for (const series of ['ema_20@1d', 'sma_50@1d', 'macd@1d', 'rsi_7@1d', 'atr_14@1d']) {
      const cut = candles.length - 30;
      const now = closedAt(at(candles.openAt, cut - 1), '1d');
      const short = seriesFeed(() => sliceSeries(candles, 0, cut), { now, staleAfterDays: 5 });
      expect(feed(now).last(series, 5), series).toEqual(short.last(series, 5));
    }
  });
});

describe('a series name', () => {
  it.each(['close@1d', 'sma_200@1w', 'ema_2@1m', 'atr_400@4h', 'candles_held@1d'])('%s is one', name => {
    expect(readSeriesName(name)).toBeDefined();
  });
  it.each(['close', 'close@2d', 'ema@1d', 'ema_0@1d', 'ema_401@1d', 'ema_020@1d', 'close@1d@1d', '__proto__@1d', ''])(
    '"%s" is none',
    name => {
      expect(readSeriesName(name)).toBeUndefined();
    },
  );
});
