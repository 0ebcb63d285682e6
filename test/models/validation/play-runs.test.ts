import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FolderJournal } from '../../../data/run-journal.ts';
import type { Compute } from '../../../models/compute/compute.ts';
import { InlineCompute } from '../../../models/compute/inline-compute.ts';
import { ThreadCompute } from '../../../models/compute/thread-compute.ts';
import { dataHash, playRuns } from '../../../models/validation/play-runs.ts';
import { walk } from '../../kit/candle-fixture.ts';
import { specOf } from '../../kit/lab-world.ts';
import { temporaryFolder } from '../../kit/test-agent.ts';

const series = walk(600, 2);
const runs = Array.from({ length: 90 }, (_, i) => ({ parameters: { fast: 3 + (i % 9), slow: 20 + i } }));
const spec = specOf('sma_cross');
const whole = () => playRuns(spec, series, runs, { compute: new InlineCompute() });

/** Breaks off after some pieces of work, as a kill would; counts what was computed. */
class Mortal extends InlineCompute {
  computed = 0;
  readonly #lives: number;

  constructor(lives: number) {
    super();
    this.#lives = lives;
  }

  override run: Compute['run'] = (task, inputs, options = {}) =>
    super.run(task, inputs, {
      ...options,
      onDone: (index, output) => {
        if (this.computed === this.#lives) throw new Error('killed');
        this.computed += 1;
        options.onDone?.(index, output);
      },
    });
}

describe('many runs', () => {
  it('that were broken off go on where they had come to, with the same figures', async () => {
    const folder = temporaryFolder();
    const journal = (key: string) => new FolderJournal(folder, key);
    await expect(playRuns(spec, series, runs, { compute: new Mortal(3), journal })).rejects.toThrow('killed');
    const second = new Mortal(99);
    const progress: number[] = [];
    const resumed = await playRuns(spec, series, runs, {
      compute: second,
      journal,
      onProgress: done => progress.push(done),
    });
    expect(second.computed, '5 parts, 3 of which were kept').toBe(2);
    expect(progress).toEqual([3, 4, 5]);
    expect(resumed).toEqual(await whole());
    const third = new Mortal(99);
    await playRuns(spec, series, runs, { compute: third, journal });
    expect(third.computed, 'a finished work leaves no journal').toBe(5);
  });

  it('of other candles, costs or parameters know nothing of it', async () => {
    const folder = temporaryFolder();
    const journal = (key: string) => new FolderJournal(folder, key);
    await expect(playRuns(spec, series, runs, { compute: new Mortal(3), journal })).rejects.toThrow('killed');
    const other = new Mortal(99);
    await playRuns(spec, walk(600, 3), runs, { compute: other, journal });
    expect(other.computed).toBe(5);
  });

  it('keep a few figures where no more is wanted', async () => {
    const [run] = await playRuns(spec, series, runs, { compute: new InlineCompute(), keep: 'figures' });
    const [full] = await whole();
    expect(run?.dailyReturns).toHaveLength(0);
    expect(run?.totalReturn).toBe(full?.totalReturn);
    expect(full?.dailyReturns).toHaveLength(600);
  });

  it('stop when they are told to, on threads too', async () => {
    const stop = AbortSignal.abort(new Error('enough'));
    await expect(playRuns(spec, series, runs, { compute: new InlineCompute(), signal: stop })).rejects.toThrow(
      'enough',
    );
    const threads = new ThreadCompute(2);
    const late = new AbortController();
    const many = Array.from({ length: 4000 }, (_, i) => ({ parameters: { fast: 3, slow: 20 + (i % 500) } }));
    const work = playRuns(spec, series, many, {
      compute: threads,
      signal: late.signal,
      onProgress: done => done === 1 && late.abort(new Error('enough')),
    });
    await expect(work).rejects.toThrow('enough');
    await threads.close();
  });

  it('an error on a thread arrives with its code and its words in both languages', async () => {
    const threads = new ThreadCompute(1);
    const wrong = playRuns(spec, series, [{ parameters: { fast: 50, slow: 20 } }], { compute: threads });
    await expect(wrong).rejects.toMatchObject({
      code: 'backtest.bad-parameters',
      text: { fr: expect.stringContaining('ne sont pas valides') },
    });
    await threads.close();
  });

  it('a strategy from a file of the settings plays on threads as it does here', async () => {
    const file = fileURLToPath(new URL('../../kit/bracket-strategy.ts', import.meta.url));
    const own = specOf('bracket', { strategy: { name: 'bracket', files: [file] } });
    const two = [{ parameters: {} }, { parameters: { stopPercent: 1 } }];
    const threads = new ThreadCompute(2);
    const far = await playRuns(own, series, two, { compute: threads });
    await threads.close();
    expect(far).toEqual(await playRuns(own, series, two, { compute: new InlineCompute() }));
    expect(far[0]?.trades).toBeGreaterThan(10);
    expect(far[0]?.totalReturn).not.toBe(far[1]?.totalReturn);
  });

  it('candles that cannot be played are refused, and nothing is kept', async () => {
    const folder = temporaryFolder();
    const close = series.close.slice();
    close[9] = Number.NaN;
    const work = playRuns(spec, { ...series, close }, runs, {
      compute: new InlineCompute(),
      journal: key => new FolderJournal(folder, key),
    });
    await expect(work).rejects.toMatchObject({ code: 'data.bad-candle', message: expect.stringContaining('candle 9') });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('the fingerprint of candles changes with one price', () => {
    const close = series.close.slice();
    close[17] = (close[17] ?? 0) + 1e-9;
    expect(dataHash({ ...series, close })).not.toBe(dataHash(series));
    expect(dataHash({ ...series })).toBe(dataHash(series));
  });
});
