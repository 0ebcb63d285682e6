import { at } from '../at.ts';
import { timeframeOf } from '../timeframe-of.ts';
import type { Repaired } from './check.ts';
import type { Finding } from './finding.ts';
import type { RawCandles } from './raw-candles.ts';
import { rowsWhere } from './rows-where.ts';
import { withColumns } from './with-rows.ts';

const units = [
  { name: 'seconds', toMs: 1e3 },
  { name: 'milliseconds', toMs: 1 },
  { name: 'microseconds', toMs: 1e-3 },
  { name: 'nanoseconds', toMs: 1e-6 },
] as const;

const millisecondsUnit = 1;

/** Where the sizes of times in seconds, milliseconds and microseconds end: each reaches from 1973 to the year 5138. */
const [secondsEnd, millisecondsEnd, microsecondsEnd] = [1e11, 1e14, 1e17];
/** Smaller ones could be anything: they stand for no unit. */
const secondsBegin = 1e8;

/** A row of another unit belongs to the others only when it then stands within this distance of them. */
const nearMs = 10 * 365.25 * 86_400_000;

/** Number in `units` that the magnitude of a time speaks for; -1 for none. */
function unitOf(time: number): number {
  const size = Math.abs(time);
  if (size < secondsBegin) return -1;
  if (size < secondsEnd) return 0;
  if (size < millisecondsEnd) return 1;
  return size < microsecondsEnd ? 2 : 3;
}

const inMs = (time: number, unit: number): number => Math.round(time * (units[unit]?.toMs ?? Number.NaN));

function counts(openAt: Float64Array): number[] {
  const found = [0, 0, 0, 0];
  for (const time of openAt) {
    const unit = Number.isFinite(time) ? unitOf(time) : -1;
    if (unit >= 0) found[unit] = (found[unit] ?? 0) + 1;
  }
  return found;
}

/**
 * The unit in which the usual distance of the rows is a timeframe: no two units agree on one. Where none does, the unit
 * of most magnitudes.
 */
function usualUnit(openAt: Float64Array, found: readonly number[]): number {
  const byDistance = units.findIndex(({ toMs }) => timeframeOf(openAt, toMs) !== undefined);
  if (byDistance >= 0) return byDistance;
  const most = Math.max(...found);
  return found[millisecondsUnit] === most ? millisecondsUnit : found.indexOf(most);
}

/** From the first to the last instant (ms) of the rows that have the magnitude of the usual unit; of all where none has. */
function span(openAt: Float64Array, usual: number, found: readonly number[]): { first: number; last: number } {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const time of openAt) {
    if (!Number.isFinite(time) || (found[usual] && unitOf(time) !== usual)) continue;
    first = Math.min(first, inMs(time, usual));
    last = Math.max(last, inMs(time, usual));
  }
  return { first, last };
}

/** UTC ms of every row; a row whose magnitude disagrees with most is converted only where the other reading is absurd. */
function converted(openAt: Float64Array, usual: number, found: readonly number[]): Float64Array {
  const { first, last } = span(openAt, usual, found);
  const isNear = (time: number) => time >= first - nearMs && time <= last + nearMs;
  return openAt.map(time => {
    if (!Number.isFinite(time)) return Number.NaN;
    const asUsual = inMs(time, usual);
    const asItself = inMs(time, unitOf(time));
    if (isNear(asUsual)) return asUsual;
    return isNear(asItself) ? asItself : Number.NaN;
  });
}

function mixed(openAt: Float64Array, ms: Float64Array, usual: number): Finding[] {
  const rows = rowsWhere(
    ms.length,
    row => Number.isFinite(at(ms, row)) && at(ms, row) !== inMs(at(openAt, row), usual),
  );
  const [first] = rows;
  if (first === undefined) return [];
  let [fromAt, toAt] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    fromAt = Math.min(fromAt, at(ms, row));
    toAt = Math.max(toAt, at(ms, row));
  }
  const [was, is] = [units[unitOf(at(openAt, first))]?.name, units[usual]?.name];
  const detail = `${rows.length} of ${ms.length} times are not in ${is}; the first is ${at(openAt, first)} in ${was}, read as ${new Date(at(ms, first)).toISOString()}`;
  return [{ fault: 'mixed-time-units', remedy: 'repaired', fromAt, toAt, count: rows.length, detail }];
}

/**
 * Times in seconds, milliseconds, microseconds or nanoseconds as UTC milliseconds. The unit of the file is the one in
 * which its rows are a timeframe apart; a row that would lie more than ten years off in it is read in the unit of its own
 * magnitude, where that puts it near the others; a time for which neither holds is unreadable (NaN).
 */
export function timeUnits(raw: RawCandles): Repaired {
  const found = counts(raw.openAt);
  const isPlain = found[millisecondsUnit] === raw.length;
  if (raw.length === 0 || isPlain) return { raw, findings: [] };
  const usual = usualUnit(raw.openAt, found);
  const openAt = converted(raw.openAt, usual, found);
  return { raw: withColumns(raw, { openAt }), findings: mixed(raw.openAt, openAt, usual) };
}
