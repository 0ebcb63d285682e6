import { type Candle, seriesOf } from '../../../data/candle.ts';
import { parseCandles } from '../../../data/candle-csv.ts';
import { type DayKind, realisedVariance } from '../../../models/volatility/realised-variance.ts';
import { readReference } from '../../kit/reference-data.ts';

/** Days of an hourly file, and its realised variance; days without one are left out, but for the first. */
export function readHourly(file: string, kind: DayKind) {
  const hours = seriesOf('HOURS', '1h', parseCandles(readReference(file), file));
  const realised = realisedVariance(hours, kind);
  const known = new Set(realised.dayAt);
  const days = new Map<number, Candle>();
  for (let i = 0; i < hours.length; i += 1) {
    const openAt = Math.floor((hours.openAt[i] ?? 0) / 86_400_000) * 86_400_000;
    const [high, low, close] = [hours.high[i] ?? 0, hours.low[i] ?? 0, hours.close[i] ?? 0];
    const { open = hours.open[i] ?? 0, high: top = high, low: bottom = low } = days.get(openAt) ?? {};
    days.set(openAt, { openAt, open, high: Math.max(high, top), low: Math.min(low, bottom), close, volume: 0 });
  }
  const kept = [...days.values()].filter((day, i) => i === 0 || known.has(day.openAt));
  return { series: seriesOf('DAYS', '1d', kept), realised };
}
