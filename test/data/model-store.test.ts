import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { QuaestorError } from '../../config/errors.ts';
import { FolderModelStore, ModelManifest } from '../../data/model-store.ts';
import { temporaryFolder } from '../kit/test-agent.ts';
import { thrownBy } from '../kit/thrown-by.ts';

const name = 'hybrid-BTC/USD';
const about = {
  name,
  symbol: 'BTC/USD',
  createdAt: 1,
  trainedThrough: '2020-01-31',
  judgedThrough: '2020-04-17',
  dataHash: 'a'.repeat(64),
  configHash: 'b'.repeat(64),
  regime: 'bear',
  seeds: [1, 2, 3],
  embedder: null,
  trials: 1,
  metrics: { medianAdvantage1: -2.5, controlPassed: 1 },
  servedBy: { signal: 'none', volatility: 'hybrid' },
};
const files = new Map([
  ['seed-1/weights.bin', Uint8Array.from([1, 2, 3, 4])],
  ['statistics.json', Buffer.from('{}')],
]);

const opened = (): { store: FolderModelStore; root: string; folder: string } => {
  const root = temporaryFolder();
  return { store: new FolderModelStore(root), root, folder: join(root, 'hybrid-BTC_USD') };
};
const refusal = (run: () => unknown): QuaestorError => {
  const error = thrownBy(run);
  if (error instanceof QuaestorError) return error;
  throw error;
};

describe('a model store', () => {
  it('keeps versions that count up, each with its manifest and its files', () => {
    const { store, folder } = opened();
    expect([store.names(), store.list(name), store.promotion(name)]).toEqual([[], [], undefined]);
    expect([1, 2].map(createdAt => store.add({ ...about, createdAt }, files).version)).toEqual([1, 2]);
    expect(store.names()).toEqual([name]);
    expect(store.list(name).map(({ version, createdAt }) => [version, createdAt])).toEqual([
      [2, 2],
      [1, 1],
    ]);
    const { manifest, files: read } = store.read(name, 1);
    expect([...read].map(([file, bytes]) => [file, [...bytes]])).toEqual(
      [...files].map(([file, bytes]) => [file, [...bytes]]),
    );
    expect(manifest).toEqual(ModelManifest.parse(JSON.parse(readFileSync(join(folder, '1/manifest.json'), 'utf8'))));
    expect(manifest.files['seed-1/weights.bin'], 'SHA-256 of the bytes 1 2 3 4, by sha256sum').toBe(
      '9f64a747e1b97f131fabb6b447296c9b6f0201e79fb3c5356e6c77e89b6a806a',
    );
  });

  it('lets go of all but the five newest, and of none that is served or may be gone back to', () => {
    const { store } = opened();
    const add = (times: number): void => {
      for (let k = 0; k < times; k += 1) store.add(about, files);
    };
    add(2);
    store.promote(name, 1, 10);
    store.promote(name, 2, 11);
    add(6);
    expect(store.list(name).map(one => one.version)).toEqual([8, 7, 6, 5, 4, 2, 1]);
    store.promote(name, 8, 12);
    add(1);
    expect(store.list(name).map(one => one.version)).toEqual([9, 8, 7, 6, 5, 2]);
  });

  it('promotes, and goes back one step', () => {
    const { store } = opened();
    for (const _ of [1, 2, 3]) store.add(about, files);
    expect(store.promote(name, 1, 10)).toEqual({ version: 1, previous: null, at: 10 });
    expect(refusal(() => store.rollBack(name, 11)).message).toContain('no earlier version');
    store.promote(name, 3, 12);
    expect(store.promote(name, 3, 13), 'again changes nothing').toEqual({ version: 3, previous: 1, at: 12 });
    expect(store.rollBack(name, 14)).toEqual({ version: 1, previous: null, at: 14 });
    expect(refusal(() => store.rollBack(name, 15)).code).toBe('user.bad-request');
    expect(new FolderModelStore(join(temporaryFolder())).promotion(name)).toBeUndefined();
  });

  it('refuses a version that is not there and says which are', () => {
    const { store } = opened();
    expect(refusal(() => store.promote(name, 1, 1)).message).toContain('Versions: none; train_model makes one');
    store.add(about, files);
    expect(refusal(() => store.read(name, 7)).message).toBe(
      `There is no version 7 of "${name}". Versions: 1; train_model makes one.`,
    );
    expect(refusal(() => store.read(name, 7)).text?.fr).toContain('Versions : 1');
  });

  it('refuses files that are changed or missing, by name', () => {
    const { store, folder } = opened();
    store.add(about, files);
    writeFileSync(join(folder, '1/seed-1/weights.bin'), 'other');
    const changed = refusal(() => store.read(name, 1));
    expect([changed.code, changed.message]).toEqual([
      'data.bad-file',
      expect.stringMatching(/1\/seed-1\/weights\.bin" is damaged: its checksum does not fit/),
    ]);
    writeFileSync(join(folder, '1/manifest.json'), '{"name": 3');
    expect(refusal(() => store.list(name)).message).toMatch(/manifest\.json" is damaged: not JSON/);
    writeFileSync(join(folder, '1/manifest.json'), '{"name": 3}');
    expect(refusal(() => store.list(name)).message).toMatch(/manifest\.json" is damaged: .*name/s);
  });

  it('shows nothing of a version whose writing was cut off', () => {
    const { store, folder } = opened();
    store.add(about, files);
    mkdirSync(join(folder, '.draft-1-1'));
    mkdirSync(join(folder, '2'));
    writeFileSync(join(folder, '2/statistics.json'), '{}');
    expect(
      store.list(name).map(one => one.version),
      'without a manifest it is no version',
    ).toEqual([1]);
    expect(readdirSync(folder).filter(one => one.endsWith('.part'))).toEqual([]);
  });

  it('counts different configurations once each', () => {
    const { store } = opened();
    expect(['x', 'y', 'x', 'z'].map(trial => store.noteTrial(name, trial))).toEqual([1, 2, 2, 3]);
  });

  it('keeps what a training has until it ends', () => {
    const { store, folder } = opened();
    const workshop = store.workshop(name, 'key');
    expect(workshop.read('fold-1')).toBeUndefined();
    workshop.write('fold-1', Uint8Array.from([5, 6]));
    expect([...(store.workshop(name, 'key').read('fold-1') ?? [])]).toEqual([5, 6]);
    expect(store.workshop(name, 'other').read('fold-1')).toBeUndefined();
    expect(store.names(), 'a training is no version').toEqual([]);
    workshop.clear();
    expect([workshop.read('fold-1'), existsSync(join(folder, '.work-key'))]).toEqual([undefined, false]);
  });
});
