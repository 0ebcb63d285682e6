import { at } from '../at.ts';
import type { Session } from '../calendar/trading-calendar.ts';
import { type CandleSeries, timeframeMs } from '../candle.ts';
import type { Columns } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { isIntraday, type SessionRows } from './session-rows.ts';

const openingMs = 30 * 60_000;

type SessionColumn =
  `session.${'previous_high' | 'previous_low' | 'previous_close' | 'high' | 'low' | 'vwap' | 'opening_high' | 'opening_low'}`;

/**
 * Prices of the session that a candle lies in, up to its close, and of the session before. The opening range is that of
 * the candles that begin in the first 30 minutes, once these are over. A session whose first candle is not here, as at the
 * start of a series, has no prices; daily and weekly candles have those of the candle before alone.
 */
export function sessionPrices(series: CandleSeries, rows: SessionRows): Columns {
  if (!isIntraday(series)) {
    return {
      'session.previous_high': shifted(series.high),
      'session.previous_low': shifted(series.low),
      'session.previous_close': shifted(series.close),
    };
  }
  const tally = new SessionTally(series, rows);
  for (let i = 0; i < series.length; i += 1) tally.take(i);
  return tally.columns;
}

const shifted = (values: Float64Array): Float64Array => values.map((_, i) => at(values, i - 1));

type Range = { high: number; low: number; close: number };

const nothing = (): Range => ({ high: Number.NaN, low: Number.NaN, close: Number.NaN });

/** Runs through the candles and keeps the prices of the present session and of the one before. */
class SessionTally {
  readonly columns: Record<SessionColumn, Float64Array>;
  readonly #series: CandleSeries;
  readonly #rows: SessionRows;
  readonly #stepMs: number;
  #session = -1;
  #before = nothing();
  #range = nothing();
  #opening = nothing();
  #volume = 0;
  #turnover = 0;

  constructor(series: CandleSeries, rows: SessionRows) {
    this.#series = series;
    this.#rows = rows;
    this.#stepMs = timeframeMs[series.timeframe];
    const column = (): Float64Array => new Float64Array(series.length).fill(Number.NaN);
    this.columns = {
      'session.previous_high': column(),
      'session.previous_low': column(),
      'session.previous_close': column(),
      'session.high': column(),
      'session.low': column(),
      'session.vwap': column(),
      'session.opening_high': column(),
      'session.opening_low': column(),
    };
  }

  take(i: number): void {
    const index = this.#rows.of[i] ?? -1;
    const session = this.#rows.sessions[index];
    if (!session) return;
    if (index !== this.#session) this.#begin(i, index, session);
    const { high, low, close, volume } = this.#series;
    const [top, bottom, last] = [at(high, i), at(low, i), at(close, i)];
    this.#range.high = Math.max(this.#range.high, top);
    this.#range.low = Math.min(this.#range.low, bottom);
    this.#range.close = last;
    this.#volume += at(volume, i);
    this.#turnover += (at(volume, i) * (top + bottom + last)) / 3;
    if (at(this.#series.openAt, i) < session.openAt + openingMs) {
      this.#opening.high = this.#range.high;
      this.#opening.low = this.#range.low;
    }
    this.#write(i, session);
  }

  /** Extremes begin as infinities where the session is here from its first candle on, else as NaN, which stays. */
  #begin(i: number, index: number, session: Session): void {
    this.#before = index === this.#session + 1 ? this.#range : nothing();
    const whole = at(this.#series.openAt, i) <= session.openAt;
    this.#range = whole ? { high: -Infinity, low: Infinity, close: Number.NaN } : nothing();
    this.#opening = nothing();
    this.#volume = 0;
    this.#turnover = 0;
    this.#session = index;
  }

  #write(i: number, session: Session): void {
    const { columns } = this;
    const whole = Number.isFinite(this.#range.high);
    const opened = at(this.#series.openAt, i) + this.#stepMs >= session.openAt + openingMs;
    columns['session.previous_high'][i] = this.#before.high;
    columns['session.previous_low'][i] = this.#before.low;
    columns['session.previous_close'][i] = this.#before.close + 0 * this.#before.high;
    columns['session.high'][i] = this.#range.high;
    columns['session.low'][i] = this.#range.low;
    columns['session.vwap'][i] = whole ? quotient(this.#turnover, this.#volume) : Number.NaN;
    columns['session.opening_high'][i] = opened ? this.#opening.high : Number.NaN;
    columns['session.opening_low'][i] = opened ? this.#opening.low : Number.NaN;
  }
}
