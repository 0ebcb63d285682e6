import { describe, expect, it } from 'vitest';
import { changedSeries } from '../../../models/backtest/series-change.ts';
import { InlineCompute } from '../../../models/compute/inline-compute.ts';
import { ThreadCompute } from '../../../models/compute/thread-compute.ts';
import { type MonteCarloKind, monteCarlo } from '../../../models/validation/monte-carlo.ts';
import { playRuns } from '../../../models/validation/play-runs.ts';
import { walk } from '../../kit/candle-fixture.ts';
import { specOf } from '../../kit/lab-world.ts';

const series = walk(1500, 4);
const parameters = { fast: 5, slow: 20 };
const compute = new InlineCompute();
const input = (kind: MonteCarloKind, over: object = {}) => ({
  spec: specOf('sma_cross'),
  series,
  parameters,
  kind,
  runs: 60,
  seed: 3,
  ...over,
});

describe('a Monte Carlo', () => {
  it('is the same for the same seed, on one thread and on three, and another for another seed', async () => {
    const threads = new ThreadCompute(3);
    const one = await monteCarlo(input('price-noise'), { compute });
    const three = await monteCarlo(input('price-noise'), { compute: threads });
    await threads.close();
    expect(three).toEqual(one);
    expect(await monteCarlo(input('price-noise', { seed: 4 }), { compute })).not.toEqual(one);
  });

  it('without noise is the backtest itself, every time', async () => {
    const [base] = await playRuns(specOf('sma_cross'), series, [{ parameters }], { compute });
    const { totalReturn, drawdown } = await monteCarlo(input('price-noise', { noise: 0 }), { compute });
    expect([totalReturn.p5, totalReturn.p95]).toEqual([base?.totalReturn, base?.totalReturn]);
    expect(drawdown.p50).toBe(base?.drawdown);
  });

  it('a shuffle of trades moves the drawdown and never the result', async () => {
    const { totalReturn, drawdown, losing } = await monteCarlo(input('trade-shuffle'), { compute });
    expect(totalReturn.p95 - totalReturn.p5).toBeLessThan(1e-9);
    expect(drawdown.p95).toBeGreaterThan(drawdown.p5);
    expect([0, 1]).toContain(losing);
  });

  it('a bootstrap of trades spreads the result around that of the trades themselves', async () => {
    const shuffled = await monteCarlo(input('trade-shuffle'), { compute });
    const drawn = await monteCarlo(input('trade-bootstrap', { runs: 800 }), { compute });
    expect(drawn.totalReturn.p5).toBeLessThan(shuffled.totalReturn.p50);
    expect(drawn.totalReturn.p95).toBeGreaterThan(shuffled.totalReturn.p50);
  });

  it('has nothing to draw from where no trade was closed, and says so', async () => {
    const held = input('trade-bootstrap', { spec: specOf('buy_and_hold'), parameters: {} });
    await expect(monteCarlo(held, { compute })).rejects.toMatchObject({
      code: 'backtest.bad-parameters',
      text: { fr: expect.stringContaining('aucun trade clôturé') },
    });
  });

  it('counts the runs that lose', async () => {
    const costly = { commissionRate: 0.02, commissionMinimumUsd: 0, halfSpreadRate: 0, slippageRate: 0 };
    const ruined = await monteCarlo(input('price-noise', { spec: specOf('sma_cross', { costs: costly }) }), {
      compute,
    });
    expect(ruined.losing).toBe(1);
    const held = await monteCarlo(
      input('price-noise', { spec: specOf('buy_and_hold'), parameters: {}, series: rising(400) }),
      { compute },
    );
    expect(held.losing).toBe(0);
  });
});

/** A price that grows by 1 % each candle. */
function rising(length: number) {
  const made = walk(length, 1);
  const close = made.close.map((_, i) => 100 * 1.01 ** i);
  return { ...made, open: close, close, high: close.map(one => one * 1.001), low: close.map(one => one * 0.999) };
}

describe('changed candles', () => {
  it.each(['price-noise', 'block-bootstrap'] as const)('%s: stay candles, of the same length and times', kind => {
    const change = kind === 'price-noise' ? { kind, seed: 9, share: 0.02 } : { kind, seed: 9, block: 15 };
    const changed = changedSeries(series, change);
    expect(changed.openAt).toBe(series.openAt);
    for (let i = 0; i < series.length; i += 1) {
      const [open = 0, high = 0, low = 0, close = 0] = [
        changed.open[i],
        changed.high[i],
        changed.low[i],
        changed.close[i],
      ];
      expect(high).toBeGreaterThanOrEqual(Math.max(open, close));
      expect(low).toBeLessThanOrEqual(Math.min(open, close));
      expect(low).toBeGreaterThan(0);
    }
  });

  it('noise has the standard deviation that it names, and no bias', () => {
    const long = walk(20_000, 2);
    const changed = changedSeries(long, { kind: 'price-noise', seed: 5, share: 0.001 });
    const moves = changed.close.map((value, i) => value / (long.close[i] ?? Number.NaN) - 1);
    const mean = moves.reduce((sum, one) => sum + one, 0) / moves.length;
    const deviation = Math.sqrt(moves.reduce((sum, one) => sum + (one - mean) ** 2, 0) / moves.length);
    expect(Math.abs(mean), 'three standard errors').toBeLessThan((3 * 0.001) / Math.sqrt(moves.length));
    expect(deviation, '2 %: four standard errors of a deviation').toBeCloseTo(0.001, 4);
  });

  it('a bootstrap keeps the moves inside its blocks', () => {
    const changed = changedSeries(series, { kind: 'block-bootstrap', seed: 5, block: 25 });
    const moveAt = (column: Float64Array, i: number) => (column[i] ?? 0) / (column[i - 1] ?? 1);
    const known = new Set(Array.from({ length: series.length - 1 }, (_, i) => moveAt(series.close, i + 1).toFixed(9)));
    for (let i = 1; i < series.length; i += 1) expect(known.has(moveAt(changed.close, i).toFixed(9))).toBe(true);
  });
});
