import { basename } from 'node:path';
import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import { dayOf, instantOfDay, Timeframe, timeframeMs } from '../data/candle.ts';
import type { Instrument } from '../data/instrument.ts';
import { InstrumentRegistry } from '../data/instrument-registry.ts';
import { firstDownloadAt } from '../data/market/bring-candles.ts';
import { type DownloadProgress, download } from '../data/market/download.ts';
import { StoreSink } from '../data/market/store-sink.ts';
import { candlesText } from '../data/timeframe-text.ts';
import { providerName } from './as-of.ts';
import { checkReplacement } from './check-replacement.ts';
import { readImport } from './read-import.ts';
import { DaySlot, SymbolSlot, TimeframeSlot } from './slots.ts';
import { defineTool } from './tool.ts';
import type { ToolContext } from './tool-context.ts';

const Input = z.object({
  symbol: SymbolSlot,
  provider: z
    .enum(['csv', 'ccxt', 'yahoo'])
    .default('csv')
    .describe('csv: a file | ccxt: the crypto exchange of the settings | yahoo: shares, indices, rates'),
  path: z.string().min(1).optional().describe('For csv: path of the file').meta({ slot: 'path', needed: true }),
  timeframe: TimeframeSlot.optional().describe('Length of one candle; for csv read from the rows, else 1d by default'),
  replace: z.boolean().default(false).describe('For csv: import even prices far from those that are stored'),
  from: DaySlot.optional().describe('For ccxt and yahoo: first day; by default as far back as the settings say'),
  to: DaySlot.optional().describe('For ccxt and yahoo: last day; by default today'),
});

const Output = z.strictObject({
  symbol: z.string(),
  timeframe: Timeframe,
  provider: z.string(),
  /** Candles that this import brought. */
  rows: z.int(),
  /** Candles of a file imported before that gave way. */
  replaced: z.int(),
  /** Candles that are stored now. */
  stored: z.int(),
  from: z.int(),
  to: z.int(),
  file: z.string().optional(),
  findings: z.int(),
});
type Output = z.infer<typeof Output>;

function fromFile(given: z.infer<typeof Input>, context: ToolContext): Output {
  const { path, symbol, timeframe, replace } = given;
  if (path === undefined) {
    throw new QuaestorError('tool.bad-input', {
      en: 'An import from csv needs the path of a file.',
      fr: "Un import depuis csv demande le chemin d'un fichier.",
    });
  }
  if (given.from !== undefined || given.to !== undefined) {
    throw new QuaestorError('tool.bad-input', {
      en: 'A file is imported whole: from and to are for ccxt and yahoo. Leave them out.',
      fr: 'Un fichier est importé en entier : from et to servent à ccxt et yahoo. Retirez-les.',
    });
  }
  // A file that cannot be read takes in no symbol.
  const instrument = context.registry.find(symbol) ?? new InstrumentRegistry([]).adopt(symbol);
  const { series, findings, from, to } = readImport(path, instrument, timeframe, context.wall.now());
  if (!replace) checkReplacement(series, basename(path), context);
  const before = context.store.readFrom('csv', instrument.symbol, series.timeframe);
  context.registry.adopt(symbol);
  context.store.replace(series, 'csv', findings);
  return {
    symbol: instrument.symbol,
    timeframe: series.timeframe,
    provider: 'csv',
    rows: series.length,
    replaced: before?.length ?? 0,
    stored: series.length,
    from,
    to,
    file: basename(path),
    findings: findings.length,
  };
}

/** The instrument as this installation knows it, or else as the source lists it. */
async function instrumentOf(given: string, provider: 'ccxt' | 'yahoo', context: ToolContext): Promise<Instrument> {
  const known = context.registry.find(given);
  if (known) return known;
  const listed = await context.live(provider).describe(given, context.signal);
  if (listed) context.registry.add(listed);
  return context.registry.resolve(given);
}

const dayMs = timeframeMs['1d'];

async function fromSource(
  given: z.infer<typeof Input>,
  provider: 'ccxt' | 'yahoo',
  context: ToolContext,
): Promise<Output> {
  const { store, settings, signal } = context;
  const source = context.live(provider);
  const instrument = await instrumentOf(given.symbol, provider, context);
  const timeframe = given.timeframe ?? '1d';
  if (!source.timeframes.includes(timeframe)) {
    const list = source.timeframes.join(', ');
    throw new QuaestorError('tool.bad-input', {
      en: `${source.name} has no ${candlesText(timeframe).en}. It has: ${list}.`,
      fr: `${source.name} n'a pas de ${candlesText(timeframe).fr}. Il a : ${list}.`,
    });
  }
  const now = context.wall.now();
  const fromAt =
    given.from === undefined ? firstDownloadAt(timeframe, now, settings.market.historyDays) : instantOfDay(given.from);
  const untilAt = given.to === undefined ? now + dayMs : instantOfDay(given.to) + dayMs;
  const onProgress = ({ done, total, rows, atAt }: DownloadProgress) =>
    context.progress(total === 0 ? 1 : done / total, {
      en: `${rows} candles, up to ${dayOf(atAt)}`,
      fr: `${rows} bougies, jusqu'au ${dayOf(atAt)}`,
    });
  const sink = new StoreSink(store, { provider: source.name, instrument, timeframe });
  const { rows } = await download(source, { instrument, timeframe, fromAt, untilAt }, sink, { signal, onProgress });
  const series = store.readFrom(source.name, instrument.symbol, timeframe);
  const [from, to] = [series?.openAt[0], series?.openAt.at(-1)];
  if (!series || from === undefined || to === undefined) {
    throw new QuaestorError('data.no-history', {
      en: `${source.name} has no ${candlesText(timeframe).en} of ${instrument.symbol} in that time.`,
      fr: `${source.name} n'a pas de ${candlesText(timeframe).fr} de ${instrument.symbol} sur cette période.`,
    });
  }
  const findings = store.findings(instrument.symbol, timeframe, source.name).length;
  return {
    symbol: instrument.symbol,
    timeframe,
    provider: source.name,
    rows,
    replaced: 0,
    stored: series.length,
    from,
    to,
    findings,
  };
}

export const importCandles = defineTool({
  name: 'import_candles',
  description:
    'Brings the history of one instrument in, from a CSV file (time,open,high,low,close,volume) or from a live provider. An import that was broken off goes on where it had come to. Admins only.',
  examples: [
    'Import candles from ./btc.csv for Bitcoin',
    'load the file data/spy-daily.csv as SPY',
    'import /tmp/apple.csv into AAPL',
    'import the candles in ./eurusd-daily.csv for EUR/USD',
    'Importe le fichier ./btc.csv pour le Bitcoin',
    "charge l'historique de SPY depuis data/spy-daily.csv",
    'importe les bougies de ~/or.csv pour GLD',
    'importe ./cac.csv pour le CAC 40',
  ],
  effect: 'admin',
  seconds: 3600,
  input: Input,
  output: Output,
  run(given, context) {
    return given.provider === 'csv' ? fromFile(given, context) : fromSource(given, given.provider, context);
  },
  say: ({ replaced: _replaced, ...brought }) => JSON.stringify(brought),
  show({ symbol, timeframe, provider, rows, replaced, stored, from, to, file, findings }, t) {
    const source = providerName(provider);
    const span = `${dayOf(from)} – ${dayOf(to)}`;
    const before =
      replaced === 0
        ? { en: '', fr: '' }
        : {
            en: ` They replace the ${t.number(replaced, 0)} imported before.`,
            fr: ` Elles remplacent les ${t.number(replaced, 0)} importées auparavant.`,
          };
    const lead = file
      ? t({
          en: `${t.number(rows, 0)} ${candlesText(timeframe).en} of ${symbol} from ${file} are stored, ${dayOf(from)} to ${dayOf(to)}.${before.en}`,
          fr: `${t.number(rows, 0)} ${candlesText(timeframe).fr} de ${symbol} provenant de ${file} sont enregistrées, du ${dayOf(from)} au ${dayOf(to)}.${before.fr}`,
        })
      : t({
          en: `${t.number(rows, 0)} new ${candlesText(timeframe).en} of ${symbol} came from ${source.en}; ${t.number(stored, 0)} are stored now (${span}).`,
          fr: `${t.number(rows, 0)} nouvelles ${candlesText(timeframe).fr} de ${symbol} viennent de ${source.fr} ; ${t.number(stored, 0)} sont enregistrées (${span}).`,
        });
    const faults = t({
      en: `Findings in the rows: ${t.number(findings, 0)}. check_data shows what was repaired, dropped or reported.`,
      fr: `Constats dans les lignes : ${t.number(findings, 0)}. check_data montre ce qui a été réparé, écarté ou signalé.`,
    });
    return {
      title: t({ en: `Imported ${symbol}`, fr: `${symbol} importé` }),
      lead,
      lines: findings === 0 ? [] : [faults],
    };
  },
});
