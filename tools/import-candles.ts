import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename } from 'node:path';
import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import { calendarOf } from '../data/calendar/calendar-of.ts';
import { dayOf, Timeframe } from '../data/candle.ts';
import { readCandleFile } from '../data/candle-csv.ts';
import { inspect } from '../data/quality/inspect.ts';
import { timeUnits } from '../data/quality/time-units.ts';
import { timeframeOf } from '../data/timeframe-of.ts';
import { SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';

const largestBytes = 256 * 1024 * 1024;

function checkFile(path: string): void {
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

export const importCandles = defineTool({
  name: 'import_candles',
  description: 'Imports a CSV file (time,open,high,low,close,volume) as the history of one instrument. Admins only.',
  examples: [
    'Import candles from ./btc.csv for Bitcoin',
    'load the file data/spy-daily.csv as SPY',
    'import /tmp/apple.csv into AAPL',
    'Importe le fichier ./btc.csv pour le Bitcoin',
    "charge l'historique de SPY depuis data/spy-daily.csv",
    'importe les bougies de ~/or.csv pour GLD',
  ],
  effect: 'admin',
  input: z.object({
    path: z.string().min(1).describe('Path of the CSV file').meta({ slot: 'path' }),
    symbol: SymbolSlot,
    timeframe: Timeframe.optional().describe('Length of one candle; read from the rows when left out'),
  }),
  output: z.strictObject({
    symbol: z.string(),
    timeframe: Timeframe,
    rows: z.int(),
    from: z.int(),
    to: z.int(),
    file: z.string(),
    findings: z.int(),
  }),
  run({ path, symbol, timeframe: given }, { registry, store }) {
    const file = path.replace(/^~(?=\/)/, homedir());
    checkFile(file);
    const raw = readCandleFile(file, path);
    const timeframe = checkedTimeframe(timeUnits(raw).raw.openAt, given, path);
    if (raw.length === 0) throw noCandle(path);
    const instrument = registry.adopt(symbol);
    const calendar = calendarOf(instrument.calendar);
    const { series, findings } = inspect(raw, { symbol: instrument.symbol, timeframe, calendar });
    const [from, to] = [series.openAt[0], series.openAt.at(-1)];
    if (from === undefined || to === undefined) throw noCandle(path, findings[0]?.detail);
    store.replace(series, 'csv', findings);
    return {
      symbol: instrument.symbol,
      timeframe,
      rows: series.length,
      from,
      to,
      file: basename(path),
      findings: findings.length,
    };
  },
  show: ({ symbol, timeframe, rows, from, to, file, findings }, t) => ({
    title: t({ en: `Imported ${symbol}`, fr: `${symbol} importé` }),
    lead: t({
      en: `${t.number(rows, 0)} ${timeframe} candles of ${symbol} from ${file} are stored, ${dayOf(from)} to ${dayOf(to)}. They replace what was stored before.`,
      fr: `${t.number(rows, 0)} bougies ${timeframe} de ${symbol} provenant de ${file} sont enregistrées, du ${dayOf(from)} au ${dayOf(to)}. Elles remplacent les précédentes.`,
    }),
    lines: [
      ...(findings === 0
        ? []
        : [
            t({
              en: `Findings in the rows: ${t.number(findings, 0)}. check_data shows what was repaired, dropped or reported.`,
              fr: `Constats dans les lignes : ${t.number(findings, 0)}. check_data montre ce qui a été réparé, écarté ou signalé.`,
            }),
          ]),
      ...(timeframe === '1d'
        ? []
        : [
            t({
              en: 'Prices, charts, forecasts and backtests here read 1d candles.',
              fr: 'Cours, graphiques, prévisions et backtests lisent ici des bougies 1d.',
            }),
          ]),
    ],
  }),
});
