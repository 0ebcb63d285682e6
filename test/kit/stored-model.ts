import { join } from 'node:path';
import { FolderModelStore, type NewModel } from '../../data/model-store.ts';
import { temporaryFolder } from './test-agent.ts';

/** What is known of a version that passed its control and whose volatility head beat log-HAR. */
export const storedModel: NewModel = {
  name: 'hybrid-SPX',
  symbol: 'SPX',
  createdAt: Date.UTC(2026, 0, 5),
  trainedThrough: '2017-03-16',
  judgedThrough: '2020-04-17',
  dataHash: 'a'.repeat(64),
  configHash: 'b'.repeat(64),
  regime: 'bear',
  seeds: [1, 2, 3, 4, 5],
  embedder: null,
  trials: 1,
  metrics: { medianAdvantage1: -2.5, medianAdvantage2: -2.1, controlPassed: 1 },
  servedBy: {
    signal: 'none',
    volatility: 'hybrid',
    volatilityRegime: 'log-har',
    marketRegime: 'persistence',
    excursions: 'empirical',
  },
};

/** The settings of an installation with versions of a model, whose files say nothing; the last ones are promoted in turn. */
export function installed(versions: number, promoted: readonly number[] = []): { stateFolder: string } {
  const stateFolder = temporaryFolder();
  const store = new FolderModelStore(join(stateFolder, 'models'));
  for (let k = 0; k < versions; k += 1) store.add(storedModel, new Map([['statistics.json', Buffer.from('{}')]]));
  for (const version of promoted) store.promote(storedModel.name, version, version);
  return { stateFolder };
}
