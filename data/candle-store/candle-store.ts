import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, wallClock } from '../../config/clock.ts';
import { QuaestorError } from '../../config/errors.ts';
import { type CandleSeries, Timeframe } from '../candle.ts';
import type { HistorySource } from '../market/history-source.ts';
import type { Finding } from '../quality/finding.ts';
import { fromFolderName, toFolderName } from './folder-name.ts';
import type { StoredFinding } from './quality-log.ts';
import { oldEnding, SeriesFolder } from './series-folder.ts';
import type { SeriesManifest } from './series-manifest.ts';
import { withStoreLock } from './store-lock.ts';

type Key = { provider: string; symbol: string; timeframe: Timeframe };

const foldersIn = (path: string): string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter(entry => entry.isDirectory())
        .map(entry => entry.name)
    : [];

/** A series that waits under its other name during a replacement is there, and what is still being written is not. */
function timeframesIn(path: string): Timeframe[] {
  const names = foldersIn(path).map(name => (name.endsWith(oldEnding) ? name.slice(0, -oldEnding.length) : name));
  return Timeframe.options.filter(one => names.includes(one));
}

/**
 * Histories on disk: `<provider>/<symbol>/<timeframe>/<year>.parquet`. Where several providers hold a series, it is read
 * from the one that was brought in last as a whole; what is appended later by a running download does not change that
 * choice, and two providers are never mixed.
 */
export class CandleStore implements HistorySource {
  readonly name = 'store';
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #open = new Map<string, SeriesFolder>();

  constructor(folder: string, clock: Clock = wallClock) {
    this.#folder = folder;
    this.#clock = clock;
  }

  symbols(): readonly string[] {
    return [...new Set(this.#keys().map(({ symbol }) => symbol))];
  }

  /** What is known of everything stored. @throws QuaestorError `data.bad-file` */
  series(): SeriesManifest[] {
    return this.#keys().flatMap(key => this.#series(key).manifest() ?? []);
  }

  read(symbol: string, timeframe: Timeframe): CandleSeries | undefined {
    const provider = this.#chosen(symbol, timeframe);
    return provider === undefined ? undefined : this.readFrom(provider, symbol, timeframe);
  }

  /** @throws QuaestorError `data.bad-file` that names a damaged file and says what to do */
  readFrom(provider: string, symbol: string, timeframe: Timeframe): CandleSeries | undefined {
    return this.#series({ provider, symbol, timeframe }).read();
  }

  providerOf(symbol: string, timeframe: Timeframe): string {
    return this.#chosen(symbol, timeframe) ?? this.name;
  }

  /**
   * Brings a series in as a whole, in one step, in the place of what this provider had of it.
   * @throws QuaestorError `data.too-few-candles`, `provider.timeout` when another process keeps the store
   */
  replace(series: CandleSeries, provider: string, findings: readonly Finding[]): void {
    this.#write(series, provider, folder => folder.replace(series, { provider, findings, now: this.#clock.now() }));
  }

  /**
   * Adds the candles after the last stored one. Candles that come again are compared: what differs is a finding, and the
   * stored value stays. The first append brings the series in.
   * @returns how many candles were added, and what the comparison found
   */
  append(series: CandleSeries, provider: string, findings: readonly Finding[]): { added: number; findings: Finding[] } {
    return this.#write(series, provider, folder =>
      folder.append(series, { provider, findings, now: this.#clock.now() }),
    );
  }

  /** The quality report of a stored series, in the order in which it was found. */
  findings(symbol: string, timeframe: Timeframe, provider = this.#chosen(symbol, timeframe)): StoredFinding[] {
    return provider === undefined ? [] : this.#series({ provider, symbol, timeframe }).findings();
  }

  #write<T>(series: CandleSeries, provider: string, write: (folder: SeriesFolder) => T): T {
    if (series.length === 0) throw this.#nothingToStore(series);
    const { symbol, timeframe } = series;
    return withStoreLock(this.#folder, () => write(this.#series({ provider, symbol, timeframe })));
  }

  #series({ provider, symbol, timeframe }: Key): SeriesFolder {
    const path = join(this.#folder, toFolderName(provider), toFolderName(symbol), timeframe);
    const open = this.#open.get(path) ?? new SeriesFolder(path);
    this.#open.set(path, open);
    return open;
  }

  #keys(): Key[] {
    return foldersIn(this.#folder).flatMap(provider =>
      foldersIn(join(this.#folder, provider)).flatMap(symbol =>
        timeframesIn(join(this.#folder, provider, symbol)).map(timeframe => ({
          provider: fromFolderName(provider),
          symbol: fromFolderName(symbol),
          timeframe,
        })),
      ),
    );
  }

  #chosen(symbol: string, timeframe: Timeframe): string | undefined {
    const manifests = foldersIn(this.#folder)
      .sort()
      .flatMap(provider => this.#series({ provider: fromFolderName(provider), symbol, timeframe }).manifest() ?? []);
    const [first, ...rest] = manifests;
    return first && rest.reduce((last, one) => (one.importedAt > last.importedAt ? one : last), first).provider;
  }

  #nothingToStore({ symbol, timeframe }: CandleSeries): QuaestorError {
    return new QuaestorError('data.too-few-candles', {
      en: `There is no ${timeframe} candle of "${symbol}" to store.`,
      fr: `Il n'y a aucune bougie ${timeframe} de « ${symbol} » à enregistrer.`,
    });
  }
}
