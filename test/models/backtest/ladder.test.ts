import { describe, expect, it } from 'vitest';
import { settingsFrom } from '../../../config/load-settings.ts';
import { buyAndHold } from '../../../models/backtest/buy-and-hold.ts';
import { runBacktest } from '../../../models/backtest/engine.ts';
import { chunkOfRuns } from '../../../models/backtest/run-chunk.ts';
import { flatSeries, noCosts, spx } from '../../kit/candles.ts';
import { backtestOf, specOf } from '../../kit/lab-world.ts';
import { limits } from '../../kit/risk-view.ts';

const { backtest } = settingsFrom({});
const { startingCashUsd: _cash, investPercent: _invest, ...unbraked } = backtest;
const ladder = { warn: 0.1, noNewRisk: 0.15, flatten: 0.2 };

/** Ninety of a hundred in SPX from the second candle on. */
const play = (prices: readonly number[], over: Record<string, unknown>) =>
  runBacktest(
    backtestOf(buyAndHold, flatSeries([100, 100, ...prices]), {
      costs: noCosts,
      cashUsd: 10_000,
      investPercent: 90,
      limits: limits({ ...unbraked, ...over }),
    }),
  );

describe('the drawdown ladder in a backtest', () => {
  it('halts the run at 20 % below its peak and closes everything at the next open', async () => {
    const result = await play([110, 84, 84, 50, 200], { drawdownLadder: ladder });
    expect(result.portfolio.halted, '10,900 at 110 and 8,560 at 84: 21.5 %').toBe(true);
    expect(result.ledger.rows('kill-switch').map(({ body }) => body)).toEqual([
      {
        state: 'halted',
        reason:
          'drawdown-ladder: equity 8560.00 USD is 21.5% below its peak of 10900.00 USD; from 20.0% on everything is closed',
      },
    ]);
    expect(result.trades.map(({ exitPrice, quantity }) => [exitPrice, quantity])).toEqual([[84, 90]]);
    expect([...result.equityUsd].slice(-3), 'what comes after touches nothing').toEqual([8560, 8560, 8560]);
  });

  it('leaves a run alone above that, and one without a ladder', async () => {
    const prices = [100, 78, 78];
    expect((await play(prices, { drawdownLadder: ladder })).portfolio.halted, '19.8 %').toBe(false);
    expect((await play([50, 50], {})).portfolio.halted, 'off by default').toBe(false);
  });

  it('a chunk of runs asks the gate where a brake is on, and gives the same', async () => {
    const series = flatSeries([100, 100, 110, 84, 84, 50, 200]);
    const over = { costs: noCosts, cashUsd: 10_000, investPercent: 90 };
    const figures = async (given: Parameters<typeof limits>[0]) => {
      const spec = specOf('buy_and_hold', { ...over, limits: limits({ ...unbraked, ...given }) });
      const [one] = await chunkOfRuns({ spec, series, runs: [{ parameters: {} }], keep: 'all' });
      return one?.finalEquityUsd;
    };
    expect(await figures({ drawdownLadder: ladder })).toBe(8560);
    expect(await figures({}), 'held to the end').toBe(19_000);
  });

  it('takes back what waits', async () => {
    const strategy = {
      ...buyAndHold,
      decide: (_candle: unknown, { index, draft }: { index: number; draft: (idea: never) => unknown }) => {
        const buy = { side: 'buy', sizing: { kind: 'quantity', amount: index === 0 ? 90 : 1 } };
        const order = index === 0 ? {} : { order: { type: 'limit', limitPrice: 60 } };
        return index < 2 ? [draft({ ...buy, ...order } as never)] : [];
      },
    } as unknown as typeof buyAndHold;
    const result = await runBacktest(
      backtestOf(
        strategy,
        flatSeries([100, 100, 70, 70, 50]),
        { costs: noCosts, cashUsd: 10_000, limits: limits({ ...unbraked, drawdownLadder: ladder }) },
        spx(),
      ),
    );
    expect(result.ledger.rows('fill').map(({ body }) => [body.side, body.price])).toEqual([
      ['buy', 100],
      ['sell', 70],
    ]);
  });
});
