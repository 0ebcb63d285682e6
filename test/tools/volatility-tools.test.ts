import { beforeAll, describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import { dayOf, sliceSeries } from '../../data/candle.ts';
import { InstrumentRegistry } from '../../data/instrument-registry.ts';
import { HistoryMarket } from '../../data/market/history-market.ts';
import type { VolatilityRegime } from '../../models/volatility/volatility-regime.ts';
import { evaluateVolatility } from '../../tools/evaluate-volatility.ts';
import { predictVolatility } from '../../tools/predict-volatility.ts';
import { flatSeries } from '../kit/candles.ts';
import { memorySource } from '../kit/moving-market.ts';
import { testAgent } from '../kit/test-agent.ts';
import { called, contextOf, outputOf } from '../kit/tool-call.ts';
import { simulate, usualLaw } from '../models/volatility/har-world.ts';

const series = { ...simulate(1500, 3, usualLaw), symbol: 'SPX' };

const agentOn = async (): Promise<Agent> =>
  (await testAgent({ market: new HistoryMarket(new InstrumentRegistry(), [memorySource(series)], 'SPX') })).agent;

type Predicted = { model: string; champion: object; regime: VolatilityRegime };
type Evaluated = { rows: { model: string; qlike: number }[]; evidence: object };

describe('predicting volatility', () => {
  let agent: Agent;
  beforeAll(async () => {
    agent = await agentOn();
  });

  it('serves log-HAR while nothing was compared, and says so', async () => {
    const answer = await called(predictVolatility, { symbol: 'SPX' }, 'en', agent);
    expect(outputOf<Predicted>(answer)).toMatchObject({
      model: 'log-har',
      champion: { model: 'log-har', reason: { kind: 'not-compared' } },
    });
    expect(answer.card.lines.at(-1)).toBe(
      'log-har is served: no comparison has been made yet; evaluate_volatility makes one.',
    );
  });

  it('says which regime that means, with chances that make one', async () => {
    const output = outputOf<Predicted>(await called(predictVolatility, { symbol: 'SPX', days: 2 }, 'en', agent));
    const { low, normal, high, extreme } = output.regime.probabilities;
    expect(low + normal + high + extreme).toBeCloseTo(1, 12);
    expect(output.regime.thresholds).toEqual([...output.regime.thresholds].sort((a, b) => a - b));
    expect(output.regime.probabilities[output.regime.label]).toBe(Math.max(low, normal, high, extreme));
  });

  it('serves the champion of the evidence, and log-HAR where the champion is not there today', async () => {
    const other = await agentOn();
    const { evidence } = contextOf(other).models;
    const won = {
      symbol: 'SPX',
      days: 1,
      proxy: 'range',
      from: '2001-01-01',
      to: '2005-01-01',
      count: 900,
      contestants: 13,
    } as const;
    evidence.write({ ...won, champion: { model: 'ewma', reason: { kind: 'ahead', advantage: -3 } } });
    const served = await called(predictVolatility, { symbol: 'SPX' }, 'en', other);
    expect(outputOf<Predicted>(served).model).toBe('ewma');
    expect(served.card.lines.at(-1)).toContain('ewma is served: it loses less than the baseline');
    evidence.write({ ...won, champion: { model: 'log-har-vix', reason: { kind: 'ahead', advantage: -6 } } });
    const today = outputOf<Predicted>(await called(predictVolatility, { symbol: 'SPX' }, 'en', other));
    expect(today.model, 'no VIX here').toBe('log-har');
  });
});

describe('evaluating forecasters', () => {
  it('keeps the evidence of a whole comparison alone, which the forecast then follows', async () => {
    const agent = await agentOn();
    const read = () => contextOf(agent).models.evidence.read('SPX', 1);
    await called(evaluateVolatility, { symbol: 'SPX', models: ['ewma'] }, 'en', agent);
    await called(evaluateVolatility, { symbol: 'SPX', forecasts: 250, models: ['ewma'] }, 'en', agent);
    expect(read(), 'a part is no evidence').toBeUndefined();
  });

  it('scores every model on the same days, log-HAR among them whatever is named', async () => {
    const input = { symbol: 'SPX', models: ['ewma', 'random-walk'] };
    const output = outputOf<Evaluated>(await called(evaluateVolatility, input, 'en', await agentOn()));
    expect(output.rows.map(({ model }) => model).sort()).toEqual(['ewma', 'log-har', 'random-walk']);
    const loss = (name: string) => output.rows.find(({ model }) => model === name)?.qlike ?? Number.NaN;
    expect(loss('log-har'), 'its own world').toBeLessThan(loss('random-walk'));
    expect(output.evidence).toMatchObject({ proxy: 'range', champion: { model: 'log-har' }, contestants: 3 });
  });
});

describe('what a forecast cannot be', () => {
  it('is of a price that never moves', async () => {
    const still = new HistoryMarket(new InstrumentRegistry(), [memorySource(flatSeries(Array(700).fill(5)))], 'SPX');
    const { agent } = await testAgent({ market: still });
    for (const tool of [predictVolatility, evaluateVolatility]) {
      expect(await called(tool, { symbol: 'SPX' }, 'en', agent)).toMatchObject({
        ok: false,
        error: { code: 'data.bad-candle', message: expect.stringContaining('never moves in its 700 candles') },
      });
    }
  });

  it('is of further than two days: it says so', async () => {
    const { card } = await called(predictVolatility, { symbol: 'SPX', days: 2, asked: 5 }, 'en', await agentOn());
    expect(card.lines[0]).toContain('You asked about 5 trading days');
  });

  it('is of a past day with what came later: the same forecast as on that day', async () => {
    const on = dayOf(series.openAt[1400] ?? 0);
    const past = outputOf<Predicted & { sigmaDaily: number }>(
      await called(predictVolatility, { symbol: 'SPX', on }, 'en', await agentOn()),
    );
    const then = new HistoryMarket(new InstrumentRegistry(), [memorySource(sliceSeries(series, 0, 1401))], 'SPX');
    const known = outputOf<Predicted & { sigmaDaily: number }>(
      await called(predictVolatility, { symbol: 'SPX' }, 'en', (await testAgent({ market: then })).agent),
    );
    expect(past.sigmaDaily).toBe(known.sigmaDaily);
    expect(past.champion).toMatchObject({ reason: { kind: 'past-day' } });
  });
});
