import { existsSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename } from 'node:path';
import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import { type Candle, dayOf, Timeframe } from '../data/candle.ts';
import { parseCandles } from '../data/candle-csv.ts';
import { timeframeOf } from '../data/timeframe-of.ts';
import { SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';

const largestBytes = 256 * 1024 * 1024;

function readFile(path: string): string {
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
  return readFileSync(path, 'utf8');
}

/** The timeframe of the rows, which must be the one that was given. */
function checkedTimeframe(candles: readonly Candle[], given: Timeframe | undefined, path: string): Timeframe {
  const measured = candles.length < 2 ? (given ?? '1d') : timeframeOf(candles);
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
  }),
  run({ path, symbol, timeframe: given }, { registry, store }) {
    const candles = parseCandles(readFile(path.replace(/^~(?=\/)/, homedir())), path);
    const [first, last] = [candles[0], candles.at(-1)];
    if (!first || !last)
      throw new QuaestorError('data.bad-file', {
        en: `"${path}" holds no candle.`,
        fr: `« ${path} » ne contient aucune bougie.`,
      });
    const timeframe = checkedTimeframe(candles, given, path);
    const instrument = registry.adopt(symbol);
    store.write(instrument.symbol, timeframe, candles);
    return {
      symbol: instrument.symbol,
      timeframe,
      rows: candles.length,
      from: first.openAt,
      to: last.openAt,
      file: basename(path),
    };
  },
  show: ({ symbol, timeframe, rows, from, to, file }, t) => ({
    title: t({ en: `Imported ${symbol}`, fr: `${symbol} importé` }),
    lead: t({
      en: `${t.number(rows, 0)} ${timeframe} candles of ${symbol} from ${file} are stored, ${dayOf(from)} to ${dayOf(to)}. They replace what was stored before.`,
      fr: `${t.number(rows, 0)} bougies ${timeframe} de ${symbol} provenant de ${file} sont enregistrées, du ${dayOf(from)} au ${dayOf(to)}. Elles remplacent les précédentes.`,
    }),
    lines:
      timeframe === '1d'
        ? []
        : [
            t({
              en: 'Prices, charts, forecasts and backtests here read 1d candles.',
              fr: 'Cours, graphiques, prévisions et backtests lisent ici des bougies 1d.',
            }),
          ],
  }),
});
