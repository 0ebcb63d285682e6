import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { shippedStrategies, strategyNamed } from './strategies.ts';
import type { Strategy } from './strategy.ts';

/** A strategy by its name and the files of the settings that may hold it: what a worker thread can be told. */
export type StrategyRef = { readonly name: string; readonly files: readonly string[] };

/** Finds a shipped strategy, or loads it from the files. @throws QuaestorError `backtest.unknown-strategy` */
export async function loadStrategy({ name, files }: StrategyRef): Promise<Strategy> {
  const shipped = shippedStrategies.find(one => one.name === name);
  if (shipped) return shipped;
  const loaded: Strategy[] = [];
  for (const file of files) {
    const module: { default: Strategy } = await import(pathToFileURL(resolve(file)).href);
    loaded.push(module.default);
  }
  return strategyNamed(name, [...shippedStrategies, ...loaded]);
}
