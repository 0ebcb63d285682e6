import { type Clock, wallClock } from '../../config/clock.ts';

/** `resting`: not asked until `restsUntil`. `probing`: one call is out to see whether the link is back. */
export type BreakerState = Readonly<{ state: 'closed' | 'resting' | 'probing'; failures: number; restsUntil?: number }>;

/** Remembers which links fail, so that a dead one costs time once and not at every step of every turn. */
export interface Breaker {
  /** Whether the link may be asked now. After its rest one caller gets a yes, to probe it; the others wait. */
  admits(id: string): boolean;
  succeeded(id: string): void;
  /** Counts a failure. With `rest` the link rests at once: for so many milliseconds, or as long as after too many failures. */
  failed(id: string, rest?: number | 'at-once'): void;
  /** Takes back an `admits` whose call ended with no verdict on the link (the caller hung up). */
  released(id: string): void;
  stateOf(id: string): BreakerState;
}

type Memory = { failures: number; restsUntil: number; probing: boolean };

/** A breaker that lets a link rest for `restMs` milliseconds after `failures` failures in a row. */
export function openBreaker(options: { failures: number; restMs: number; clock?: Clock }): Breaker {
  const { clock = wallClock } = options;
  const records = new Map<string, Memory>();
  const isOpen = (record: Memory): boolean => record.restsUntil > 0;

  return {
    admits(id) {
      const record = records.get(id);
      if (!record || !isOpen(record)) return true;
      if (record.probing || clock.now() < record.restsUntil) return false;
      record.probing = true;
      return true;
    },
    succeeded: id => {
      records.delete(id);
    },
    failed(id, rest) {
      const failures = (records.get(id)?.failures ?? 0) + 1;
      const mustRest = rest === 'at-once' || failures >= options.failures;
      const restMs = typeof rest === 'number' ? rest : mustRest ? options.restMs : 0;
      const until = Math.max(records.get(id)?.restsUntil ?? 0, restMs > 0 ? clock.now() + restMs : 0);
      records.set(id, { failures, restsUntil: until, probing: false });
    },
    released(id) {
      const record = records.get(id);
      if (record) record.probing = false;
    },
    stateOf(id) {
      const record = records.get(id);
      if (!record) return { state: 'closed', failures: 0 };
      if (!isOpen(record)) return { state: 'closed', failures: record.failures };
      const state = record.probing ? 'probing' : 'resting';
      return { state, failures: record.failures, restsUntil: record.restsUntil };
    },
  };
}
