import { at } from '../at.ts';
import { timeframeMs } from '../candle.ts';
import type { Expected } from './check.ts';
import type { Finding } from './finding.ts';
import { findingsOfRows } from './findings-of-rows.ts';
import { fixedPhase, gridPhase, phaseOf } from './grid.ts';
import type { RawCandles } from './raw-candles.ts';
import { type Slip, sessionSlips, slipFindings } from './session-slips.ts';

/** Places in `expected` at which no candle stands, and rows that stand at no expected place. Both are sorted: one walk. */
function differences(openAt: Float64Array, expected: Float64Array): { missing: number[]; extra: number[] } {
  const missing: number[] = [];
  const extra: number[] = [];
  let place = 0;
  for (let row = 0; row < openAt.length; row += 1) {
    const time = at(openAt, row);
    for (; at(expected, place) < time; place += 1) missing.push(place);
    if (at(expected, place) === time) place += 1;
    else extra.push(row);
  }
  return { missing, extra };
}

/** Drops from ascending instants those that a slip explains already. */
function unexplained(places: readonly number[], instants: Float64Array, slips: readonly Slip[]): number[] {
  let next = 0;
  return places.filter(place => {
    const time = at(instants, place);
    while (time >= (slips[next]?.untilAt ?? Number.POSITIVE_INFINITY)) next += 1;
    return !(time >= (slips[next]?.fromAt ?? Number.POSITIVE_INFINITY));
  });
}

/**
 * Holds candles against the calendar: reports the candles that are missing (neighbours of one stretch of trading time are
 * one gap, so that a weekend or a holiday neither is nor parts one), those outside every session, and blocks that lie
 * whole hours off. Candles off the grid are left to that check, and days that are stamped oddly cannot be missed.
 */
export function sessionFit(raw: RawCandles, against: Expected): Finding[] {
  const { timeframe, calendar } = against;
  const fixed = fixedPhase(timeframe);
  const stepMs = timeframeMs[timeframe];
  const phase = raw.length === 0 ? 0 : gridPhase(raw.openAt, timeframe);
  if (raw.length === 0 || (fixed !== undefined && phase !== fixed)) return [];
  const expected = calendar.expectedOpens(timeframe, at(raw.openAt, 0), at(raw.openAt, raw.length - 1) + 1, phase);
  const { missing, extra } = differences(raw.openAt, expected);
  const slips = missing.length > 0 && extra.length > 0 ? sessionSlips(raw, against, phase) : [];
  const outside = unexplained(extra, raw.openAt, slips).filter(row => phaseOf(at(raw.openAt, row), stepMs) === phase);
  return [
    ...slipFindings(slips),
    ...findingsOfRows(unexplained(missing, expected, slips), expected, {
      fault: 'gap',
      remedy: 'reported',
      detail: (_, count) =>
        `${count} ${timeframe} ${count === 1 ? 'candle is' : 'candles are'} missing in trading time of ${calendar.name}`,
    }),
    ...findingsOfRows(outside, raw.openAt, {
      fault: 'outside-session',
      remedy: 'reported',
      detail: (_, count) =>
        `${count} ${timeframe} ${count === 1 ? 'candle lies' : 'candles lie'} outside the sessions of ${calendar.name}`,
    }),
  ];
}
