import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type CandleSeries, seriesOf } from '../../data/candle.ts';
import { parseCandles } from '../../data/candle-csv.ts';

const repository = resolve(import.meta.dirname, '../..');

/** The folder of large real data: QUAESTOR_DATA, by default ../shared/data beside the repository. */
const folder = resolve(repository, process.env.QUAESTOR_DATA ?? '../shared/data');

export const hasReferenceData = existsSync(folder);

export const readReference = (file: string): string => readFileSync(join(folder, file), 'utf8');

export const referenceCandles = (file: string, symbol: string): CandleSeries =>
  seriesOf(symbol, '1d', parseCandles(readReference(file), file));
