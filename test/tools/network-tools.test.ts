import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listModels } from '../../tools/list-models.ts';
import { predictSignal } from '../../tools/predict-signal.ts';
import { promoteModel } from '../../tools/promote-model.ts';
import { rollBackModel } from '../../tools/roll-back-model.ts';
import { callTool } from '../../tools/tool.ts';
import { trainModel } from '../../tools/train-model.ts';
import { installed, storedModel } from '../kit/stored-model.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';
import { called, contextOf, outputOf } from '../kit/tool-call.ts';

const tiny = { symbol: 'SPX', from: '2015-12-01', seeds: 3, folds: 2, epochs: 2, text: 'none' };

describe('from candles to a served network', () => {
  it('trains with progress, reports, promotes, answers, and goes back', async () => {
    const { agent } = await testAgent();
    const { stateFolder } = agent.parts.settings;
    const shares: number[] = [];
    const texts: string[] = [];
    const progress = (share: number, at: { en: string }): void => {
      shares.push(share);
      texts.push(at.en);
    };
    const trained = await callTool(trainModel, tiny, { ...contextOf(agent), progress });
    type Trained = { version: number; trained: boolean; report: string; json: string; judgement: { servedBy: object } };
    const { version, report, json, judgement } = outputOf<Trained>(trained);
    expect(shares.at(-1)).toBe(1);
    expect(texts.at(-1)).toMatch(/^epoch 2 of fold-2-seed-3, [▁-█]+ signal \d/);
    expect(trained.card.lead).toMatch(/^log-HAR stays: /);
    const html = readFileSync(report, 'utf8');
    expect(html.match(/<svg/g), 'coverage').toHaveLength(1);
    expect(html).not.toMatch(/https?:\/\/(?!www\.w3\.org)|undefined|NaN/);
    expect(JSON.parse(readFileSync(json, 'utf8')).judgement).toEqual(judgement);
    expect(Object.keys(judgement.servedBy)).toHaveLength(5);
    const folder = join(stateFolder, 'models/hybrid-SPX');
    expect(readdirSync(folder).sort(), 'no checkpoint stays').toEqual(['1', 'trials.json']);
    expect(JSON.parse(readFileSync(join(folder, '1/seed-1/model.json'), 'utf8')).format).toBe('layers-model');

    const again = outputOf<Trained>(await called(trainModel, tiny, 'en', agent));
    expect([again.version, again.trained], 'the same training is not done twice').toEqual([version, false]);
    expect((await called(predictSignal, { symbol: 'SPX' }, 'en', agent)).card.lead).toContain('promote_model');

    const promoted = await called(promoteModel, { symbol: 'SPX', version }, 'en', agent);
    expect(promoted.card.lead).toMatch(/^Version 1 is served now/);
    const answer = await called(predictSignal, { symbol: 'SPX' }, 'en', agent);
    expect(outputOf(answer)).toMatchObject({ action: 'hold', modelId: 'hybrid-SPX/1', heads: { signal: 'none' } });
    expect(answer.card.lines.join(' ')).toContain('Track record: on its last');
    const begun = performance.now();
    expect(await called(predictSignal, { symbol: 'SPX' }, 'en', agent)).toEqual(answer);
    expect(performance.now() - begun, 'a question asked again is answered from memory').toBeLessThan(250);

    writeFileSync(join(folder, '1/seed-2/weights.bin'), 'broken');
    const { agent: later } = await testAgent({ settings: testSettings({ stateFolder }) });
    const damaged = await called(predictSignal, { symbol: 'SPX' }, 'en', later);
    expect([damaged.ok, damaged.text]).toEqual([false, expect.stringContaining('seed-2/weights.bin" is damaged')]);
  }, 60_000);

  it('keeps what was trained when it is stopped', async () => {
    const { agent } = await testAgent();
    const stop = new AbortController();
    const progress = (share: number): void => {
      if (share > 0.6) stop.abort(new Error('enough'));
    };
    const stopped = await callTool(trainModel, tiny, { ...contextOf(agent), progress, signal: stop.signal });
    expect(stopped.ok).toBe(false);
    const folder = join(agent.parts.settings.stateFolder, 'models/hybrid-SPX');
    const work = readdirSync(folder).find(entry => entry.startsWith('.work-')) ?? '';
    expect(readdirSync(join(folder, work))).toContain('fold-1-seed-1.checkpoint');
    const names: string[] = [];
    const resumed = await callTool(trainModel, tiny, { ...contextOf(agent), progress: (_, at) => names.push(at.en) });
    expect(resumed.ok).toBe(true);
    expect(names.join(), 'what had ended is not trained again').not.toContain('fold-1-seed-1,');
    expect(existsSync(join(folder, work))).toBe(false);
  }, 60_000);
});

describe('versions', () => {
  const agentWith = async (versions: number, promoted: readonly number[] = []) =>
    (await testAgent({ settings: testSettings(installed(versions, promoted)) })).agent;

  it('are listed with the one that is served', async () => {
    const { card } = await called(listModels, {}, 'en', await agentWith(2, [1]));
    expect(card.lead).toMatch(/^2 versions are kept; 1 of them served/);
    expect(card.table?.rows.map(row => row.slice(0, 2))).toEqual([
      ['hybrid-SPX/2', ''],
      ['hybrid-SPX/1', 'served'],
    ]);
    expect((await called(listModels, {}, 'fr')).card.lead).toContain("Aucun réseau n'a encore été entraîné");
  });

  it('are promoted by name of the heads that they serve', async () => {
    const { card } = await called(promoteModel, { symbol: 'SPX', version: 2 }, 'fr', await agentWith(2));
    expect(card.lead?.replace(/[\u00A0\u202F]/g, ' ')).toMatch(
      /^La version 2 est en service\. Signal : personne \(conserver\) ; Volatilité : réseau ; /,
    );
  });

  it('whose control found skill in shuffled labels are refused', async () => {
    const agent = await agentWith(1);
    const path = join(agent.parts.settings.stateFolder, 'models/hybrid-SPX/1/manifest.json');
    const manifest = {
      ...JSON.parse(readFileSync(path, 'utf8')),
      metrics: { ...storedModel.metrics, controlPassed: 0 },
    };
    writeFileSync(path, JSON.stringify(manifest));
    const { ok, text } = await called(promoteModel, { symbol: 'SPX', version: 1 }, 'en', agent);
    expect([ok, text]).toEqual([false, expect.stringContaining('shuffled labels')]);
  });

  it('are gone back from one step, and once when it is said twice', async () => {
    const agent = await agentWith(3, [1, 3]);
    const back = (input: object) => called(rollBackModel, { symbol: 'SPX', ...input }, 'en', agent);
    expect(outputOf(await back({ from_version: 3 }))).toMatchObject({ version: 1 });
    expect(outputOf(await back({ from_version: 3 }))).toMatchObject({ version: 1 });
    expect((await back({})).text).toContain('no earlier version');
  });
});
