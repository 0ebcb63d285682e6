import { expect, it } from 'vitest';
import { standingClock } from '../../../config/clock.ts';
import { openBreaker } from '../../../models/llm/breaker.ts';

function breakerAt(start = 1000) {
  let now = start;
  const breaker = openBreaker({ failures: 2, restMs: 60_000, clock: standingClock(() => now) });
  return { breaker, wait: (ms: number) => (now += ms) };
}

it('a link rests after the given number of failures in a row', () => {
  const { breaker } = breakerAt();
  breaker.failed('a');
  expect(breaker.admits('a')).toBe(true);
  breaker.failed('a');
  expect(breaker.admits('a')).toBe(false);
  expect(breaker.admits('b'), 'links are counted apart').toBe(true);
  expect(breaker.stateOf('a')).toEqual({ state: 'resting', failures: 2, restsUntil: 61_000 });
});

it('a success between failures starts the count again', () => {
  const { breaker } = breakerAt();
  breaker.failed('a');
  breaker.succeeded('a');
  breaker.failed('a');
  expect(breaker.admits('a')).toBe(true);
  expect(breaker.stateOf('a')).toEqual({ state: 'closed', failures: 1 });
});

it('after the rest one caller probes the link and the others wait for its verdict', () => {
  const { breaker, wait } = breakerAt();
  breaker.failed('a', 'at-once');
  wait(59_999);
  expect(breaker.admits('a')).toBe(false);
  wait(1);
  expect([breaker.admits('a'), breaker.admits('a')]).toEqual([true, false]);
  expect(breaker.stateOf('a').state).toBe('probing');
  breaker.succeeded('a');
  expect(breaker.stateOf('a')).toEqual({ state: 'closed', failures: 0 });
});

it('a failed probe sends the link to rest again', () => {
  const { breaker, wait } = breakerAt();
  breaker.failed('a');
  breaker.failed('a');
  wait(60_000);
  breaker.admits('a');
  breaker.failed('a');
  expect(breaker.stateOf('a')).toEqual({ state: 'resting', failures: 3, restsUntil: 121_000 });
});

it('a probe that ends without a verdict leaves room for another', () => {
  const { breaker, wait } = breakerAt();
  breaker.failed('a', 'at-once');
  wait(60_000);
  breaker.admits('a');
  breaker.released('a');
  expect(breaker.admits('a')).toBe(true);
});

it('a rest in milliseconds begins at the first failure, and a shorter one later does not end it', () => {
  const { breaker } = breakerAt();
  breaker.failed('a', 90_000);
  breaker.failed('a', 1000);
  expect(breaker.stateOf('a').restsUntil).toBe(91_000);
});
