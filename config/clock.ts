/** The only source of "now" on a market's side. Expiry of proposals and rate limits use `wallClock`. */
export interface Clock {
  /** UTC milliseconds. */
  now(): number;
}

export const wallClock: Clock = { now: () => Date.now() };

/** A clock that stands where `at` says; pass a function when the place may move (a stored history, a replay). */
export function standingClock(at: number | (() => number)): Clock {
  return { now: typeof at === 'function' ? at : () => at };
}
