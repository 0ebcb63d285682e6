import type { QuaestorError } from '../../config/errors.ts';

const firstPauseMs = 1000;
const longestPauseMs = 10 * 60_000;

/**
 * How long to wait (ms) after a failure that may pass: what the provider asked for where it asked, else twice as long
 * each time, from a second to ten minutes.
 * @param tries how often it failed before
 */
export function pauseOf({ details }: QuaestorError, tries: number): number {
  const asked = details.retryAfterMs;
  return typeof asked === 'number' && Number.isFinite(asked)
    ? Math.max(firstPauseMs, asked)
    : Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(tries, 20));
}
