import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { standingClock } from '../../../config/clock.ts';
import { openDatabase } from '../../../data/database.ts';
import { type Configuration, SqliteStudyStore, type StudyTrial } from '../../../data/study-store.ts';
import { cmaSampler } from '../../../models/search/cma-sampler.ts';
import { medianPruner } from '../../../models/search/median-pruner.ts';
import { type Objective, type RunStudyOptions, runStudy } from '../../../models/search/run-study.ts';
import type { Sampler } from '../../../models/search/sampler.ts';
import { bestOf, Study } from '../../../models/search/study.ts';
import { tpeSampler } from '../../../models/search/tpe.ts';
import { temporaryFolder } from '../../kit/test-agent.ts';

const float = { kind: 'float', low: -5, high: 5 } as const;
const space = { x: float, y: float };
const tpe = () => tpeSampler(space, { seed: 11, batch: 4 });
const loss = ({ x, y }: Configuration): number => (Number(x) - 1) ** 2 + (Number(y) + 2) ** 2;

const study = (sampler: Sampler = tpe(), path = ':memory:') =>
  new Study('killed', sampler, new SqliteStudyStore(openDatabase(path), standingClock(0)));

async function trialsOf(
  sampler: Sampler,
  options: RunStudyOptions,
  objective: Objective = loss,
): Promise<readonly StudyTrial[]> {
  const one = study(sampler);
  await runStudy(one, objective, options);
  return one.trials;
}

describe('a study', () => {
  it('finds what is sought and counts every trial', async () => {
    const one = study();
    const best = await runStudy(one, loss, { trials: 80 });
    expect(best.loss).toBeLessThan(0.1);
    expect(one.trials.map(({ number }) => number)).toEqual(Array.from({ length: 80 }, (_, i) => i));
    expect(best.loss).toBe(
      Math.min(...one.trials.map(trial => (trial.state === 'complete' ? trial.loss : Number.NaN))),
    );
  });

  it.each([
    ['TPE', tpe],
    ['CMA-ES', () => cmaSampler(space, { seed: 2 })],
  ] as const)('gives the same trials by %s however many run at a time', async (_name, sampler) => {
    // The later of a batch end first.
    const slow: Objective = async (configuration, { number }) => {
      await pause((13 - (number % 13)) / 4);
      return loss(configuration);
    };
    const alone = await trialsOf(sampler(), { trials: 30 });
    expect(await trialsOf(sampler(), { trials: 30, workers: 3 }, slow)).toEqual(alone);
    expect(await trialsOf(sampler(), { trials: 30, workers: 50 }, slow)).toEqual(alone);
  });

  it('runs no more at a time than it may', async () => {
    let [running, most] = [0, 0];
    const counting: Objective = async configuration => {
      running += 1;
      most = Math.max(most, running);
      await pause(1);
      running -= 1;
      return loss(configuration);
    };
    await trialsOf(tpe(), { trials: 16, workers: 3 }, counting);
    expect(most).toBe(3);
  });

  it.each([2, 13, 23])('killed in trial %i goes on as if it had not been', async at => {
    const path = join(temporaryFolder(), 'quaestor.db');
    const child = fileURLToPath(new URL('./study-child.ts', import.meta.url));
    const run = spawn(process.execPath, ['--import', 'tsx', child, path, String(at)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const [, signal] = await once(run, 'exit');
    expect(signal, 'the child was killed, it did not end').toBe('SIGKILL');
    const resumed = study(tpe(), path);
    expect(resumed.trials[at], 'and had written down what it was at').toMatchObject({ state: 'running' });
    expect(resumed.trials.filter(({ state }) => state === 'complete').length).toBeGreaterThanOrEqual(at - (at % 4));
    await runStudy(resumed, loss, { trials: 40 });
    expect(resumed.trials).toEqual(await trialsOf(tpe(), { trials: 40 }));
  });

  it('that is lengthened is the one that would have been longer from the start', async () => {
    const one = study();
    for (const trials of [1, 6, 7, 14, 21]) await runStudy(one, loss, { trials });
    expect(one.trials).toEqual(await trialsOf(tpe(), { trials: 21 }));
  });

  it('stops on an abort, tells how far it came, and goes on later', async () => {
    const one = study();
    const stop = new AbortController();
    const seen: [number, number][] = [];
    const stopping = runStudy(
      one,
      (configuration, { signal }) => {
        signal?.throwIfAborted();
        return loss(configuration);
      },
      {
        trials: 20,
        workers: 2,
        signal: stop.signal,
        onProgress: (done, of, best) => {
          seen.push([done, of]);
          expect(best?.loss).toBeTypeOf('number');
          if (done === 6) stop.abort(new Error('enough'));
        },
      },
    );
    await expect(stopping).rejects.toThrow('enough');
    expect(seen.length, 'what was under way may still end').toBeLessThanOrEqual(7);
    expect(seen[5]).toEqual([6, 20]);
    expect(
      one.trials.some(({ state }) => state === 'failed'),
      'an abort is no fault of a configuration',
    ).toBe(false);
    await runStudy(one, loss, { trials: 20 });
    expect(one.trials).toEqual(await trialsOf(tpe(), { trials: 20 }));
  });

  it('goes on after faults and losses that are no numbers, and keeps both', async () => {
    const faulty: Objective = (configuration, { number }) => {
      if (number % 3 === 0) throw new Error(`no data for ${number}`);
      return number % 3 === 1 ? Number.NaN : loss(configuration);
    };
    const trials = await trialsOf(tpe(), { trials: 24 }, faulty);
    expect(trials[3]).toMatchObject({ state: 'failed', fault: 'no data for 3' });
    expect(trials[4]).toMatchObject({ state: 'failed', fault: 'The loss is NaN, which is no finite number.' });
    expect(trials.filter(({ state }) => state === 'complete')).toHaveLength(8);
  });

  it('in which nothing came to a loss says why', async () => {
    const one = study();
    const run = runStudy(one, () => Promise.reject(new Error('no candles')), { trials: 3 });
    await expect(run).rejects.toMatchObject({
      code: 'model.bad-data',
      message: 'None of the 3 trials of "killed" came to a loss. The first fault: no candles',
    });
    expect(() => bestOf(study())).toThrow('None of the 0 trials');
  });

  it('is asked and told one trial at a time, by number', () => {
    const one = study(tpeSampler(space, { seed: 1 }));
    const [first] = one.ask();
    expect(first).toMatchObject({ number: 0 });
    expect(() => one.ask()).toThrow('Trials 0 of the study "killed" are not told yet.');
    expect(() => one.tell(1, { state: 'pruned', steps: [] })).toThrow('Trial 1 of the study "killed" was not asked.');
    one.tell(0, { state: 'complete', loss: 1, steps: [] });
    expect(() => one.tell(0, { state: 'complete', loss: 1, steps: [] })).toThrow('Trial 0');
    expect(one.ask()).toMatchObject([{ number: 1 }]);
    expect(one.best).toMatchObject({ number: 0, loss: 1 });
  });
});

describe('the median pruner', () => {
  const ended = (number: number, at: number): StudyTrial => ({
    number,
    configuration: {},
    state: 'complete',
    loss: at,
    steps: [
      { step: 1, loss: at },
      { step: 2, loss: at / 2 },
    ],
  });
  const five = [1, 2, 3, 4, 5].map((at, i) => ended(i, at));
  const pruner = medianPruner();

  it.each([
    ['above the median of the means at step 1, which is 3', [{ step: 1, loss: 3.01 }], true],
    ['at the median', [{ step: 1, loss: 3 }], false],
    [
      'by its mean so far, not by its last loss: 2.2 is below the median of 2.25',
      [
        { step: 1, loss: 0.4 },
        { step: 2, loss: 4 },
      ],
      false,
    ],
    [
      'above the median of the means at step 2, (3 + 1.5) / 2',
      [
        { step: 1, loss: 3 },
        { step: 2, loss: 1.6 },
      ],
      true,
    ],
    ['that is no number', [{ step: 1, loss: Number.NaN }], true],
    ['at a step that nobody reached', [{ step: 7, loss: 100 }], false],
    ['without a step', [], false],
  ])('judges a trial %s', (_what, steps, stopped) => {
    expect(pruner(steps, five)).toBe(stopped);
  });

  it('needs five complete trials; steps of the warm-up stop nothing', () => {
    expect(pruner([{ step: 1, loss: 100 }], five.slice(1))).toBe(false);
    expect(medianPruner({ warmUp: 2 })([{ step: 1, loss: 100 }], five)).toBe(false);
    const pruned: StudyTrial = { number: 5, configuration: {}, state: 'pruned', steps: [{ step: 1, loss: 0 }] };
    expect(pruner([{ step: 1, loss: 2.9 }], [...five, pruned, pruned, pruned]), 'pruned trials are no measure').toBe(
      false,
    );
  });

  it('stops hopeless trials of a study, the same ones however many run at a time', async () => {
    const stepwise: Objective = async (configuration, { report }) => {
      for (let step = 1; step <= 3; step += 1) {
        await pause(0);
        report(step, loss(configuration) + 1 / step);
      }
      return loss(configuration);
    };
    const trials = await trialsOf(tpe(), { trials: 40, pruner }, stepwise);
    const pruned = trials.filter(({ state }) => state === 'pruned');
    expect(pruned.length).toBeGreaterThan(5);
    for (const trial of pruned) expect(trial).toMatchObject({ steps: expect.any(Array) });
    expect(await trialsOf(tpe(), { trials: 40, pruner, workers: 4 }, stepwise)).toEqual(trials);
  });
});
