import { readFileSync } from 'node:fs';
import { type CandleSeries, seriesOf, type Timeframe } from '../candle.ts';
import { parseCandles } from '../candle-csv.ts';
import type { HistorySource } from './history-source.ts';

const bundled = new URL('../sample/spx-daily.csv', import.meta.url);

/** The bundled S&P 500 history, read once. `file` lets a test bring another. */
export class SampleSource implements HistorySource {
  readonly name = 'sample';
  readonly #file: URL | string;
  #series: CandleSeries | undefined;

  constructor(file: URL | string = bundled) {
    this.#file = file;
  }

  symbols(): readonly string[] {
    return ['SPX'];
  }

  read(symbol: string, timeframe: Timeframe): CandleSeries | undefined {
    if (symbol !== 'SPX' || timeframe !== '1d') return undefined;
    this.#series ??= seriesOf('SPX', '1d', parseCandles(readFileSync(this.#file, 'utf8'), 'data/sample/spx-daily.csv'));
    return this.#series;
  }
}
