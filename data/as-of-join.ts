import { QuaestorError } from '../config/errors.ts';
import { at as valueAt } from './at.ts';

export type AsOfOptions = {
  /** Time between the instant at which a value stands and the one at which it can be read, in ms. Default 0. */
  lagMs?: number;
  /** A value that has been readable for longer than this is no longer current, in ms. Default: it never ages. */
  maximumAgeMs?: number;
};

function checkOrder(name: string, instants: Float64Array): void {
  for (let i = 0; i < instants.length; i += 1) {
    const before = instants[i - 1] ?? Number.NEGATIVE_INFINITY;
    const now = valueAt(instants, i);
    if (now >= before) continue;
    throw new QuaestorError(
      'bug.unexpected',
      `As-of join: "${name}" is ${now} at row ${i} after ${before}. Sort the rows by time, oldest first.`,
      { name, row: i },
    );
  }
}

/**
 * For each instant of `at` the newest value that was known by then: the last row with `knownAt + lagMs <= at`.
 * Rows may share an instant (the later row wins); rows whose value is NaN say nothing and are passed over.
 *
 * @param at instants (UTC ms), oldest first
 * @param knownAt instants at which the values became known, oldest first
 * @returns one value per instant; NaN where nothing was known yet or what was known is older than `maximumAgeMs`.
 * O(n + m).
 * @throws QuaestorError `bug.unexpected` when the instants are not in order
 */
export function asOfJoin(
  at: Float64Array,
  knownAt: Float64Array,
  values: Float64Array,
  { lagMs = 0, maximumAgeMs = Number.POSITIVE_INFINITY }: AsOfOptions = {},
): Float64Array {
  checkOrder('at', at);
  checkOrder('knownAt', knownAt);
  const joined = new Float64Array(at.length).fill(Number.NaN);
  let next = 0;
  let newest = Number.NaN;
  let newestAt = Number.NaN;
  for (let i = 0; i < at.length; i += 1) {
    const now = valueAt(at, i);
    for (; valueAt(knownAt, next) + lagMs <= now; next += 1) {
      if (Number.isNaN(values[next])) continue;
      newest = valueAt(values, next);
      newestAt = valueAt(knownAt, next) + lagMs;
    }
    if (now - newestAt <= maximumAgeMs) joined[i] = newest;
  }
  return joined;
}
