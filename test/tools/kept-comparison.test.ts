import { describe, expect, it } from 'vitest';
import type { RunJournal } from '../../data/run-journal.ts';
import type { Comparison } from '../../models/volatility/comparison.ts';
import { LogHar } from '../../models/volatility/log-har.ts';
import { type Asked, keptComparison } from '../../tools/kept-comparison.ts';
import { walk } from '../kit/candle-fixture.ts';
import { HandClock } from '../kit/test-agent.ts';

const comparison: Comparison = {
  symbol: 'SPX',
  baseline: 'log-har',
  proxy: 'range',
  days: 1,
  count: 300,
  from: '2001-01-01',
  to: '2002-01-01',
  rows: [
    {
      model: 'log-har',
      refitDays: 1,
      qlike: 0.3,
      squaredLogError: 1,
      pinball: 0.3,
      quantiles: [],
      coverage90: 0.9,
      advantage: 0,
      valueAtRisk: [],
    },
  ],
  routes: [],
};

/** Journals in memory, by key. */
function journals() {
  const all = new Map<string, Map<number, unknown>>();
  const open = (key: string): RunJournal => {
    const parts = all.get(key) ?? new Map<number, unknown>();
    all.set(key, parts);
    return { read: () => parts, write: (part, value) => void parts.set(part, value), clear: () => parts.clear() };
  };
  return { all, open };
}

const asked: Asked = {
  question: { symbol: 'SPX', days: 1 },
  series: walk(300, 1),
  columns: [Float64Array.of(1, 2)],
  contestants: [{ forecaster: new LogHar(), refitDays: 1 }],
};

describe('a kept comparison', () => {
  const later = walk(301, 1);
  it.each<[string, Partial<Asked>]>([
    ['a candle comes', { series: later }],
    ['a close is corrected', { series: { ...asked.series, close: asked.series.close.map(price => price * 1.0001) } }],
    ['a column beside the candles changes', { columns: [Float64Array.of(1, 3)] }],
    ['a forecaster comes', { contestants: [...asked.contestants, { forecaster: new LogHar(), refitDays: 1 }] }],
    ['a forecaster is estimated more seldom', { contestants: [{ forecaster: new LogHar(), refitDays: 5 }] }],
  ])('is made anew when %s, in the place of the old one', async (_, change) => {
    const { all, open } = journals();
    const wall = new HandClock();
    let made = 0;
    const ask = (what: Asked) =>
      keptComparison({ journal: open, wall }, what, () => {
        made += 1;
        return Promise.resolve(comparison);
      });
    expect(await ask(asked)).toEqual({ comparison, madeOn: '2026-01-05', again: false });
    wall.advance(86_400_000);
    expect(await ask(asked)).toEqual({ comparison, madeOn: '2026-01-05', again: true });
    expect(await ask({ ...asked, ...change })).toEqual({ comparison, madeOn: '2026-01-06', again: false });
    expect([made, all.size], 'one journal for one question').toEqual([2, 1]);
  });

  it('is not read where something else was left in its place', async () => {
    const { all, open } = journals();
    const ask = () =>
      keptComparison({ journal: open, wall: new HandClock() }, asked, () => Promise.resolve(comparison));
    await ask();
    for (const parts of all.values()) parts.set(0, { of: 'old' });
    expect((await ask()).again).toBe(false);
  });

  it('is not kept when it is broken off', async () => {
    const { all, open } = journals();
    const broken = keptComparison({ journal: open, wall: new HandClock() }, asked, () =>
      Promise.reject(new Error('stop')),
    );
    await expect(broken).rejects.toThrow('stop');
    for (const parts of all.values()) expect(parts.size).toBe(0);
  });
});
