import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Recording, recordedDecisions } from './recorded-decisions.ts';
import { shippedStrategies, strategyNamed } from './strategies.ts';
import type { Strategy } from './strategy.ts';

/** A strategy by its name and the files of the settings that may hold it: what a worker thread can be told. */
export type StrategyRef = {
  readonly name: string;
  readonly files: readonly string[];
  /** Of recorded decisions. */
  readonly recording?: Recording;
};

/** A worker thread has no loader for TypeScript of its own: `import` there knows JavaScript only. */
const moduleOf = async (file: string): Promise<{ default: Strategy }> =>
  file.endsWith('.ts')
    ? (await import('tsx/esm/api')).tsImport(pathToFileURL(file).href, import.meta.url)
    : import(pathToFileURL(file).href);

/** Finds a shipped strategy, or loads it from the files. @throws QuaestorError `backtest.unknown-strategy` */
export async function loadStrategy({ name, files, recording }: StrategyRef): Promise<Strategy> {
  if (recording) return recordedDecisions(recording);
  const shipped = shippedStrategies.find(one => one.name === name);
  if (shipped) return shipped;
  const loaded: Strategy[] = [];
  for (const file of files) {
    const { default: strategy } = await moduleOf(resolve(file));
    loaded.push(strategy);
  }
  return strategyNamed(name, [...shippedStrategies, ...loaded]);
}
