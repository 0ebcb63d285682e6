import { setTimeout } from 'node:timers/promises';
import { asQuaestorError } from './errors.ts';

export type RetryOptions = {
  /** Total tries, the first included. */
  attempts: number;
  /** Wait before try n + 1, in milliseconds; n counts from 1. Default 1000 * 2^n. */
  delayMs?: (attempt: number) => number;
  sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<unknown>;
  signal?: AbortSignal;
};

const sleepMs = (ms: number, signal: AbortSignal | undefined): Promise<unknown> =>
  setTimeout(ms, undefined, signal ? { signal } : {});

/** Runs `work` again while it fails with a retryable QuaestorError. Orders are never sent through this. */
export async function retry<T>(work: (attempt: number) => Promise<T>, options: RetryOptions): Promise<T> {
  const { attempts, delayMs = n => 1000 * 2 ** n, sleep = sleepMs, signal } = options;
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return await work(attempt);
    } catch (thrown) {
      if (attempt >= attempts || !asQuaestorError(thrown).retryable) throw thrown;
      await sleep(delayMs(attempt), signal);
    }
  }
}
