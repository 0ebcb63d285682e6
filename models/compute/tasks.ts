import { chunkOfRuns, type RunChunk, type RunFigures } from '../backtest/run-chunk.ts';
import { type DriverStudy, driverStability, studyDrivers } from '../explain/driver-study.ts';
import type { DriverSources } from '../explain/driver-table.ts';
import type { FeatureImportance } from '../explain/feature-importance.ts';
import { type RankRequest, rankFeatures } from '../explain/rank-features.ts';

/** What can be computed elsewhere: plain values in, plain values out. Columns travel on shared memory. */
export type Tasks = {
  'backtest-runs': { input: RunChunk; output: RunFigures[] };
  'study-drivers': { input: DriverSources; output: DriverStudy };
  'driver-stability': { input: DriverSources; output: number };
  'rank-features': { input: RankRequest; output: FeatureImportance[] };
};
export type TaskName = keyof Tasks;

export const tasks: { readonly [Name in TaskName]: (input: Tasks[Name]['input']) => Promise<Tasks[Name]['output']> } = {
  'backtest-runs': chunkOfRuns,
  'study-drivers': async sources => studyDrivers(sources),
  'driver-stability': async sources => driverStability(sources),
  'rank-features': async request => rankFeatures(request),
};
