import { describe, expect, it } from 'vitest';
import { protectiveExit } from '../../data/broker/protective-exit.ts';
import type { Candle } from '../../data/candle.ts';
import { seeded } from '../kit/seeded.ts';

const candle = (open: number, high: number, low: number, close: number): Candle => ({
  openAt: 0,
  open,
  high,
  low,
  close,
  volume: 0,
});

const long = (stop?: number, target?: number) => ({ quantity: 1, stop, target });
const short = (stop?: number, target?: number) => ({ quantity: -1, stop, target });

describe('the exit inside a candle', () => {
  it.each<[string, ReturnType<typeof long>, Candle, string | undefined, number | undefined]>([
    ['low on the stop', long(95), candle(100, 101, 95, 99), 'stop', 95],
    ['low just above the stop', long(95), candle(100, 101, 95.01, 99), undefined, undefined],
    ['open on the stop', long(95), candle(95, 101, 94, 99), 'stop', 95],
    ['gap through the stop', long(95), candle(90, 101, 88, 99), 'stop', 90],
    ['high on the target', long(undefined, 110), candle(100, 110, 99, 105), undefined, undefined],
    ['high above the target', long(undefined, 110), candle(100, 110.01, 99, 105), 'target', 110],
    ['open on the target', long(undefined, 110), candle(110, 110, 99, 105), undefined, undefined],
    ['gap over the target', long(undefined, 110), candle(115, 116, 112, 113), 'target', 110],
    ['gap over the target, then down to the stop', long(95, 110), candle(115, 116, 90, 92), 'target', 110],
    ['both inside', long(95, 110), candle(100, 111, 94, 100), 'stop', 95],
    ['short: high on the stop', short(105), candle(100, 105, 99, 101), 'stop', 105],
    ['short: gap through the stop', short(105), candle(108, 109, 107, 108), 'stop', 108],
    ['short: low on the target', short(undefined, 90), candle(100, 101, 90, 95), undefined, undefined],
    ['short: low below the target', short(undefined, 90), candle(100, 101, 89.99, 95), 'target', 90],
    ['short: gap under the target', short(undefined, 90), candle(85, 86, 84, 85), 'target', 90],
    ['no levels', long(), candle(100, 999, 1, 50), undefined, undefined],
    ['short without levels', short(), candle(100, 999, 1, 50), undefined, undefined],
  ])('%s', (_what, position, bar, reason, level) => {
    const exit = protectiveExit(position, bar);
    expect([exit?.reason, exit?.level], 'our fill contract, rules 3, 5 and 6').toEqual([reason, level]);
  });
});

/** Random candles around 100 with random levels about them. */
function* worlds(count: number): Generator<{ bar: Candle; stop: number; target: number }> {
  const random = seeded(404);
  for (let i = 0; i < count; i += 1) {
    const [open, close] = [95 + 10 * random(), 95 + 10 * random()];
    const high = Math.max(open, close) + 5 * random();
    const low = Math.min(open, close) - 5 * random();
    yield { bar: candle(open, high, low, close), stop: 90 + 8 * random(), target: 102 + 8 * random() };
  }
}

describe('over 5,000 random candles', () => {
  it('a level that the candle did not reach makes no exit, and one that it reached makes one', () => {
    for (const { bar, stop, target } of worlds(5000)) {
      const touched = bar.low <= stop || bar.high > target;
      expect(protectiveExit(long(stop, target), bar) !== undefined).toBe(touched);
    }
  });

  it('no exit of a long is better than its target, and a stop pays its level or the worse open', () => {
    for (const { bar, stop, target } of worlds(5000)) {
      const exit = protectiveExit(long(stop, target), bar);
      if (exit?.reason === 'target') expect(exit.level).toBe(target);
      if (exit?.reason === 'stop') expect(exit.level).toBe(Math.min(stop, bar.open));
    }
  });

  it('it is ambiguous exactly when both levels lay inside and the open between them', () => {
    for (const { bar, stop, target } of worlds(5000)) {
      const between = bar.open > stop && bar.open <= target;
      const both = bar.low <= stop && bar.high > target;
      expect(protectiveExit(long(stop, target), bar)?.ambiguous ?? false).toBe(between && both);
    }
  });

  it('a short is the mirror of a long', () => {
    for (const { bar, stop, target } of worlds(5000)) {
      const mirror = candle(200 - bar.open, 200 - bar.low, 200 - bar.high, 200 - bar.close);
      const one = protectiveExit(long(stop, target), bar);
      const other = protectiveExit(short(200 - stop, 200 - target), mirror);
      expect([other?.reason, other?.ambiguous]).toEqual([one?.reason, one?.ambiguous]);
      if (one && other) expect(other.level).toBeCloseTo(200 - one.level, 9);
    }
  });

  it('a candle that goes further never takes an exit away', () => {
    for (const { bar, stop, target } of worlds(2000)) {
      if (!protectiveExit(long(stop, target), bar)) continue;
      const wider = { ...bar, high: bar.high + 1, low: bar.low - 1 };
      expect(protectiveExit(long(stop, target), wider)).toBeDefined();
    }
  });
});
