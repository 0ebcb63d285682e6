import { describe, expect, it } from 'vitest';
import { settingsFrom } from '../../config/load-settings.ts';
import { isFree } from '../../models/validation/require-costs.ts';
import { compareStrategies } from '../../tools/compare-strategies.ts';
import { judgeStrategy } from '../../tools/judge-strategy.ts';
import { runBacktest } from '../../tools/run-backtest.ts';
import type { Tool } from '../../tools/tool.ts';
import { walkForward } from '../../tools/walk-forward.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';
import { called } from '../kit/tool-call.ts';

const nothing = { commissionRate: 0, commissionMinimumUsd: 0, halfSpreadRate: 0, slippageRate: 0 };
const agentPaying = async (over: object) =>
  (await testAgent({ settings: testSettings({ broker: { ...nothing, ...over } }) })).agent;
const cross = { strategy: 'sma_cross', symbol: 'SPX', from: '2018-01-02', fast: 20, slow: 100 };

describe('evidence without costs', () => {
  it.each<[string, Tool, object]>([
    ['judge_strategy', judgeStrategy, { ...cross, runs: 20 }],
    ['walk_forward', walkForward, cross],
    ['compare_strategies', compareStrategies, { symbol: 'SPX', from: '2018-01-02' }],
  ])('is refused by %s, which says what to set, in both languages', async (_, tool, input) => {
    const agent = await agentPaying({});
    const [en, fr] = [await called(tool, input, 'en', agent), await called(tool, input, 'fr', agent)];
    expect(en).toMatchObject({ ok: false, error: { code: 'backtest.no-costs', blame: 'user' } });
    expect(en.card.lead).toContain('commissionRate: 0.0005');
    expect(fr.card.lead).toContain("sans frais il n'y a pas de preuve");
  });

  it('is made as soon as anything is paid', async () => {
    const agent = await agentPaying({ slippageRate: 0.0001 });
    const result = await called(
      compareStrategies,
      { strategies: ['sma_cross'], symbol: 'SPX', from: '2019-06-03' },
      'en',
      agent,
    );
    expect(result.ok).toBe(true);
  });

  it('is none on the card of run_backtest, which says so', async () => {
    const [free, paid] = [await agentPaying({}), await agentPaying({ commissionRate: 0.0005 })];
    const [without, french, after] = [
      await called(runBacktest, cross, 'en', free),
      await called(runBacktest, cross, 'fr', free),
      await called(runBacktest, cross, 'en', paid),
    ];
    expect(without).toMatchObject({ ok: true, output: { free: true, commissionUsd: 0 } });
    expect(without.card.lines[1]).toContain('these figures are no evidence');
    expect(without.card.lead).toContain('without costs');
    expect(JSON.stringify(french.card)).toContain('ces chiffres ne prouvent rien');
    expect(after).toMatchObject({ ok: true, output: { free: false } });
    expect(JSON.stringify(after.card)).not.toContain('no evidence');
  });
});

describe('costs', () => {
  const { broker } = settingsFrom({});

  it('are nothing only where neither commission, nor spread, nor slippage is paid', () => {
    const free = { ...broker, ...nothing };
    expect(isFree(free)).toBe(true);
    expect(isFree(broker)).toBe(false);
    const paying = [
      { commissionRate: 1e-6 },
      { commissionMinimumUsd: 1 },
      { commissionFixedUsd: 0.01 },
      { commissionPerUnitUsd: 0.005 },
      { halfSpreadRate: 1e-6 },
      { slippageRate: 1e-6 },
      { slippage: { kind: 'volume-share' as const, limitShare: 0.025, impact: 0.1 } },
    ];
    for (const one of paying) expect(isFree({ ...free, ...one }), JSON.stringify(one)).toBe(false);
    expect(isFree({ ...free, slippage: { kind: 'square-root', coefficient: 0, sigmaShare: 0.01 } })).toBe(true);
    expect(isFree({ ...free, commissionRate: 0.001, commissionMaximumShare: 0 }), 'capped at nothing').toBe(true);
  });
});
