import { describe, expect, it } from 'vitest';
import { smaCross } from '../../../models/backtest/sma-cross.ts';
import { InlineCompute } from '../../../models/compute/inline-compute.ts';
import { parameterGrid } from '../../../models/validation/parameter-grid.ts';
import { playRuns } from '../../../models/validation/play-runs.ts';
import { dailySharpe, type FoldPlan, foldsOf, walkForward } from '../../../models/validation/walk-forward.ts';
import { candlesOf, walk } from '../../kit/candle-fixture.ts';
import { specOf } from '../../kit/lab-world.ts';

const series = walk(1200, 8);
const plan = (over: Partial<FoldPlan> = {}): FoldPlan => ({
  series,
  from: 100,
  train: 400,
  test: 200,
  kind: 'rolling',
  purge: 5,
  embargo: 10,
  ...over,
});
const grid = parameterGrid(smaCross, { fast: [3, 5, 10], slow: [8, 20, 40] });
const compute = new InlineCompute();

describe('the windows of a walk-forward', () => {
  it('tests follow one another without gap or overlap, to the last candle', () => {
    const folds = foldsOf(plan());
    expect(folds.map(fold => [fold.testFrom, fold.testUntil])).toEqual([
      [500, 700],
      [700, 900],
      [900, 1100],
      [1100, 1200],
    ]);
  });

  it('rolling ones move on, leave the purge out before the test and the embargo behind the one before', () => {
    expect(foldsOf(plan()).map(fold => [fold.trainFrom, fold.trainUntil])).toEqual([
      [100, 495],
      [310, 695],
      [510, 895],
      [710, 1095],
    ]);
  });

  it('anchored ones begin at the start', () => {
    expect(foldsOf(plan({ kind: 'anchored' })).map(fold => fold.trainFrom)).toEqual([100, 100, 100, 100]);
  });

  it('a history too short for two of them is refused with what it has', () => {
    expect(() => foldsOf(plan({ train: 1000 }))).toThrow('there are 1100 from');
  });
});

describe('a walk-forward', () => {
  it('chooses what was best in training, and nothing of the test can change the choice', async () => {
    const found = await walkForward(specOf('sma_cross'), plan(), grid, { compute });
    const [fold] = found.folds;
    expect(fold).toBeDefined();
    const trained = await playRuns(
      specOf('sma_cross'),
      series,
      grid.map(parameters => ({ parameters, from: 100, until: 495 })),
      { compute },
    );
    const sharpes = trained.map(one => dailySharpe(one.dailyReturns));
    expect(fold?.trainSharpe).toBe(Math.max(...sharpes));
    expect(fold?.parameters).toEqual(grid[sharpes.indexOf(Math.max(...sharpes))]);
    const later = { ...series, close: series.close.map((one, i) => (i < 495 ? one : one * (1 + (i % 7) / 50))) };
    const other = await walkForward(
      specOf('sma_cross'),
      plan({ series: { ...later, high: later.close.map((one, i) => Math.max(one, series.high[i] ?? 0)) } }),
      grid,
      { compute },
    );
    expect(other.folds[0]?.parameters).toEqual(fold?.parameters);
    expect(other.folds[0]?.test.totalReturn, 'the test itself did change').not.toBe(fold?.test.totalReturn);
  });

  it('what is held at a border is held on: a rule that spoke once, early, is not flat ever after', async () => {
    // Falls for 60 candles and rises from then on: one cross up, and never another.
    const trending = candlesOf(900, i => (i < 60 ? 200 - i : 140 * 1.002 ** (i - 60)), 0.01);
    const found = await walkForward(
      specOf('sma_cross'),
      plan({ series: trending, from: 0, train: 300, test: 150 }),
      parameterGrid(smaCross, { fast: [5], slow: [20] }),
      { compute },
    );
    for (const { test } of found.folds) {
      expect(test.totalReturn, '0.2 % a candle, 95 % of equity at the start').toBeGreaterThan(0.25);
      expect(test.trades, 'nothing was closed').toBe(0);
    }
  });

  it('plays what it was given: parameters outside the search stay as they are', async () => {
    const both = parameterGrid(smaCross, { fast: [5], slow: [20] }, { fast: 9, slow: 99, short: 1 });
    expect(both).toEqual([{ fast: 5, slow: 20, short: 1 }]);
    const long = await walkForward(specOf('sma_cross'), plan(), grid, { compute });
    const short = await walkForward(
      specOf('sma_cross'),
      plan(),
      grid.map(one => ({ ...one, short: 1 })),
      { compute },
    );
    expect(short.dailyReturns).not.toEqual(long.dailyReturns);
  });

  it('counts each configuration of each window, and joins the days of all tests', async () => {
    const found = await walkForward(specOf('sma_cross'), plan(), grid, { compute });
    expect(found.trials).toBe(grid.length * 4);
    expect(found.evaluated).toHaveLength(grid.length * 4);
    expect(found.dailyReturns).toHaveLength(700);
    const whole = found.dailyReturns.reduce((value, one) => value * (1 + one), 1);
    const tests = found.folds.reduce((value, fold) => value * (1 + fold.test.totalReturn), 1);
    expect(whole).toBeCloseTo(tests, 10);
  });

  it('leaves out what the strategy refuses', () => {
    expect(grid).toHaveLength(8);
    expect(grid).not.toContainEqual({ fast: 10, slow: 8 });
  });
});
