import { createRequire } from 'node:module';
import type { DataFrame, Expr, Series } from 'nodejs-polars';
import type { RawCandles } from '../quality/raw-candles.ts';
import { readTime } from './csv-cell.ts';
import type { CsvLayout } from './csv-layout.ts';

type Polars = typeof import('nodejs-polars');

const load = createRequire(import.meta.url);
let loaded: Polars | undefined;

/** The library is 100 MB of machine code: it is loaded when stored candles are first read or written, not before. */
function polars(): Polars {
  const library: Polars = loaded ?? load('nodejs-polars');
  loaded = library;
  return library;
}

const values = ['open', 'high', 'low', 'close', 'volume'] as const;

/** A copy of a Float64 column without nulls, owned by us. */
function numbers(series: Series): Float64Array {
  const copied = series.toTypedArray();
  return copied instanceof Float64Array ? copied : Float64Array.from(copied, Number);
}

/** Columns `openAt` (Int64, UTC ms) and `open` to `volume` (Float64) as the bytes of a Parquet file. */
export function toParquet(candles: RawCandles): Buffer {
  const pl = polars();
  const openAt = pl.Series('openAt', candles.openAt).cast(pl.Int64);
  const frame = pl.DataFrame([openAt, ...values.map(name => pl.Series(name, candles[name]))]);
  return frame.writeParquet({ compression: 'lz4' });
}

function tableOf(
  frame: DataFrame,
  openAt: Float64Array,
  nameOf: (column: (typeof values)[number]) => string,
): RawCandles {
  const column = (name: (typeof values)[number]) => numbers(frame.getColumn(nameOf(name)));
  return {
    length: frame.height,
    openAt,
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}

/** @param path must end in `.parquet`. Throws the library's error when it is not such a file of ours. */
export function fromParquet(path: string): RawCandles {
  const pl = polars();
  const frame = pl.readParquet(path);
  return tableOf(frame, numbers(frame.getColumn('openAt').cast(pl.Float64)), name => name);
}

/** A form of time that the library reads as we do, as an expression that gives integers, and how many make a millisecond. */
type Form = { pattern: RegExp; width?: number; read(text: Expr, pl: Polars): Expr; perMs: number };

const instant = (format: string) => (text: Expr, pl: Polars) => text.str.strptime(pl.Datetime, format).cast(pl.Int64);

/**
 * The library stops at the end of a format and takes what follows for granted: a form without a zone also asks for the
 * width of every cell. Instants come in microseconds, days as their number, digits as they are.
 */
const forms: readonly Form[] = [
  {
    pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/,
    read: instant('%+'),
    perMs: 1000,
  },
  { pattern: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/, width: 19, read: instant('%Y-%m-%dT%H:%M:%S'), perMs: 1000 },
  { pattern: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/, width: 19, read: instant('%Y-%m-%d %H:%M:%S'), perMs: 1000 },
  {
    pattern: /^\d{4}-\d{2}-\d{2}$/,
    width: 10,
    read: (text, pl) => text.str.strptime(pl.Date, '%Y-%m-%d').cast(pl.Int64),
    perMs: 1 / 86_400_000,
  },
  { pattern: /^-?\d+$/, read: (text, pl) => text.cast(pl.Int64), perMs: 1 },
];

const hasWidth = (frame: DataFrame, text: Expr, width: number): boolean => {
  const lengths = text.str.lengths();
  const [shortest, longest] = frame.select(lengths.min().alias('low'), lengths.max().alias('high')).row(0);
  return shortest === width && longest === width;
};

function readTexts(texts: readonly unknown[]): Float64Array | undefined {
  const times = Float64Array.from(texts, text => readTime(String(text).trim()));
  return times.some(Number.isNaN) ? undefined : times;
}

/** Times of one form, with the rows of other forms (days among instants) read one by one; undefined where one is none. */
function timesOf(frame: DataFrame, name: string): Float64Array | undefined {
  const pl = polars();
  const text = pl.col(name);
  const column = frame.getColumn(name);
  // The first row of intraday candles is often a midnight, which some write as a day: the second tells more.
  const samples = column.head(2).toArray().map(String);
  const fits = ({ pattern, width }: Form) =>
    samples.some(one => pattern.test(one)) && (width === undefined || hasWidth(frame, text, width));
  const form = forms.find(fits);
  if (!form) return readTexts(column.toArray());
  const read = frame.select(text, form.read(text, pl).cast(pl.Float64).alias('time'));
  const odd = readTexts(read.filter(pl.col('time').isNull()).getColumn(name).toArray());
  if (!odd) return undefined;
  const times = numbers(read.select(pl.col('time').fillNull(pl.lit(Number.NaN))).getColumn('time'));
  let next = -1;
  return times.map(time => {
    if (!Number.isNaN(time)) return time / form.perMs;
    next += 1;
    return odd[next] ?? Number.NaN;
  });
}

/** A file without a row is an error of the library; it has no cell that could be wrong. */
function readFrame(pl: Polars, content: Buffer, layout: CsvLayout): DataFrame | undefined {
  const nameOf = (place: number) => `column_${place + 1}`;
  const { openAt, ...rest } = layout.places;
  const dtypes = Object.fromEntries(Object.values(rest).map(place => [nameOf(place), pl.Float64]));
  try {
    return pl.readCSV(content, {
      hasHeader: false,
      skipRows: 1,
      sep: layout.separator,
      columns: Object.values(layout.places).map(nameOf),
      dtypes: { ...dtypes, [nameOf(openAt)]: pl.Utf8 },
      ignoreErrors: true,
      truncateRaggedLines: true,
    });
  } catch {
    return undefined;
  }
}

/**
 * Reads the rows behind the header of a CSV file at full speed. Numbers as times stay in the unit in which they are
 * given. Undefined when any cell is empty or cannot be read: `readCsvRows` finds out which.
 */
export function readCsvFrame(content: Buffer, layout: CsvLayout): RawCandles | undefined {
  const frame = readFrame(polars(), content, layout);
  const nameOf = (column: keyof CsvLayout['places']) => `column_${layout.places[column] + 1}`;
  if (!frame || values.some(name => frame.getColumn(nameOf(name)).nullCount() > 0)) return undefined;
  const openAt = timesOf(frame, nameOf('openAt'));
  return openAt && tableOf(frame, openAt, nameOf);
}
