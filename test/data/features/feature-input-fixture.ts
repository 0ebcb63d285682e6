import { calendarOf } from '../../../data/calendar/calendar-of.ts';
import { type CandleSeries, seriesOf, type Timeframe } from '../../../data/candle.ts';
import type { EconomicEvent } from '../../../data/events/economic-event.ts';
import { InstrumentRegistry } from '../../../data/instrument-registry.ts';
import { seeded } from '../../kit/seeded.ts';

export const hourMs = 3_600_000;
const registry = new InstrumentRegistry();
export const spy = { instrument: registry.resolve('SPY'), calendar: calendarOf('NYSE') };
export const bitcoin = { instrument: registry.resolve('BTC/USDT'), calendar: calendarOf('24/7') };
export const noEntry = { beforeMinutes: 30, afterMinutes: 15, impact: 'high' } as const;

/** A seeded walk with candles that open at the given instants. */
export function candlesAt(openAt: readonly number[], timeframe: Timeframe, seed = 1): CandleSeries {
  const random = seeded(seed);
  let close = 100;
  const candles = openAt.map(instant => {
    const open = close;
    close = open * (1 + 0.02 * (random() - 0.5));
    const [high, low] = [Math.max(open, close) + random(), Math.min(open, close) - random()];
    return { openAt: instant, open, high, low, close, volume: Math.floor(100 * random()) };
  });
  return seriesOf('WALK', timeframe, candles);
}

/** Hourly candles without a gap. */
export const everyHour = (from: string, hours: number, seed = 1): CandleSeries =>
  candlesAt(
    Array.from({ length: hours }, (_, i) => Date.parse(from) + i * hourMs),
    '1h',
    seed,
  );

/** An event in dollars, first shown at `seenAt`. */
export const event = (at: number, seenAt: number, impact: EconomicEvent['impact'] = 'high'): EconomicEvent => ({
  at,
  seenAt,
  impact,
  currency: 'USD',
  title: 'CPI',
  forecast: null,
  previous: null,
});
