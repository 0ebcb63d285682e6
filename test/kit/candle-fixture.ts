import { type CandleSeries, seriesOf } from '../../data/candle.ts';
import { seeded } from './seeded.ts';

const firstAt = Date.UTC(2001, 0, 1);

/** Daily candles of a seeded walk around 100, with gaps between close and open. */
export function walk(length: number, seed: number): CandleSeries {
  const random = seeded(seed);
  const step = (size: number) => Math.exp(size * (random() - 0.5));
  let close = 100;
  const candles = Array.from({ length }, (_, i) => {
    const open = close * step(0.02);
    close = open * step(0.03);
    const high = Math.max(open, close) * Math.exp(0.01 * random());
    const low = Math.min(open, close) * Math.exp(-0.01 * random());
    return { openAt: firstAt + i * 86_400_000, open, high, low, close, volume: 1000 };
  });
  return seriesOf('WALK', '1d', candles);
}

/** Daily candles whose close follows `priceAt`, with the given distance from close to high and low. */
export function candlesOf(length: number, priceAt: (i: number) => number, reach = 0): CandleSeries {
  const candles = Array.from({ length }, (_, i) => {
    const close = priceAt(i);
    return { openAt: firstAt + i * 86_400_000, open: close, high: close + reach, low: close - reach, close, volume: 0 };
  });
  return seriesOf('FIXTURE', '1d', candles);
}
