import { chunkOfRuns, type RunChunk, type RunFigures } from '../backtest/run-chunk.ts';

/** What can be computed elsewhere: plain values in, plain values out. Columns travel on shared memory. */
export type Tasks = {
  'backtest-runs': { input: RunChunk; output: RunFigures[] };
};
export type TaskName = keyof Tasks;

export const tasks: { readonly [Name in TaskName]: (input: Tasks[Name]['input']) => Promise<Tasks[Name]['output']> } = {
  'backtest-runs': chunkOfRuns,
};
