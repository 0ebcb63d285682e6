import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type CandleSeries, seriesOf, Timeframe } from '../candle.ts';
import { parseCandles } from '../candle-csv.ts';
import type { HistorySource } from './history-source.ts';

const fileName = (symbol: string, timeframe: Timeframe): string => `${symbol.replaceAll('/', '-')}-${timeframe}.csv`;

type Cached = { version: string; series: CandleSeries };

/** A folder of somebody's own CSV files, one per symbol and timeframe: `SPX-1d.csv`. Nothing in them is repaired. */
export class CsvSource implements HistorySource {
  readonly name = 'csv';
  readonly #folder: string;
  readonly #symbolsByFile: () => ReadonlyMap<string, string>;
  readonly #cache = new Map<string, Cached>();

  /** @param known symbols whose names hold a slash, so that BTC-USD-1d.csv maps back to BTC/USD; other names are symbols. */
  constructor(folder: string, known: () => readonly string[]) {
    this.#folder = folder;
    this.#symbolsByFile = () => new Map(known().map(symbol => [symbol.replaceAll('/', '-').toUpperCase(), symbol]));
  }

  symbols(): readonly string[] {
    if (!existsSync(this.#folder)) return [];
    const known = this.#symbolsByFile();
    const names = readdirSync(this.#folder).flatMap(file => {
      const match = /^([A-Z0-9][A-Z0-9.^=-]{0,19})-([0-9a-z]+)\.csv$/.exec(file);
      if (!match?.[1] || !Timeframe.safeParse(match[2]).success) return [];
      return known.get(match[1]) ?? match[1];
    });
    return [...new Set(names)];
  }

  read(symbol: string, timeframe: Timeframe): CandleSeries | undefined {
    const path = join(this.#folder, fileName(symbol, timeframe));
    if (!existsSync(path)) return undefined;
    const { mtimeMs, size, ino } = statSync(path);
    const version = `${mtimeMs}:${size}:${ino}`;
    const cached = this.#cache.get(path);
    if (cached?.version === version) return cached.series;
    const series = seriesOf(symbol, timeframe, parseCandles(readFileSync(path, 'utf8'), path));
    this.#cache.set(path, { version, series });
    return series;
  }
}
