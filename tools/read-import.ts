import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { QuaestorError } from '../config/errors.ts';
import { calendarOf } from '../data/calendar/calendar-of.ts';
import type { CandleSeries } from '../data/candle.ts';
import { Timeframe } from '../data/candle.ts';
import { readCandleFile } from '../data/candle-csv.ts';
import type { Instrument } from '../data/instrument.ts';
import type { Finding } from '../data/quality/finding.ts';
import { inspect } from '../data/quality/inspect.ts';
import { timeUnits } from '../data/quality/time-units.ts';
import { timeframeOf } from '../data/timeframe-of.ts';

const largestBytes = 256 * 1024 * 1024;

function checkFile(path: string): void {
  if (existsSync(path) && statSync(path).isDirectory()) {
    throw new QuaestorError('data.bad-file', {
      en: `"${path}" is a folder. Name one file in it.`,
      fr: `« ${path} » est un dossier. Indiquez un de ses fichiers.`,
    });
  }
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new QuaestorError('data.bad-file', {
      en: `There is no file "${path}".`,
      fr: `Il n'y a pas de fichier « ${path} ».`,
    });
  }
  if (statSync(path).size > largestBytes) {
    throw new QuaestorError('data.bad-file', {
      en: `"${path}" is larger than 256 MiB.`,
      fr: `« ${path} » dépasse 256 Mio.`,
    });
  }
}

/** The timeframe of the rows, which must be the one that was given. */
function checkedTimeframe(openAt: Float64Array, given: Timeframe | undefined, path: string): Timeframe {
  const measured = openAt.length < 2 ? (given ?? '1d') : timeframeOf(openAt);
  if (measured !== undefined && (given === undefined || given === measured)) return measured;
  const [en, fr] = measured
    ? [`${measured} apart`, `espacées de ${measured}`]
    : ['at a distance that is no known timeframe', "à une distance qui n'est pas une unité connue"];
  const known = Timeframe.options.join(', ');
  throw new QuaestorError('data.bad-file', {
    en: `The rows of "${path}" are ${en}${given ? `, not ${given}` : ''}. Known timeframes: ${known}.`,
    fr: `Les lignes de « ${path} » sont ${fr}${given ? `, pas de ${given}` : ''}. Unités connues : ${known}.`,
  });
}

/** @param why what became of the rows, where there were any */
function noCandle(path: string, why = ''): QuaestorError {
  return new QuaestorError('data.bad-file', {
    en: `"${path}" holds no candle${why ? ` that can stand (${why})` : ''}.`,
    fr: `« ${path} » ne contient aucune bougie${why ? ` valable (${why})` : ''}.`,
  });
}

/** What a file holds, looked through. */
export type ReadImport = { series: CandleSeries; findings: Finding[]; from: number; to: number };

const tooFew = (path: string): QuaestorError =>
  new QuaestorError('data.bad-file', {
    en: `"${path}" holds one candle. A history needs two at least, or its timeframe cannot be known.`,
    fr: `« ${path} » ne contient qu'une bougie. Un historique en demande deux au moins : sans cela, son unité de temps est inconnue.`,
  });

/**
 * Reads a CSV file of candles of an instrument; those that are not over at `now` (UTC ms) are dropped.
 * @throws QuaestorError `data.bad-file`, `data.bad-candle` naming the file, the line and the column
 */
export function readImport(
  path: string,
  instrument: Instrument,
  given: Timeframe | undefined,
  now: number,
): ReadImport {
  const file = path.replace(/^~(?=\/)/, homedir());
  checkFile(file);
  const raw = readCandleFile(file, path);
  const timeframe = checkedTimeframe(timeUnits(raw).raw.openAt, given, path);
  if (raw.length === 0) throw noCandle(path);
  const calendar = calendarOf(instrument.calendar);
  const { series, findings } = inspect(raw, { symbol: instrument.symbol, timeframe, calendar, now });
  const [from, to] = [series.openAt[0], series.openAt.at(-1)];
  if (from === undefined || to === undefined) throw noCandle(path, findings[0]?.detail);
  if (raw.length < 2) throw tooFew(path);
  return { series, findings, from, to };
}
