import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { at } from '../at.ts';
import { type CandleSeries, sliceSeries } from '../candle.ts';
import type { Finding } from '../quality/finding.ts';
import { firstRowFrom } from '../quality/first-row-from.ts';
import type { RawCandles } from '../quality/raw-candles.ts';
import { byYear } from './by-year.ts';
import { damagedFile } from './damaged-file.ts';
import { joined } from './joined.ts';
import { overlap } from './overlap.ts';
import { fromParquet, toParquet } from './polars.ts';
import { readFindings, type StoredFinding, writeFindings } from './quality-log.ts';
import { manifestFile, readManifest, SeriesManifest } from './series-manifest.ts';
import { writeWhole } from './write-whole.ts';

/** A replaced folder waits under this ending until the new one has its name. */
export const oldEnding = '.old';
const newEnding = '.new';

/** A reader that meets a writer tries again this often. */
const mostReads = 5;

type Committed = { folder: string; version: string; manifest: SeriesManifest };
type Written = { provider: string; findings: readonly Finding[]; now: number };

const yearFile = (folder: string, year: number): string => join(folder, `${String(year).padStart(4, '0')}.parquet`);
const yearsIn = (folder: string): number[] =>
  readdirSync(folder)
    .flatMap(name => (/^\d{4}\.parquet$/.test(name) ? Number.parseInt(name, 10) : []))
    .sort((a, b) => a - b);

function readYear(path: string): RawCandles {
  try {
    return fromParquet(path);
  } catch (error) {
    throw damagedFile(path, error);
  }
}

function versionOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs}:${stat.size}:${stat.ino}` : 'none';
}

function firstRows(table: RawCandles, count: number): RawCandles {
  return sliceSeries({ symbol: '', timeframe: '1d', ...table }, 0, count);
}

function readSeries({ folder, manifest }: Committed): CandleSeries {
  const { symbol, timeframe, rows, toAt } = manifest;
  const years = yearsIn(folder).filter(year => Date.UTC(year, 0, 1) <= toAt);
  const [first, ...rest] = years.map(year => readYear(yearFile(folder, year)));
  const series = first && { ...joined(first, ...rest), symbol, timeframe };
  const known = series && sliceSeries(series, 0, firstRowFrom(series.openAt, toAt + 1));
  if (known?.length === rows) return known;
  throw damagedFile(folder, `${known?.length ?? 0} candles, and series.json says ${rows}`);
}

/**
 * One stored series: a Parquet file a year, `series.json` and `quality.jsonl`. Writers hold the lock of the store; readers
 * need none. Replacing renames a whole folder; appending renames one file a year and the manifest last, and a reader
 * leaves out what the manifest does not know, so that both are one step for whoever looks on, also after a kill.
 */
export class SeriesFolder {
  readonly #path: string;
  #known: Committed | undefined;
  #cached: { version: string; series: CandleSeries } | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  manifest(): SeriesManifest | undefined {
    return this.#undisturbed(committed => committed?.manifest);
  }

  findings(): StoredFinding[] {
    return this.#undisturbed(committed =>
      committed ? readFindings(committed.folder, committed.manifest.findings) : [],
    );
  }

  /** The whole series, the same object as long as nothing was written. */
  read(): CandleSeries | undefined {
    return this.#undisturbed(committed => {
      if (!committed) return undefined;
      if (this.#cached?.version === committed.version) return this.#cached.series;
      const series = readSeries(committed);
      this.#cached = { version: committed.version, series };
      return series;
    });
  }

  /** Everything anew: a reader sees the old series or the new one. */
  replace(series: CandleSeries, { provider, findings, now }: Written): void {
    this.#recover();
    const draft = `${this.#path}${newEnding}`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    for (const [year, candles] of byYear(series)) writeWhole(yearFile(draft, year), toParquet(candles));
    writeFindings(draft, 0, findings, now);
    const { symbol, timeframe, length, openAt } = series;
    this.#writeManifest(draft, {
      ...{ provider, symbol, timeframe, importedAt: now, updatedAt: now, rows: length },
      ...{ fromAt: at(openAt, 0), toAt: at(openAt, length - 1), findings: findings.length },
    });
    const old = `${this.#path}${oldEnding}`;
    if (existsSync(this.#path)) renameSync(this.#path, old);
    renameSync(draft, this.#path);
    rmSync(old, { recursive: true, force: true });
  }

  /** Adds the candles after the last stored one; only files of years that receive rows are written. */
  append(series: CandleSeries, { provider, findings, now }: Written): { added: number; findings: Finding[] } {
    this.#recover();
    const manifest = readManifest(this.#path);
    if (!manifest) {
      this.replace(series, { provider, findings, now });
      return { added: series.length, findings: [] };
    }
    const fresh = firstRowFrom(series.openAt, manifest.toAt + 1);
    this.#cut(manifest.toAt);
    const known = this.#overlap(sliceSeries(series, 0, fresh));
    const added = sliceSeries(series, fresh);
    const all = [...findings, ...known];
    if (added.length + all.length === 0) return { added: 0, findings: [] };
    for (const [year, candles] of byYear(added)) this.#extendYear(year, candles);
    writeFindings(this.#path, manifest.findings, all, now);
    this.#writeManifest(this.#path, {
      ...manifest,
      ...{ updatedAt: now, rows: manifest.rows + added.length, findings: manifest.findings + all.length },
      toAt: added.length > 0 ? at(added.openAt, added.length - 1) : manifest.toAt,
    });
    return { added: added.length, findings: known };
  }

  /** A kill between the two renames of `replace` left the old folder under its other name. */
  #recover(): void {
    const old = `${this.#path}${oldEnding}`;
    if (!existsSync(old)) return;
    if (existsSync(this.#path)) rmSync(old, { recursive: true, force: true });
    else renameSync(old, this.#path);
  }

  /** The folder that holds the series: its own, or between the two renames of `replace` the old one. */
  #place(): string {
    const old = `${this.#path}${oldEnding}`;
    return !existsSync(manifestFile(this.#path)) && existsSync(manifestFile(old)) ? old : this.#path;
  }

  /** The manifest as it stands; both ways of writing change it last. */
  #committed(): Committed | undefined {
    const folder = this.#place();
    const version = versionOf(manifestFile(folder));
    if (version === this.#known?.version) return { ...this.#known, folder };
    const manifest = readManifest(folder);
    this.#known = manifest && { folder, version, manifest };
    return this.#known;
  }

  /** Reads again when somebody wrote meanwhile. A writer takes far longer than a reader: a few times are enough. */
  #undisturbed<T>(read: (committed: Committed | undefined) => T): T {
    for (let attempt = 1; ; attempt += 1) {
      const before = versionOf(manifestFile(this.#place()));
      try {
        const value = read(this.#committed());
        if (attempt === mostReads || versionOf(manifestFile(this.#place())) === before) return value;
      } catch (error) {
        if (attempt === mostReads || versionOf(manifestFile(this.#place())) === before) throw error;
      }
    }
  }

  #overlap(again: CandleSeries): Finding[] {
    const years = [...byYear(again).keys()].map(year => yearFile(this.#path, year));
    const [first, ...rest] = years.filter(path => existsSync(path)).map(readYear);
    return overlap(again, first ? joined(first, ...rest) : firstRows(again, 0));
  }

  /** Takes away what a killed append left behind the last candle of the manifest. */
  #cut(toAt: number): void {
    for (const year of yearsIn(this.#path)) if (Date.UTC(year, 0, 1) > toAt) rmSync(yearFile(this.#path, year));
    const path = yearFile(this.#path, new Date(toAt).getUTCFullYear());
    const stored = readYear(path);
    const known = firstRowFrom(stored.openAt, toAt + 1);
    if (known < stored.length) writeWhole(path, toParquet(firstRows(stored, known)));
  }

  #extendYear(year: number, candles: CandleSeries): void {
    const path = yearFile(this.#path, year);
    writeWhole(path, toParquet(existsSync(path) ? joined(readYear(path), candles) : candles));
  }

  #writeManifest(folder: string, manifest: SeriesManifest): void {
    writeWhole(manifestFile(folder), `${JSON.stringify(SeriesManifest.parse(manifest), null, 2)}\n`);
  }
}
