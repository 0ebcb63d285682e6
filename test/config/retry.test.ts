import { describe, expect, it } from 'vitest';
import { QuaestorError } from '../../config/errors.ts';
import { type RetryOptions, retry } from '../../config/retry.ts';

const slow = () => new QuaestorError('provider.timeout', 'slow');

/** Runs work that fails with each of `faults` in turn and then succeeds; tells how often it ran and how long it waited. */
async function tried(faults: unknown[], over: Partial<RetryOptions> = {}) {
  const [waits, attempts]: [number[], number[]] = [[], []];
  const sleep = (ms: number) => {
    waits.push(ms);
    return Promise.resolve();
  };
  const outcome = await retry(
    async attempt => {
      attempts.push(attempt);
      if (attempt <= faults.length) throw faults[attempt - 1];
      return 'done';
    },
    { attempts: 3, sleep, ...over },
  ).catch((thrown: unknown) => thrown);
  return { outcome, waits, attempts };
}

describe('retry', () => {
  it('runs once where nothing fails', async () => {
    expect(await tried([])).toEqual({ outcome: 'done', waits: [], attempts: [1] });
  });

  it('runs again after a fault that may pass, waiting twice as long each time', async () => {
    expect(await tried([slow(), slow()])).toEqual({ outcome: 'done', waits: [2000, 4000], attempts: [1, 2, 3] });
  });

  it('gives the last fault when every try failed', async () => {
    const last = slow();
    expect(await tried([slow(), slow(), last])).toEqual({ outcome: last, waits: [2000, 4000], attempts: [1, 2, 3] });
  });

  it.each([
    ['a fault that stays', new QuaestorError('provider.refused', 'no')],
    ['a fault of ours', new TypeError('x is not a function')],
    ['what is no error', 'text'],
  ])('does not run again after %s', async (_what, fault) => {
    expect(await tried([fault])).toEqual({ outcome: fault, waits: [], attempts: [1] });
  });

  it('waits as it is told', async () => {
    expect((await tried([slow(), slow()], { delayMs: n => n * 10 })).waits).toEqual([10, 20]);
    const started = performance.now();
    await retry(attempt => (attempt === 1 ? Promise.reject(slow()) : Promise.resolve()), {
      attempts: 2,
      delayMs: () => 20,
    });
    expect(performance.now() - started, 'on the real timer without another').toBeGreaterThanOrEqual(15);
  });

  it('starts nothing once it was stopped', async () => {
    expect(await tried([], { signal: AbortSignal.abort(new Error('stop')) })).toMatchObject({
      outcome: { message: 'stop' },
      attempts: [],
    });
    const controller = new AbortController();
    const sleep = () => {
      controller.abort(new Error('stop'));
      return Promise.resolve();
    };
    expect(await tried([slow()], { signal: controller.signal, sleep })).toMatchObject({
      outcome: { message: 'stop' },
      attempts: [1],
    });
  });
});
