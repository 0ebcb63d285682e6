import { describe, expect, it } from 'vitest';
import { closedAt } from '../../../data/candle.ts';
import { outcomeOf } from '../../../models/decision/outcome.ts';
import { seriesFeed } from '../../../models/decision/series-feed.ts';
import { dailySeries } from '../../kit/candles.ts';

type Row = readonly [number, number, number, number];
const start = Date.UTC(2020, 0, 6);

const follow = (rows: readonly Row[], entry: object = {}, horizonCandles = 60) => {
  const candles = dailySeries([[100, 100, 100, 100], ...rows]);
  return outcomeOf(
    {
      signal: 'enter_long',
      stopLoss: 95,
      profitTarget: 110,
      invalidation: [[{ series: 'close@1d', operator: '<', level: 97 }]],
      ...entry,
    },
    {
      candles,
      from: closedAt(start, '1d'),
      price: 100,
      cost: 0.5,
      horizonCandles,
      feedAt: now => seriesFeed(() => candles, { now, staleAfterDays: 5 }),
    },
  );
};

describe('the outcome of an entry', () => {
  it.each([
    ['the target touched', [[101, 110, 99, 105]], { ending: 'target', won: true, candles: 1, returnShare: 0.095 }],
    ['the stop touched', [[99, 100, 95, 98]], { ending: 'stop', won: false, returnShare: -0.055 }],
    ['a gap beyond the stop, paid in full', [[90, 92, 88, 91]], { ending: 'stop', returnShare: -0.105 }],
    ['both in one candle: the stop counts', [[100, 111, 94, 105]], { ending: 'stop', won: false }],
    ['a close that proves it wrong', [[99, 99, 96, 96.5]], { ending: 'invalidated', won: false, returnShare: -0.04 }],
    [
      'a low under the level, closed above it, then the target',
      [
        [99, 99, 96, 98],
        [100, 112, 98, 111],
      ],
      { ending: 'target', candles: 2 },
    ],
  ] as const)('%s', (_, rows, wanted) => {
    const outcome = follow(rows);
    const { returnShare, ...rest } = { returnShare: undefined, ...wanted };
    expect(outcome).toMatchObject(rest);
    if (returnShare !== undefined) expect(outcome?.returnShare).toBeCloseTo(returnShare, 12);
  });

  it('is open while nothing has come', () => {
    expect(follow([[100, 101, 99, 100]])).toBeUndefined();
    expect(follow([])).toBeUndefined();
  });

  it('ends with its time', () => {
    expect(
      follow(
        [
          [100, 101, 99, 101],
          [100, 103, 99, 102],
        ],
        {},
        2,
      ),
    ).toMatchObject({ ending: 'time', won: false, candles: 2, returnShare: expect.closeTo(0.015, 12) });
  });

  it('of a short is the mirror', () => {
    const short = {
      signal: 'enter_short',
      stopLoss: 105,
      profitTarget: 90,
      invalidation: [[{ series: 'close@1d', operator: '>', level: 103 }]],
    };
    expect(follow([[100, 101, 90, 91]], short)).toMatchObject({
      ending: 'target',
      won: true,
      returnShare: expect.closeTo(0.095, 12),
    });
    expect(follow([[106, 107, 105, 106]], short)).toMatchObject({
      ending: 'stop',
      returnShare: expect.closeTo(-0.065, 12),
    });
  });

  it('does not change with later candles', () => {
    const rows: Row[] = [[101, 110, 99, 105]];
    expect(follow([...rows, [50, 50, 40, 45]])).toEqual(follow(rows));
  });
});
