import { calendarOf } from '../calendar/calendar-of.ts';
import { type CandleSeries, candleAt, type Timeframe } from '../candle.ts';
import type { CandleStore } from '../candle-store/candle-store.ts';
import type { Instrument } from '../instrument.ts';
import type { Finding } from '../quality/finding.ts';
import { inspect } from '../quality/inspect.ts';
import type { RawCandles } from '../quality/raw-candles.ts';
import type { CandleSink } from './download.ts';
import { rawCandles, rawRow } from './raw-rows.ts';

/** What a sink keeps candles of. */
export type SinkSeries = { provider: string; instrument: Instrument; timeframe: Timeframe };

const rowsOf = (raw: RawCandles) => Array.from({ length: raw.length }, (_, i) => rawRow(raw, i));

/** Looks candles through against the calendar of their instrument. */
export function inspected(
  raw: RawCandles,
  { instrument, timeframe }: SinkSeries,
  serverAt: number,
): { series: CandleSeries; findings: Finding[] } {
  return inspect(raw, {
    symbol: instrument.symbol,
    timeframe,
    calendar: calendarOf(instrument.calendar),
    now: serverAt,
  });
}

/** Keeps downloaded candles in the store, each page looked through on its way, together with the candle before it. */
export class StoreSink implements CandleSink {
  readonly #store: CandleStore;
  readonly #kept: SinkSeries;

  constructor(store: CandleStore, kept: SinkSeries) {
    this.#store = store;
    this.#kept = kept;
  }

  lastAt(): number | undefined {
    return this.#stored()?.openAt.at(-1);
  }

  accept(rows: RawCandles, serverAt: number): number {
    const stored = this.#stored();
    const last = stored && candleAt(stored, -1);
    const seam = last ? [[last.openAt, last.open, last.high, last.low, last.close, last.volume] as const] : [];
    const { series, findings } = inspected(rawCandles([...seam, ...rowsOf(rows)]), this.#kept, serverAt);
    return series.length > 0 ? this.#store.append(series, this.#kept.provider, findings).added : 0;
  }

  #stored(): CandleSeries | undefined {
    const { provider, instrument, timeframe } = this.#kept;
    return this.#store.readFrom(provider, instrument.symbol, timeframe);
  }
}
