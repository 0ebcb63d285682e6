import { beforeAll, describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import { dayOf, sliceSeries } from '../../data/candle.ts';
import { InstrumentRegistry } from '../../data/instrument-registry.ts';
import { HistoryMarket } from '../../data/market/history-market.ts';
import type { Comparison } from '../../models/volatility/comparison.ts';
import type { Evidence } from '../../models/volatility/evidence.ts';
import type { RouteEvidence } from '../../models/volatility/route-evidence.ts';
import type { VolatilityRegime } from '../../models/volatility/volatility-regime.ts';
import { evaluateVolatility } from '../../tools/evaluate-volatility.ts';
import { predictVolatility } from '../../tools/predict-volatility.ts';
import { callTool } from '../../tools/tool.ts';
import { flatSeries } from '../kit/candles.ts';
import { memorySource } from '../kit/moving-market.ts';
import { testAgent } from '../kit/test-agent.ts';
import { called, contextOf, outputOf } from '../kit/tool-call.ts';
import { simulate, usualLaw } from '../models/volatility/har-world.ts';

const series = { ...simulate(1500, 3, usualLaw), symbol: 'SPX' };

const agentOn = async (): Promise<Agent> =>
  (await testAgent({ market: new HistoryMarket(new InstrumentRegistry(), [memorySource(series)], 'SPX') })).agent;

type Predicted = { model: string; champion: object; regime: VolatilityRegime };
type Evaluated = {
  comparison: Pick<Comparison, 'rows' | 'routes'>;
  evidence: Evidence;
  madeOn: string;
  again: boolean;
};

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

  const won = {
    symbol: 'SPX',
    days: 1,
    proxy: 'range',
    from: '2001-01-01',
    to: '2005-01-01',
    count: 900,
    contestants: 13,
    champion: { model: 'ewma', reason: { kind: 'ahead', advantage: -3 } },
  } as const;

  it('serves the champion of the evidence with its days, and log-HAR where the champion is not there today', async () => {
    const other = await agentOn();
    const { evidence } = contextOf(other).models;
    evidence.write(won);
    const served = await called(predictVolatility, { symbol: 'SPX' }, 'en', other);
    expect(outputOf<Predicted>(served).model).toBe('ewma');
    expect(served.card.lines.at(-1)).toContain(
      'ewma is served: over 900 forecasts, 2001-01-01 to 2005-01-01, it loses less than the baseline',
    );
    evidence.write({ ...won, champion: { model: 'log-har-vix', reason: { kind: 'ahead', advantage: -6 } } });
    const today = await called(predictVolatility, { symbol: 'SPX' }, 'en', other);
    expect(outputOf<Predicted>(today).model, 'no VIX here').toBe('log-har');
    expect(today.card.lines.at(-1)).toContain('the champion, log-har-vix, reads a series that is not there now');
  });

  describe('by regime', () => {
    const proof = { kind: 'ahead', advantage: -5.04, needed: -3.3, looks: 39 } as const;

    let other: Agent;
    beforeAll(async () => {
      other = await agentOn();
    });

    /** The answer and its last line where every regime has the same evidence. */
    async function served(on: Pick<RouteEvidence, 'model' | 'reason'>, language: 'en' | 'fr' = 'en') {
      const routes = (['trend', 'range', 'defensive'] as const).map(route => ({ route, count: 700, ...on }));
      contextOf(other).models.evidence.write({ ...won, routes });
      const answer = await called(predictVolatility, { symbol: 'SPX' }, language, other);
      return { model: outputOf<Predicted>(answer).model, line: answer.card.lines.at(-1) ?? '', text: answer.text };
    }

    it('answers with the forecaster that is proved in the present one, and says by what evidence', async () => {
      const { model, line, text } = await served({ model: 'har', reason: proof });
      expect(model).toBe('har');
      expect(line).toMatch(
        /^har is served: the regime now is (trend|range|defensive), and on its 700 days, 2001-01-01 to/,
      );
      expect(line).toContain('t -5.0; -3.3 is needed after 39 looks) and than ewma, the champion of all days');
      expect(JSON.parse(text).servedBecause, 'for the model as well').toContain('har is served: the regime now is');
      const french = await served({ model: 'har', reason: proof }, 'fr');
      expect(french.line).toMatch(/^har est utilisé.: le régime actuel est/);
      expect(french.line).toContain('après 39 essais');
    });

    it.each<[string, Pick<RouteEvidence, 'model' | 'reason'>, string, string]>([
      [
        'proves the champion too',
        { model: 'ewma', reason: proof },
        '700 days alone prove it too: t -5.0, and -3.3 is needed after 39 looks.',
        'le confirment à eux seuls',
      ],
      [
        'proves nothing',
        { model: 'ewma', reason: { kind: 'not-ahead', needed: -3.3, looks: 39 } },
        'prove no other forecaster better: a t of -3.3 is needed after 39 looks, and quantiles that cover.',
        "ne prouvent la supériorité d'aucun autre modèle",
      ],
      [
        'has too few days',
        { model: 'ewma', reason: { kind: 'too-few-days', least: 750 } },
        '700 days are too few to choose a forecaster by (750 are needed).',
        'sont trop peu pour choisir',
      ],
    ])('answers with the champion of all days where the regime %s', async (_, on, english, french) => {
      const { model, line } = await served(on);
      expect(model).toBe('ewma');
      expect(line).toContain(english);
      expect((await served(on, 'fr')).line).toContain(french);
    });

    it('answers with the champion of all days where what is proved has not its columns today', async () => {
      const { model, line } = await served({ model: 'log-lhar-vix', reason: proof });
      expect(model).toBe('ewma');
      expect(line).toContain('ewma is served: over 900 forecasts');
    });
  });

  it('warns of a hole in the candles that it looks back on, and of no older one', async () => {
    const away = (from: number) => ({
      ...series,
      openAt: series.openAt.map((openAt, row) => (row < from ? openAt - 40 * 86_400_000 : openAt)),
    });
    const linesOf = async (from: number, language: 'en' | 'fr') => {
      const market = new HistoryMarket(new InstrumentRegistry(), [memorySource(away(from))], 'SPX');
      const { agent: other } = await testAgent({ market });
      return (await called(predictVolatility, { symbol: 'SPX' }, language, other)).card.lines.join(' ');
    };
    const [before, after] = [dayOf((series.openAt[1199] ?? 0) - 40 * 86_400_000), dayOf(series.openAt[1200] ?? 0)];
    expect(await linesOf(1200, 'en')).toContain(`There are no candles between ${before} and ${after}: the forecast`);
    expect(await linesOf(1200, 'fr')).toContain(`Il n'y a aucune bougie entre ${before} et ${after}`);
    expect(await linesOf(300, 'en'), 'out of sight').not.toContain('no candles');
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
    const { rows } = output.comparison;
    expect(rows.map(({ model }) => model).sort()).toEqual(['ewma', 'log-har', 'random-walk']);
    const loss = (name: string) => rows.find(({ model }) => model === name)?.qlike ?? Number.NaN;
    expect(loss('log-har'), 'its own world').toBeLessThan(loss('random-walk'));
    expect(output.evidence).toMatchObject({ proxy: 'range', champion: { model: 'log-har' }, contestants: 3 });
  });
});

describe('asking for the same comparison again', () => {
  const input = { symbol: 'SPX', models: ['ewma'] };

  it('is answered from what was kept, with its day, until a word of the question changes', async () => {
    const { agent, wall } = await testAgent({
      market: new HistoryMarket(new InstrumentRegistry(), [memorySource(series)], 'SPX'),
    });
    let steps = 0;
    const ask = (question: object) =>
      callTool(evaluateVolatility, question, {
        ...contextOf(agent),
        progress: () => {
          steps += 1;
        },
      });
    const first = await ask(input);
    const worked = steps;
    wall.advance(3 * 86_400_000);
    const second = await ask(input);
    expect(worked, 'progress was shown').toBeGreaterThan(10);
    expect(steps, 'nothing was computed').toBe(worked);
    const [made, kept] = [outputOf<Evaluated>(first), outputOf<Evaluated>(second)];
    expect(kept).toEqual({ ...made, again: true });
    expect(kept.madeOn, 'the day of the first').toBe('2026-01-05');
    expect(first.card.footnote).toContain('Compared on 2026-01-05.');
    expect(second.card.footnote).toContain('the data is the same since, so it was not computed again');
    expect(outputOf<Evaluated>(await ask({ ...input, forecasts: 400 })).again, 'another question').toBe(false);
  });

  it('shows the days of each regime, and who serves there', async () => {
    const answer = await called(evaluateVolatility, input, 'en', await agentOn());
    const { comparison, evidence } = outputOf<Evaluated>(answer);
    const days = comparison.routes.map(({ route, count }) => `${route}, ${count}`);
    expect(days.length, 'this world has regimes').toBeGreaterThan(0);
    const shown = new Set(answer.card.table?.rows.map(([first]) => first));
    expect([...shown].map(one => one?.replace(/(?<=\d),(?=\d)/, ''))).toEqual([`all, ${evidence.count}`, ...days]);
    const told = answer.card.lines.find(line => line.startsWith('By regime')) ?? '';
    for (const { route, count } of comparison.routes) expect(told).toContain(`in ${route} (${count} days`);
    const french = await called(evaluateVolatility, input, 'fr', await agentOn());
    expect(french.card.lines.join(' ')).toContain("Par régime, tel qu'il était lu le jour de la prévision");
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
