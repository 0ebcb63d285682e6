import { describe, expect, it } from 'vitest';
import { dayOf } from '../../data/candle.ts';
import type { BacktestAnswer } from '../../tools/run-backtest.ts';
import { runBacktest } from '../../tools/run-backtest.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';
import { called, outputOf } from '../kit/tool-call.ts';

const run = async (input: Record<string, unknown>, settings = testSettings()) => {
  const { agent } = await testAgent({ settings });
  const result = await called(runBacktest, { strategy: 'buy_and_hold', symbol: 'SPX', ...input }, 'en', agent);
  return { answer: outputOf<BacktestAnswer>(result), card: result.card, text: result.text };
};
const span = ({ from, to }: BacktestAnswer): string[] => [dayOf(from), dayOf(to)];

describe('run_backtest', () => {
  it.each([
    [{}, ['2000-01-03', '2020-04-17']],
    [{ from: '2005-01-01' }, ['2005-01-03', '2020-04-17']],
    [{ to: '2005-01-01' }, ['2000-01-03', '2004-12-31']],
    [{ from: '2008-03-03', to: '2008-03-04' }, ['2008-03-03', '2008-03-04']],
  ])('%j plays %j', async (input, days) => {
    expect(span((await run(input)).answer)).toEqual(days);
  });

  it.each([
    [{ from: '2020-04-17' }],
    [{ to: '2000-01-03' }],
    [{ from: '2010-01-01', to: '2009-01-01' }],
    [{ from: '2031-01-01' }],
  ])('%j has too few candles', async input => {
    const result = await called(runBacktest, { strategy: 'buy_and_hold', symbol: 'SPX', ...input });
    expect(result).toMatchObject({ ok: false, error: { code: 'data.no-history' } });
    expect(result.card.lead).toContain('runs from 2000-01-03 to 2020-04-17');
  });

  it('buy and hold without costs earns the share that it invests of the move from the next open', async () => {
    const settings = testSettings({
      broker: { commissionRate: 0, commissionMinimumUsd: 0, halfSpreadRate: 0, slippageRate: 0 },
      backtest: { investPercent: 50 },
    });
    const { answer } = await run({ from: '2008-03-03', to: '2008-03-05' }, settings);
    const quantity = Math.floor((50_000 / 1331.339966) * 100) / 100;
    const expected = 100_000 + quantity * (1333.699951 - 1329.58);
    expect(
      answer.finalEquityUsd,
      'sized on the close of 2008-03-03, bought at the open of 03-04 up to the tick, valued at the close of 03-05',
    ).toBeCloseTo(expected, 4);
    expect([answer.trades, answer.openPosition]).toEqual([0, true]);
  });

  it('warms indicators up before the first day', async () => {
    const { answer } = await run({ strategy: 'sma_cross', from: '2010-01-04', fast: 20, slow: 100 });
    const warm = await run({ strategy: 'sma_cross', fast: 20, slow: 100 });
    expect(answer.parameters).toEqual({ fast: 20, slow: 100, short: 0 });
    expect(answer.trades).toBeGreaterThan(10);
    expect(answer.trades).toBeLessThan(warm.answer.trades);
    expect(answer.statistics.exposure ?? 0, 'a cross of 2009 is no trade of 2010').toBeLessThan(1);
  });

  it('stands beside buy and hold, with at most about 400 points for the chart', async () => {
    const { answer, card, text } = await run({ strategy: 'golden cross' });
    expect(answer.strategy).toBe('sma_cross');
    expect(answer.days.length).toBeLessThanOrEqual(401);
    expect([answer.days[0], answer.days.at(-1)]).toEqual(['2000-01-03', '2020-04-17']);
    expect(answer.equityUsd.at(-1)).toBeCloseTo(answer.finalEquityUsd, 2);
    expect(answer.baselineUsd).toHaveLength(answer.days.length);
    expect(card.chart?.lines.map(line => line.name)).toEqual(['SMA cross', 'Buy and hold']);
    expect(text, 'the model gets figures, not curves').not.toContain('equityUsd');
    expect(card.lead).toMatch(/(more|less) than buying and holding \(/);
  });

  it('says what the gate refused', async () => {
    const { answer, card } = await run({ to: '2000-03-01' }, testSettings({ backtest: { maxPositionShare: 0.5 } }));
    expect(answer.refusals).toEqual({ 'max-position': answer.candles });
    expect(card.lines.join(' ')).toContain(`Refused by the gate: max-position ${answer.candles}.`);
    expect(answer.finalEquityUsd).toBe(100_000);
  });
});
