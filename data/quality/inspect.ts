import type { TradingCalendar } from '../calendar/trading-calendar.ts';
import type { CandleSeries, Timeframe } from '../candle.ts';
import { candleShape } from './candle-shape.ts';
import type { Check, Repair } from './check.ts';
import { dailyDates } from './daily-dates.ts';
import { duplicates } from './duplicates.ts';
import type { Finding } from './finding.ts';
import { fractionalVolume } from './fractional-volume.ts';
import { grid } from './grid.ts';
import { knownVolume } from './known-volume.ts';
import { positivePrices } from './positive-prices.ts';
import type { RawCandles } from './raw-candles.ts';
import { readableTimes } from './readable-times.ts';
import { rowOrder } from './row-order.ts';
import { sessionFit } from './session-fit.ts';
import { spikes } from './spikes.ts';
import { splits } from './splits.ts';
import { timeUnits } from './time-units.ts';
import { unclosed } from './unclosed.ts';
import { zeroVolumeRuns } from './zero-volume-runs.ts';

/** Each rests on those before it: a candle that cannot stand must not win against its duplicate. */
const repairs: readonly Repair[] = [
  timeUnits,
  readableTimes,
  dailyDates,
  rowOrder,
  positivePrices,
  candleShape,
  knownVolume,
  duplicates,
  unclosed,
];

const checks: readonly Check[] = [grid, sessionFit, zeroVolumeRuns, fractionalVolume, splits, spikes];

/** Findings of one fault and remedy that are listed one by one; the rest is one line, so that a report can be read. */
const mostAlike = 200;

function summedUp(alike: readonly Finding[]): Finding[] {
  if (alike.length <= mostAlike) return [...alike];
  const [listed, rest] = [alike.slice(0, mostAlike - 1), alike.slice(mostAlike - 1)];
  const [first, last] = [rest[0], rest.at(-1)];
  if (!first || !last) return listed;
  const count = rest.reduce((sum, one) => sum + one.count, 0);
  return [
    ...listed,
    {
      ...first,
      toAt: last.toAt,
      count,
      detail: `${rest.length} more findings of this kind, the first: ${first.detail}`,
    },
  ];
}

/**
 * Looks through candles as a source gave them, and gives the series that can be stored with everything that was found,
 * in the order of time. Repairs only what has one reading, drops what cannot be a candle, reports the rest; each of the
 * three is a finding. Missing candles stay missing. Linear in the number of rows.
 * @param now UTC ms; candles that end later are not closed and are dropped. Without it none is taken for open.
 */
export function inspect(
  raw: RawCandles,
  {
    symbol,
    timeframe,
    calendar,
    now,
  }: { symbol: string; timeframe: Timeframe; calendar: TradingCalendar; now?: number },
): { series: CandleSeries; findings: Finding[] } {
  const expected = { timeframe, calendar, now: now ?? Number.POSITIVE_INFINITY };
  const findings: Finding[][] = [];
  let clean = raw;
  for (const repair of repairs) {
    const repaired = repair(clean, expected);
    clean = repaired.raw;
    findings.push(repaired.findings);
  }
  for (const check of checks) findings.push(check(clean, expected));
  const alike = new Map<string, Finding[]>();
  for (const one of findings.flat()) {
    const kind = `${one.fault} ${one.remedy}`;
    const found = alike.get(kind);
    if (found) found.push(one);
    else alike.set(kind, [one]);
  }
  const { length, openAt, open, high, low, close, volume } = clean;
  return {
    series: { symbol, timeframe, length, openAt, open, high, low, close, volume },
    findings: [...alike.values()].flatMap(summedUp).sort((a, b) => a.fromAt - b.fromAt),
  };
}
