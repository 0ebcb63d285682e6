import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import { standingClock } from '../../config/clock.ts';
import { openDatabase } from '../../data/database.ts';
import { SqliteStudyStore } from '../../data/study-store.ts';
import { callTool } from '../../tools/tool.ts';
import { trainModel } from '../../tools/train-model.ts';
import { tuneModel } from '../../tools/tune-model.ts';
import { temporaryFolder, testAgent } from '../kit/test-agent.ts';
import { called, contextOf, outputOf } from '../kit/tool-call.ts';

const main = fileURLToPath(new URL('../../agent/main.ts', import.meta.url));
const tiny = { symbol: 'SPX', from: '2015-12-01', trials: 3, folds: 2, epochs: 1 };

type Tuned = {
  study: string;
  trials: number;
  tried: number;
  best: { configuration: Record<string, number>; loss: number };
  shipped: { configuration: Record<string, number>; loss: number };
  luckyBest: number;
  to: string;
  tailFrom: string;
};

const tuned = async (over: object, agent: Agent) =>
  outputOf<Tuned>(await called(tuneModel, { ...tiny, ...over }, 'en', agent));

describe('tune_model', () => {
  it('searches before the tail, counts each trial, and goes on with the same command', async () => {
    const { agent } = await testAgent();
    const shares: number[] = [];
    const progress = (share: number): void => void shares.push(share);
    const answer = await callTool(tuneModel, tiny, { ...contextOf(agent), progress });
    const first = outputOf<Tuned>(answer);
    expect(first).toMatchObject({ trials: 3, tried: 4, shipped: { configuration: { rate: 0.002, trunkUnits: 64 } } });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(first.to < first.tailFrom).toBe(true);
    expect(answer.card.lines.join(' ')).toMatch(/The tail from 20\d\d-\d\d-\d\d on was not touched/);
    expect(answer.card.lines.join(' ')).toMatch(
      /By chance alone, the best of 3 trials with this spread \(0\.\d{4}\) would show about /,
    );
    const found = contextOf(agent).lab.studies.find(first.study)?.trials ?? [];
    const losses = found.map(one => (one.state === 'complete' ? one.loss : Number.NaN));
    expect(first.best.loss).toBe(Math.min(...losses));

    expect(await tuned({}, agent), 'nothing is done twice').toEqual(first);
    const more = await tuned({ trials: 4 }, agent);
    expect([more.study, more.trials, more.tried]).toEqual([first.study, 4, 5]);
    const cma = await tuned({ trials: 1, sampler: 'cma-es' }, agent);
    expect(Object.keys(cma.best.configuration).sort()).toEqual(['dropout', 'rate', 'weightDecay']);
    const other = await called(tuneModel, { ...tiny, study: first.study, seed: 2 }, 'en', agent);
    expect(other.text, 'a name stands for one search').toContain('was begun with other parameters');
  }, 60_000);

  it('hands its best settings to a training, judged by a tail that it has not seen', async () => {
    const { agent } = await testAgent();
    const { study, best, tailFrom } = await tuned({ trials: 2, study: 'mine' }, agent);
    expect(study).toBe('mine');
    const ask = (over: object) =>
      called(trainModel, { symbol: 'SPX', seeds: 3, text: 'none', study, ...over }, 'en', agent);
    type Search = { to: string; unseenFrom: string };
    type Trained = {
      judgement: { tailFrom: string; folds: unknown[]; search: Search };
      trials: number;
      json: string;
      report: string;
    };
    const answer = await ask({});
    const trained = outputOf<Trained>(answer);
    const lines = answer.card.lines.join(' ');
    expect(lines).toMatch(
      /the best of 2 trial\(s\) of the study mine, which saw the days .*: figures over all folds are too good/,
    );
    expect(lines, 'the rule').toContain('on the days that the search never saw is');
    const { search } = trained.judgement;
    expect(trained.judgement).toMatchObject({ tailFrom, folds: [{}, {}], search: { study: 'mine', trials: 2 } });
    expect(search.to < search.unseenFrom && search.unseenFrom === tailFrom).toBe(true);
    expect(readFileSync(trained.report, 'utf8')).toContain('the best of 2 trial(s) of the study mine');
    expect(trained.trials, 'two, the shipped one, and the training').toBe(4);
    const { config } = JSON.parse(readFileSync(trained.json, 'utf8'));
    expect(config).toMatchObject({ ...best.configuration, epochs: 1, folds: 2 });
    expect((await ask({ from: '2014-01-01' })).text).toContain('rows that the study "mine" searched by');
    expect((await ask({ config: '{}' })).text).toContain('Give a configuration or a study, not both.');
    expect((await ask({ symbol: 'SPY' })).ok).toBe(false);
    expect((await ask({ study: 'mime' })).text).toContain(
      'There is no study "mime" of the network. Did you mean "mine"?',
    );
  }, 60_000);

  it('goes on after kill -9 to what it would have found', async () => {
    const folder = temporaryFolder();
    const settings = join(folder, 'settings.yaml');
    writeFileSync(settings, `stateFolder: ${folder}\npeople: { roles: { owner: admin } }\n`);
    const flags = Object.entries(tiny).map(([name, value]) => `--${name}=${value}`);
    const begin = () =>
      spawn(process.execPath, ['--import', 'tsx', main, 'tool', 'tune_model', ...flags, '--study=killed', '--json'], {
        env: {
          ...process.env,
          QUAESTOR_SETTINGS: settings,
          OPENAI_API_KEY: '',
          GOOGLE_API_KEY: '',
          OPENROUTER_API_KEY: '',
        },
      });
    const path = join(folder, 'quaestor.db');
    const ended = (): number => {
      if (!existsSync(path)) return 0;
      const database = openDatabase(path);
      const found = new SqliteStudyStore(database, standingClock(0)).find('killed');
      database.close();
      return found?.trials.filter(({ state }) => state === 'complete').length ?? 0;
    };
    const child = begin();
    while (ended() === 0 && child.exitCode === null) await setTimeout(20);
    child.kill('SIGKILL');
    await once(child, 'close');
    expect(ended(), 'killed on the way').toBeLessThan(tiny.trials);
    let out = '';
    const again = begin();
    again.stdout.on('data', part => {
      out += part;
    });
    await once(again, 'close');
    const { agent } = await testAgent();
    const whole = await tuned({ study: 'killed' }, agent);
    expect(JSON.parse(out)).toEqual(whole);
  }, 90_000);
});
