import { vi } from 'vitest';

/** Waits until it holds: long, so that a machine with other work to do fails no test. */
export const soon = <T>(look: () => T | Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 30_000, interval: 10 });
