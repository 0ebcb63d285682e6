import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { CandleSeries } from '../../../data/candle.ts';
import { shippedStrategies } from '../../../models/backtest/strategies.ts';
import type { Strategy } from '../../../models/backtest/strategy.ts';
import { lookAhead } from '../../../models/validation/look-ahead.ts';
import { walk } from '../../kit/candle-fixture.ts';
import { spx } from '../../kit/candles.ts';
import { backtestOf } from '../../kit/lab-world.ts';

const series = walk(400, 6);
const at = (column: Float64Array, i: number) => column[i] ?? Number.NaN;

/** Buys where a column of closes says so; the pair of freqtrade's lookahead-analysis. */
const planted = (signal: (close: Float64Array, i: number) => boolean): Strategy => ({
  name: 'planted',
  title: { en: 'planted', fr: 'planté' },
  nicknames: [],
  parameters: z.strictObject({}),
  prepare: ({ close, length }: CandleSeries) => ({
    buy: Float64Array.from({ length }, (_, i) => (signal(close, i) ? 1 : 0)),
  }),
  decide: (_candle, { index, columns, position, waiting, draft }) => {
    if (waiting) return [];
    const wanted = columns.buy?.[index] === 1;
    if (wanted && !position) return [draft({ side: 'buy', sizing: { kind: 'equity-percent', amount: 50 } })];
    return !wanted && position ? [draft({ side: 'sell', sizing: { kind: 'close' } })] : [];
  },
});

const look = (strategy: Strategy) => {
  const { markets: _markets, ...input } = backtestOf(strategy, series);
  return lookAhead({ ...input, market: { series, instrument: spx() } });
};

describe('the look-ahead detector', () => {
  it('finds a planted leak: close.shift(-10) > close', async () => {
    const found = await look(planted((close, i) => at(close, i + 10) > at(close, i)));
    expect(found.verdict).toBe('leaks');
    expect(found.columns.map(one => one.name)).toEqual(['buy']);
    expect(found.orders.length).toBeGreaterThan(0);
  });

  it('passes its clean twin: close.shift(10) < close', async () => {
    const found = await look(planted((close, i) => at(close, i - 10) < at(close, i)));
    expect(found).toMatchObject({ verdict: 'clean', columns: [], orders: [] });
    expect(found.cuts).toBeGreaterThan(60);
  });

  it('says that a signal that never comes is unverified', async () => {
    expect((await look(planted(() => false))).verdict).toBe('unverified');
  });

  it('finds a leak that is hidden in the decision, outside all columns', async () => {
    const peeking: Strategy = { ...planted(() => false), prepare: () => ({}) };
    peeking.decide = (_candle, { index, position, waiting, draft }) =>
      !waiting && !position && at(series.close, index + 5) > at(series.close, index) && future(index)
        ? [draft({ side: 'buy', sizing: { kind: 'equity-percent', amount: 50 } })]
        : [];
    let known = 0;
    // What a strategy may hold on to by itself: the longest series that it was ever given.
    peeking.prepare = given => {
      known = given.length;
      return {};
    };
    const future = (index: number) => index + 5 < known;
    expect((await look(peeking)).verdict).toBe('leaks');
  });

  it.each(shippedStrategies.map(one => [one.name, one] as const))('%s is clean', async (_name, strategy) => {
    expect((await look(strategy)).verdict).not.toBe('leaks');
  });
});
