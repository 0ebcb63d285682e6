import { at } from '../../data/at.ts';
import { dayMs } from '../../data/calendar/calendar-days.ts';
import { type CandleSeries, lastClosedIndex } from '../../data/candle.ts';
import { correlation } from '../performance/moments.ts';

/** Daily returns that a correlation is taken over. */
export const correlationDays = 60;

/** The last close of each UTC day up to an instant, the newest first, as days since 1970-01-01 with their closes. */
function* dailyCloses(series: CandleSeries, now: number): Generator<readonly [day: number, close: number]> {
  let before = Number.NaN;
  for (let i = lastClosedIndex(series, now); i >= 0; i -= 1) {
    const day = Math.floor(at(series.openAt, i) / dayMs);
    if (day !== before) yield [day, at(series.close, i)];
    before = day;
  }
}

/** Closes of the newest days that both have, newest first; undefined where these are too few. */
function commonCloses(a: CandleSeries, b: CandleSeries, now: number): [Float64Array, Float64Array] | undefined {
  const wanted = correlationDays + 1;
  const [own, its] = [new Float64Array(wanted), new Float64Array(wanted)];
  const others = dailyCloses(b, now);
  let other = others.next();
  let count = 0;
  for (const [day, close] of dailyCloses(a, now)) {
    while (!other.done && other.value[0] > day) other = others.next();
    if (other.done) return undefined;
    if (other.value[0] !== day) continue;
    own[count] = close;
    its[count] = other.value[1];
    count += 1;
    if (count === wanted) return [own, its];
  }
  return undefined;
}

const returnsOf = (closes: Float64Array): Float64Array =>
  Float64Array.from({ length: correlationDays }, (_, i) => at(closes, i) / at(closes, i + 1) - 1);

/**
 * Pearson correlation of the simple daily returns of two instruments over the newest 60 days that both traded, closed
 * at `now` (UTC ms). Undefined where there are fewer, or where one of them stood still.
 */
export function dailyCorrelation(a: CandleSeries, b: CandleSeries, now: number): number | undefined {
  const closes = commonCloses(a, b, now);
  if (!closes) return undefined;
  const pearson = correlation(returnsOf(closes[0]), returnsOf(closes[1]));
  return Number.isNaN(pearson) ? undefined : pearson;
}
