import { at } from '../at.ts';
import type { Session } from '../calendar/trading-calendar.ts';
import type { Expected } from './check.ts';
import type { Finding } from './finding.ts';
import { firstRowFrom } from './first-row-from.ts';
import type { RawCandles } from './raw-candles.ts';

/** Sessions in a row whose candles all lie the same whole hours off; explains what stands in [fromAt, untilAt). */
export type Slip = { fromAt: number; untilAt: number; lastAt: number; firstAt: number; hours: number; candles: number };

const hourMs = 3_600_000;
const halfDayMs = 12 * hourMs;

function edges(column: Float64Array, fromAt: number, untilAt: number) {
  const [from, until] = [firstRowFrom(column, fromAt), firstRowFrom(column, untilAt)];
  return { first: at(column, from), last: at(column, until - 1), count: until - from };
}

/** A session slipped when its first and its last candle are off by the same whole hours. */
function slipOf({ openAt, closeAt }: Session, rows: Float64Array, expected: Float64Array): Slip | undefined {
  const middle = (openAt + closeAt) / 2;
  const [fromAt, untilAt] = [middle - halfDayMs, middle + halfDayMs];
  const seen = edges(rows, fromAt, untilAt);
  const due = edges(expected, fromAt, untilAt);
  const shift = seen.first - due.first;
  if (seen.count < 2 || shift === 0 || shift % hourMs !== 0 || seen.last - due.last !== shift) return undefined;
  return { fromAt, untilAt, firstAt: seen.first, lastAt: seen.last, hours: shift / hourMs, candles: seen.count };
}

/**
 * Blocks of sessions whose candles are shifted by whole hours, as a wrong time zone or a forgotten change to summer time
 * leaves them. Needs sessions of at most half a day: the shifted candles of a longer one fall into its neighbours.
 */
export function sessionSlips(raw: RawCandles, { timeframe, calendar }: Expected, phaseMs: number): Slip[] {
  if (timeframe === '1d' || timeframe === '1w') return [];
  const [from, until] = [at(raw.openAt, 0) - halfDayMs, at(raw.openAt, raw.length - 1) + halfDayMs];
  const expected = calendar.expectedOpens(timeframe, from, until, phaseMs);
  const slips: Slip[] = [];
  let joins = false;
  for (const session of calendar.sessions(from, until)) {
    if (session.closeAt - session.openAt > halfDayMs) return [];
    const slip = slipOf(session, raw.openAt, expected);
    const before = slips.at(-1);
    if (slip && before && joins && before.hours === slip.hours) {
      Object.assign(before, { untilAt: slip.untilAt, lastAt: slip.lastAt, candles: before.candles + slip.candles });
    } else if (slip) slips.push(slip);
    joins = slip !== undefined;
  }
  return slips;
}

export const slipFindings = (slips: readonly Slip[]): Finding[] =>
  slips.map(({ firstAt, lastAt, hours, candles }) => ({
    fault: 'time-zone-slip',
    remedy: 'reported',
    fromAt: firstAt,
    toAt: lastAt,
    count: candles,
    detail: `${candles} candles lie ${Math.abs(hours)} h ${hours > 0 ? 'late' : 'early'} against the session`,
  }));
