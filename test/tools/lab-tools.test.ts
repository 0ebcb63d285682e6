import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compareStrategies } from '../../tools/compare-strategies.ts';
import { holeIn } from '../../tools/hole-in.ts';
import { judgeStrategy } from '../../tools/judge-strategy.ts';
import { monteCarlo } from '../../tools/monte-carlo.ts';
import { runBacktest } from '../../tools/run-backtest.ts';
import { stressTest } from '../../tools/stress-test.ts';
import { walkForward } from '../../tools/walk-forward.ts';
import { walk } from '../kit/candle-fixture.ts';
import { testAgent } from '../kit/test-agent.ts';
import { called, outputOf } from '../kit/tool-call.ts';

const cross = { strategy: 'sma_cross', symbol: 'SPX', from: '2008-01-02', fast: 20, slow: 100 };

describe('judge_strategy', () => {
  it('gives one evidence pack: card, HTML file and JSON that say the same', async () => {
    const result = await called(judgeStrategy, { ...cross, runs: 60 });
    const answer = outputOf<{
      report: string;
      json: string;
      checks: { name: string; passed: boolean }[];
      passed: boolean;
    }>(result);
    expect(answer.checks.length).toBe(13);
    expect(answer.passed, 'an SMA cross on the S&P 500 is no Sharpe of 2').toBe(false);
    const failed = answer.checks.filter(check => !check.passed).length;
    expect(result.card).toMatchObject({ tone: 'bad', lead: expect.stringContaining(`fails ${failed} of 13 checks`) });
    const html = readFileSync(answer.report, 'utf8');
    expect(html.match(/FAIL/g)).toHaveLength(failed);
    expect(html.match(/<svg/g), 'equity and drawdown').toHaveLength(2);
    expect(html).toContain('<td>2008</td>');
    expect(html).not.toMatch(/https?:\/\/(?!www\.w3\.org)/);
    const json = JSON.parse(readFileSync(answer.json, 'utf8'));
    expect(json.checks).toEqual(answer.checks);
    expect(json).toMatchObject({
      seed: 1,
      trials: expect.any(Number),
      dataHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(html).toContain(json.dataHash);
  });

  it('the same question gives the same evidence; trials are counted once', async () => {
    const { agent } = await testAgent();
    const one = outputOf<Record<string, unknown>>(await called(judgeStrategy, { ...cross, runs: 60 }, 'en', agent));
    const two = outputOf<Record<string, unknown>>(await called(judgeStrategy, { ...cross, runs: 60 }, 'en', agent));
    expect(two).toEqual(one);
  });

  it('speaks French', async () => {
    const { card } = await called(judgeStrategy, { ...cross, runs: 60 }, 'fr');
    expect(card.lead).toMatch(/^Elle échoue à \d+ contrôles sur 13/);
    expect(card.table?.rows[0]?.[0]).toBe('Ratio de Sharpe hors échantillon');
  });
});

describe('walk_forward', () => {
  it('judges each window after the one that chose, and stands beside buy and hold', async () => {
    type Answer = {
      folds: { train: string; test: string }[];
      trials: number;
      days: string[];
      growth: number[];
      heldGrowth: number[];
    };
    const result = await called(walkForward, { ...cross, train_years: 4, test_years: 2 });
    const answer = outputOf<Answer>(result);
    const begins = Date.parse(answer.folds[0]?.test.slice(0, 10) ?? '');
    expect(Math.abs(begins - Date.UTC(2012, 0, 3)), 'four years later, to a week').toBeLessThan(7 * 86_400_000);
    for (const fold of answer.folds) expect(fold.train.slice(-10) < fold.test.slice(0, 10)).toBe(true);
    expect(answer.trials, '36 pairs, all of them valid but (75, 50) and (50, 50)').toBe(answer.folds.length * 34);
    expect(answer.growth).toHaveLength(answer.days.length);
    expect(answer.heldGrowth).toHaveLength(answer.days.length);
    expect(result.card.lead).toMatch(/Out of sample from 201[12]-.* (The baseline wins|It is ahead) by Sharpe\.$/);
  });

  it('a strategy with nothing to choose is played as it is', async () => {
    const { card } = await called(walkForward, { strategy: 'buy_and_hold', symbol: 'SPX' });
    expect(card.lines.join(' ')).toContain('has nothing to choose');
  });
});

describe('monte_carlo', () => {
  it('says how many noisy runs lose, and what that means', async () => {
    const { card } = await called(monteCarlo, { ...cross, runs: 100 });
    expect(card.lead).toMatch(/% of 100 runs with noise of 0\.1 % on every price lose money\. That is/);
  });

  it('never reads a goal out of a shuffle', async () => {
    const { card } = await called(monteCarlo, { ...cross, runs: 100, kind: 'trade-shuffle' });
    expect(card.lead).toContain('the result stays');
    expect(card.lead).not.toContain('lose money');
  });
});

describe('stress_test', () => {
  it('tells where the stops filled', async () => {
    const { card } = await called(stressTest, { strategy: 'rsi_mean_reversion', symbol: 'SPX', stop_percent: 2 });
    expect(card.lines.join(' ')).toMatch(
      /Gap of 20 % through every stop: the stop at [\d,.]+ filled at [\d,.]+, \d+\.\d% away\./,
    );
    expect(card.table?.rows).toHaveLength(4);
  });

  it('says that nothing stopped a fall without stops', async () => {
    const { card } = await called(stressTest, cross);
    expect(card.lines.join(' ')).toContain('No stop acted');
  });
});

describe('compare_strategies', () => {
  it('ranks by Sharpe ratio, buy and hold among them once', async () => {
    const result = await called(compareStrategies, { symbol: 'SPX', from: '2010-01-01' });
    const { rows } = outputOf<{ rows: { strategy: string; sharpe: number | null }[] }>(result);
    const sharpes = rows.map(row => row.sharpe ?? Number.NEGATIVE_INFINITY);
    expect(sharpes).toEqual([...sharpes].sort((a, b) => b - a));
    expect(rows.filter(row => row.strategy === 'buy_and_hold')).toHaveLength(1);
  });
});

describe('the trial log', () => {
  it('counts what was tried of a strategy on a market, once each', async () => {
    const { agent } = await testAgent();
    const tries = async (slow: number) =>
      outputOf<{ trials: number }>(await called(runBacktest, { ...cross, slow }, 'en', agent)).trials;
    expect([await tries(100), await tries(120), await tries(120), await tries(140)]).toEqual([1, 2, 2, 3]);
  });
});

describe('what a card must not keep silent about', () => {
  it('a hole in the history', () => {
    const series = walk(60, 1);
    const openAt = series.openAt.map((at, i) => (i < 30 ? at : at + 40 * 86_400_000));
    expect(holeIn(series, 0)).toBeUndefined();
    expect(holeIn({ ...series, openAt }, 0)?.en).toContain('no candles between 2001-01-30 and 2001-03-12');
    expect(holeIn({ ...series, openAt }, 30), 'before the span that was asked for').toBeUndefined();
  });

  it('shorts that paid nobody', async () => {
    const { card } = await called(runBacktest, { ...cross, short: 1 });
    expect(card.lines.join(' ')).toContain('Shorts paid no lender');
    expect((await called(runBacktest, cross)).card.lines.join(' ')).not.toContain('lender');
  });
});
