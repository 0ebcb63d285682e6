import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Candle, type CandleSeries, seriesOf, Timeframe } from './candle.ts';
import { formatCandles, parseCandles } from './candle-csv.ts';
import type { HistorySource } from './market/history-source.ts';

const fileName = (symbol: string, timeframe: Timeframe): string => `${symbol.replaceAll('/', '-')}-${timeframe}.csv`;

type Cached = { version: string; series: CandleSeries };

/**
 * Candles on disk, one CSV file per symbol and timeframe in one folder: the store of imported histories, and the
 * `csv` provider when it points at a folder of somebody's own.
 */
export class CandleStore implements HistorySource {
  readonly name: string;
  readonly #folder: string;
  readonly #symbolsByFile: () => ReadonlyMap<string, string>;
  readonly #cache = new Map<string, Cached>();

  /** @param known symbols whose names hold a slash, so that BTC-USD-1d.csv maps back to BTC/USD; other names are symbols. */
  constructor(folder: string, known: () => readonly string[], name = 'store') {
    this.name = name;
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
    const path = this.#path(symbol, timeframe);
    if (!existsSync(path)) return undefined;
    const { mtimeMs, size, ino } = statSync(path);
    const version = `${mtimeMs}:${size}:${ino}`;
    const cached = this.#cache.get(path);
    if (cached?.version === version) return cached.series;
    const series = seriesOf(symbol, timeframe, parseCandles(readFileSync(path, 'utf8'), path));
    this.#cache.set(path, { version, series });
    return series;
  }

  /** Replaces the stored series in one step: a reader sees the old file or the new one, never half of one. */
  write(symbol: string, timeframe: Timeframe, candles: readonly Candle[]): string {
    mkdirSync(this.#folder, { recursive: true });
    const path = this.#path(symbol, timeframe);
    const draft = `${path}.${process.pid}.part`;
    writeFileSync(draft, formatCandles(candles));
    renameSync(draft, path);
    this.#cache.delete(path);
    return path;
  }

  #path(symbol: string, timeframe: Timeframe): string {
    return join(this.#folder, fileName(symbol, timeframe));
  }
}
