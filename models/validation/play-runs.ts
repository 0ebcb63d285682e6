import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { CandleSeries } from '../../data/candle.ts';
import { canonicalJson, sha256 } from '../../data/ledger-chain.ts';
import type { RunJournal } from '../../data/run-journal.ts';
import type { Keep, Run, RunFigures, RunSpec } from '../backtest/run-chunk.ts';
import type { Compute } from '../compute/compute.ts';
import { sharedSeries } from './shared-series.ts';

/** Where runs are computed, and how a long one is watched, stopped and resumed. */
export type RunOptions = {
  /** By default `all`. */
  readonly keep?: Keep;
  readonly compute: Compute;
  /** Keeps what is done under the key of the work; absent: a killed run begins anew. */
  readonly journal?: (key: string) => RunJournal;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (done: number, total: number) => void;
};

/** Runs in one piece of work: small enough to show progress, large enough that the way to a thread costs nothing. */
const runsPerChunk = 20;

/** The fingerprint of candles, to the last digit. */
export function dataHash({ symbol, timeframe, openAt, open, high, low, close, volume }: CandleSeries): string {
  const hash = createHash('sha256').update(`${symbol} ${timeframe}`);
  for (const column of [openAt, open, high, low, close, volume])
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  return hash.digest('hex');
}

/** Raised whenever the engine or a shipped strategy plays otherwise than before: what an older one left is not gone on with. */
const meaning = 1;

/** The fingerprint of what plays: the meaning of this engine, and the content of the files that strategies come from. */
function codeHash({ strategy }: RunSpec): string {
  const files = strategy.files.map(file => readFileSync(resolve(file), 'utf8'));
  return sha256(canonicalJson([meaning, ...files]));
}

/**
 * Plays many runs of one strategy over the same candles. The figures come in the order of the runs and do not depend on
 * how many threads there are, on the journal, or on where an earlier attempt was broken off.
 * @throws as `chunkOfRuns`; the signal's reason when it is aborted
 */
export async function playRuns(
  spec: RunSpec,
  series: CandleSeries,
  runs: readonly Run[],
  { compute, journal, signal, onProgress, keep = 'all' }: RunOptions,
): Promise<RunFigures[]> {
  const shared = sharedSeries(series);
  const chunks = Array.from({ length: Math.ceil(runs.length / runsPerChunk) }, (_, i) =>
    runs.slice(i * runsPerChunk, (i + 1) * runsPerChunk),
  );
  const kept = journal?.(
    sha256(canonicalJson({ spec, runs, keep, runsPerChunk, code: codeHash(spec), data: dataHash(series) })),
  );
  const figures = new Map((kept?.read() ?? new Map()) as ReadonlyMap<number, RunFigures[]>);
  const left = chunks.flatMap((chunk, part) => (figures.has(part) ? [] : [{ part, chunk }]));
  const report = () => onProgress?.(figures.size, chunks.length);
  report();
  const inputs = left.map(({ chunk }) => ({ spec, series: shared, runs: chunk, keep }));
  await compute.run('backtest-runs', inputs, {
    signal,
    onDone: (index, output) => {
      const part = left[index]?.part ?? index;
      figures.set(part, output);
      kept?.write(part, output);
      report();
    },
  });
  kept?.clear();
  return chunks.flatMap((_, part) => figures.get(part) ?? []);
}
