import type { QuaestorError } from '../../config/errors.ts';
import type { Text } from '../../config/text.ts';
import { calendarOf } from '../../data/calendar/calendar-of.ts';
import { type CandleSeries, dayOf, sliceSeries } from '../../data/candle.ts';
import type { CandleStore } from '../../data/candle-store/candle-store.ts';
import type { Instrument } from '../../data/instrument.ts';
import type { Fault, Finding } from '../../data/quality/finding.ts';
import { inspect } from '../../data/quality/inspect.ts';
import { faultWords } from '../../tools/check-data.ts';
import type { Alert } from './alert.ts';
import { changed, type Told } from './market-alerts.ts';

const reasonOf = ({ text, message }: QuaestorError): Text => text ?? { en: message, fr: message };

/** The candles of an instrument cannot be read any more, or can again. */
export function seriesAlert(symbol: string, error: QuaestorError | undefined, told: Told): Alert | undefined {
  const change = changed(told, `series/${symbol}`, error ? 'unreadable' : 'readable');
  if (!change) return undefined;
  const fault = error && reasonOf(error);
  return {
    priority: fault ? 'error' : 'info',
    kind: 'data-fault',
    key: `series/${symbol}/${change.to}`,
    symbol,
    text: fault
      ? {
          en: `${symbol}: its candles cannot be read: ${fault.en}`,
          fr: `${symbol} : ses bougies ne peuvent pas être lues : ${fault.fr}`,
        }
      : { en: `${symbol}: its candles can be read again.`, fr: `${symbol} : ses bougies se lisent de nouveau.` },
  };
}

/**
 * New prices of an instrument cannot be brought, or can again: each once. The first look tells of a failure too.
 * @param failure why nothing could be brought, in both languages
 */
export function updateAlert(symbol: string, failure: Text | undefined, told: Told): Alert | undefined {
  const name = `update/${symbol}`;
  if (told.get(name) === undefined) told.set(name, 'brought');
  const change = changed(told, name, failure ? 'failing' : 'brought');
  if (!change) return undefined;
  return {
    priority: failure ? 'error' : 'info',
    kind: 'data-fault',
    key: `update/${symbol}/${change.to}`,
    symbol,
    text: failure
      ? {
          en: `${symbol}: new prices cannot be brought: ${failure.en}`,
          fr: `${symbol} : les nouveaux prix ne peuvent pas être apportés : ${failure.fr}`,
        }
      : { en: `${symbol}: new prices come in again.`, fr: `${symbol} : les nouveaux prix arrivent de nouveau.` },
  };
}

/** Candles that a look judges: enough for spikes and runs to be seen beside what is usual. */
const judgedCandles = 60;
/** The newest of them, in which a fault is news. */
const newestCandles = 5;

/** Missing and bad candles. Marks of the session and of the volume are for whoever looks: they would be told of each night. */
const newsworthy: ReadonlySet<Fault> = new Set([
  'gap',
  'duplicate',
  'out-of-order',
  'bad-price',
  'high-below-low',
  'outside-range',
  'bad-volume',
  'mixed-time-units',
  'bad-time',
  'future',
  'split',
  'spike',
] as const);

/** What `check_data` reports of the newest days: of the import where the series is stored, else what a look finds now. */
export function newestFindings(
  series: CandleSeries,
  { calendar }: Pick<Instrument, 'calendar'>,
  provider: string,
  store: Pick<CandleStore, 'series' | 'findings'>,
): Finding[] {
  const { symbol, timeframe, length } = series;
  const stored = store
    .series()
    .some(one => one.symbol === symbol && one.timeframe === timeframe && one.provider === provider);
  const judged = sliceSeries(series, Math.max(0, length - judgedCandles), length);
  const found = stored
    ? store.findings(symbol, timeframe, provider)
    : inspect(judged, { symbol, timeframe, calendar: calendarOf(calendar) }).findings;
  const since = series.openAt[Math.max(0, length - newestCandles)] ?? Number.POSITIVE_INFINITY;
  return found.filter(({ fault, toAt }) => newsworthy.has(fault) && toAt >= since);
}

/** Faults of the newest candles of an instrument that were not there at the last look; the first look says nothing. */
export function qualityAlert(symbol: string, findings: readonly Finding[], told: Told): Alert | undefined {
  const name = `quality/${symbol}`;
  const nameOf = ({ fault, fromAt }: Finding): string => `${fault}/${fromAt}`;
  const before = told.get(name);
  told.set(name, findings.map(nameOf).join(' '));
  const fresh = findings.filter(one => before !== undefined && !before.split(' ').includes(nameOf(one)));
  if (fresh.length === 0) return undefined;
  const said = (language: 'en' | 'fr'): string =>
    fresh.map(({ fault, fromAt }) => `${faultWords[fault][language]} (${dayOf(fromAt)})`).join(', ');
  return {
    priority: 'warning',
    kind: 'data-fault',
    key: `quality/${symbol}/${fresh.map(nameOf).join(' ')}`,
    symbol,
    text: {
      en: `${symbol}: faults in the newest candles: ${said('en')}.`,
      fr: `${symbol} : défauts dans les bougies les plus récentes : ${said('fr')}.`,
    },
    ask: { en: `Check the data of ${symbol}`, fr: `Vérifie les données de ${symbol}` },
  };
}
