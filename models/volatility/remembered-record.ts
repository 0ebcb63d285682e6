import type { CandleSeries } from '../../data/candle.ts';
import type { ForecastDays, Forecaster, TrackRecord } from './forecaster.ts';
import { trackRecord } from './track-record.ts';
import type { DayColumn } from './variance-proxy.ts';

/** What a track record was made from, copied, so that a series which grows or is corrected is not mistaken for it. */
type Kept = { readonly columns: readonly Float64Array[]; readonly record: TrackRecord | undefined };

export type RecordRequest = {
  series: CandleSeries;
  days: ForecastDays;
  /** Opens the forecaster when the record has to be made; it must depend on nothing but `model`, `series` and `columns`. */
  open: (days: ForecastDays) => Forecaster;
  /** Name under which the record is kept beside the symbol, with every setting that changes it. */
  model: string;
  realised?: DayColumn | undefined;
  /** Further columns that the forecaster looks at, such as the values and instants of the VIX. */
  columns?: readonly Float64Array[];
};

function same(a: Float64Array, b: Float64Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i += 1) if (!Object.is(a[i], b[i])) return false;
  return true;
}

/**
 * Track records that are made once for each history: the next question about the same candles is answered from memory,
 * and candles that were added, corrected or replaced give a new one.
 * @param most records kept; the one asked for longest ago makes room
 */
export function rememberRecords(most = 64): (request: RecordRequest) => TrackRecord | undefined {
  const kept = new Map<string, Kept>();
  return ({ series, days, open, model, realised, columns = [] }) => {
    const key = JSON.stringify([model, series.symbol, days]);
    const now = [
      series.openAt,
      series.high,
      series.low,
      series.close,
      ...(realised ? Object.values(realised) : []),
      ...columns,
    ];
    const before = kept.get(key);
    const fresh = before?.columns.length === now.length && now.every((one, k) => same(one, before.columns[k] ?? one));
    const answer =
      before && fresh
        ? before
        : { columns: now.map(one => one.slice()), record: trackRecord(series, days, 250, open(days), realised) };
    kept.delete(key);
    kept.set(key, answer);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    return answer.record;
  };
}
