import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Timeframe } from '../candle.ts';
import { damagedFile } from './damaged-file.ts';

/** What is stored of one series. It is written last: rows and findings beyond what it says do not exist yet. */
export const SeriesManifest = z.strictObject({
  provider: z.string(),
  symbol: z.string(),
  timeframe: Timeframe,
  /** When the series was brought in as a whole; appending does not change it. */
  importedAt: z.int(),
  updatedAt: z.int(),
  rows: z.int().min(1),
  /** Starts (UTC ms) of the first and the last candle. */
  fromAt: z.number(),
  toAt: z.number(),
  /** Lines of `quality.jsonl`. */
  findings: z.int().min(0),
});
export type SeriesManifest = z.infer<typeof SeriesManifest>;

export const manifestFile = (folder: string): string => join(folder, 'series.json');

/** The manifest of a series folder; undefined where there is none. @throws QuaestorError `data.bad-file` */
export function readManifest(folder: string): SeriesManifest | undefined {
  const path = manifestFile(folder);
  if (!existsSync(path)) return undefined;
  try {
    return SeriesManifest.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw damagedFile(path, error);
  }
}
