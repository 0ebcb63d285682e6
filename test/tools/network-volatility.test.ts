import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { FolderModelStore } from '../../data/model-store.ts';
import { type Judgement, judgeHybrid } from '../../models/hybrid/judge-hybrid.ts';
import { storeVersion } from '../../models/hybrid/stored-version.ts';
import { type TrainedVersion, trainOnMarket } from '../../models/hybrid/train-on-market.ts';
import { openTensors } from '../../models/tensor.ts';
import { explainPrediction } from '../../tools/explain-prediction.ts';
import { predictSignal } from '../../tools/predict-signal.ts';
import { predictVolatility } from '../../tools/predict-volatility.ts';
import { temporaryFolder, testAgent, testSettings } from '../kit/test-agent.ts';
import { called, outputOf } from '../kit/tool-call.ts';
import { lastCandles, tinyTraining } from '../kit/trained-market.ts';

type Served = 'hybrid' | 'log-har';
type Answer = { model: string; sigmaDaily: number; quantiles: object[]; champion: object; trackRecord?: object };
type Signal = { volatility: Record<'h1' | 'h2', { sigmaDaily: number; quantiles: object[] }> };

let trained: TrainedVersion;
let judgement: Judgement;

beforeAll(async () => {
  trained = await trainOnMarket({ series: lastCandles(1100) }, tinyTraining, await openTensors({ backend: 'wasm' }));
  judgement = judgeHybrid(trained);
}, 60_000);

/** An agent with a tiny version promoted, whose judgement says who serves volatility. */
async function agentServing(by: Served, over: Record<string, unknown> = {}) {
  const stateFolder = temporaryFolder();
  const store = new FolderModelStore(join(stateFolder, 'models'));
  const volatility = { by, reasons: judgement.servedBy.volatility.reasons };
  const judged = { ...judgement, servedBy: { ...judgement.servedBy, volatility } };
  const [dataHash, configHash] = ['a'.repeat(64), 'b'.repeat(64)];
  const about = { createdAt: 1, dataHash, configHash, regime: 'bear', trials: 1 };
  const { version, name } = await storeVersion(store, trained, judged, about);
  store.promote(name, version, 1);
  const { agent } = await testAgent({ settings: testSettings({ stateFolder, ...over }) });
  return { agent, weights: join(stateFolder, 'models', name, String(version), 'seed-1/weights.bin') };
}

const [asked, horizons] = [{ symbol: 'SPX' }, [1, 2] as const];

describe('predict_volatility with a promoted network', () => {
  it.each(horizons)(
    'forecasts %i day(s) by it, as predict_signal does, with the figures it was judged by',
    async days => {
      const { agent } = await agentServing('hybrid');
      const answer = await called(predictVolatility, { ...asked, days }, 'en', agent);
      const { sigmaDaily, quantiles, ...rest } = outputOf<Answer>(answer);
      const { volatility } = outputOf<Signal>(await called(predictSignal, asked, 'en', agent));
      const said = days === 1 ? volatility.h1 : volatility.h2;
      expect(sigmaDaily).toBeCloseTo(said.sigmaDaily, 12);
      expect(quantiles).toEqual(said.quantiles);
      const { medianAdvantage: advantage, tail, lately, latelyCoverage90 } = judgement.volatility[days === 1 ? 0 : 1];
      expect(rest).toMatchObject({
        model: 'hybrid',
        champion: { model: 'hybrid', reason: { kind: 'promoted', version: 1, advantage, seeds: 3 } },
        judged: {
          days: tail.rows,
          from: judgement.tailFrom,
          to: judgement.to,
          qlike: tail.network.qlike,
          qlikeLogHar: tail.logHar.qlike,
          latelyDays: lately.rows,
          latelyCoverage90,
        },
      });
      expect(rest.trackRecord, 'of the last days there is none').toBeUndefined();
      expect(answer.card.lines.at(-1)).toContain('hybrid is served: version 1 is promoted; over 3 seeds its median');
      expect(answer.card.lines.join()).toContain(`${judgement.tailFrom} to ${judgement.to}`);
    },
  );

  it('says the same in French', async () => {
    const { card } = await called(predictVolatility, asked, 'fr', (await agentServing('hybrid')).agent);
    expect(card.lines.at(-1)).toContain(
      'la version 1 est en service ; sur 3 graines, son t médian'.replace(' ;', '\u202F;'),
    );
    expect(JSON.stringify(card)).not.toMatch(/undefined|NaN/);
  });

  it('leaves a version that does not serve volatility aside, without loading it', async () => {
    const { agent } = await agentServing('log-har');
    const [answer, plain] = [
      await called(predictVolatility, asked, 'en', agent),
      await called(predictVolatility, asked),
    ];
    expect(answer).toEqual(plain);
    expect(agent.parts.models.opened()).toBeUndefined();
  });

  it('is explained: what the network expects, and what moves it', async () => {
    const { agent, weights } = await agentServing('hybrid');
    const forecast = outputOf<Answer>(await called(predictVolatility, asked, 'en', agent));
    const answer = await called(explainPrediction, asked, 'en', agent);
    const { network } = outputOf<{ network: { sigmaDaily: number; lines: object[] } }>(answer);
    expect(network.sigmaDaily).toBeCloseTo(forecast.sigmaDaily, 5);
    expect(answer.card.lines.join(' ')).toMatch(/What is served comes from the network hybrid-SPX\/1, which starts/);
    expect(network.lines).toHaveLength(3);
    writeFileSync(weights, 'broken');
    const { agent: later } = await testAgent({ settings: agent.parts.settings });
    const french = await called(explainPrediction, asked, 'fr', later);
    expect(french.card.lines.join(' ')).toContain('est endommagé');
  }, 30_000);

  it('answers by log-HAR and says why where a file is damaged', async () => {
    const { agent, weights } = await agentServing('hybrid');
    writeFileSync(weights, 'broken');
    const answer = await called(predictVolatility, asked, 'en', agent);
    const { sigmaDaily, quantiles, model } = outputOf<Answer>(await called(predictVolatility, asked));
    expect(outputOf<Answer>(answer)).toMatchObject({ sigmaDaily, quantiles, model });
    expect(answer.card.lines.filter(line => line.includes('seed-1/weights.bin" is damaged'))).toHaveLength(1);
    const french = await called(predictVolatility, asked, 'fr', agent);
    expect(french.card.lines.join()).toContain("Le réseau en service n'a pas pu être interrogé, log-har répond donc.");
  });

  it('answers by log-HAR where the backend that is set is missing', async () => {
    const { agent } = await agentServing('hybrid', { models: { tensorBackend: 'node-gpu' } });
    const answer = await called(predictVolatility, asked, 'en', agent);
    expect(outputOf<Answer>(answer).model).toBe('log-har');
    expect(answer.card.lines.join()).toMatch(
      /The promoted network could not be asked, so log-har answers\. .*node-gpu/,
    );
  });
});
