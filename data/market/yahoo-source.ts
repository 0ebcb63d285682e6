import type { Clock } from '../../config/clock.ts';
import { QuaestorError } from '../../config/errors.ts';
import type { CalendarName } from '../calendar/calendar-of.ts';
import { dayOf, type Timeframe, timeframeMs } from '../candle.ts';
import { Instrument } from '../instrument.ts';
import type { AdjustedPage, Dividend, Split } from './corporate-actions.ts';
import type { LiveSource, PageRequest } from './live-source.ts';
import { rawCandles } from './raw-rows.ts';
import {
  askYahooChart,
  type YahooAnswer,
  type YahooChart,
  type YahooInterval,
  type YahooSpan,
} from './yahoo-client.ts';
import { overUntil, yahooRows } from './yahoo-rows.ts';
import { symbolFromYahoo, yahooFits, yahooGuess, yahooSymbol } from './yahoo-symbol.ts';

export type YahooOptions = {
  timeoutMs: number;
  /** Read only to know how far back Yahoo goes today. */
  clock: Clock;
  /** See `JsonOptions`. */
  origin?: string | undefined;
};

/**
 * A page of Yahoo. Prices are adjusted for splits, as Yahoo gives them; `tradedPrices` turns them back. `adjustedClose`
 * (one value a row) is adjusted for dividends too.
 */
export type YahooPage = AdjustedPage & { adjustedClose: Float64Array };

const dayMs = timeframeMs['1d'];
const source = 'yahoo';

/** Days that one call may span, and days back from today for which Yahoo keeps candles at all (with a day to spare). */
const reach: Readonly<Partial<Record<Timeframe, { interval: YahooInterval; pageDays: number; depthDays?: number }>>> = {
  '1m': { interval: '1m', pageDays: 7, depthDays: 29 },
  '5m': { interval: '5m', pageDays: 59, depthDays: 59 },
  '15m': { interval: '15m', pageDays: 59, depthDays: 59 },
  '30m': { interval: '30m', pageDays: 59, depthDays: 59 },
  '1h': { interval: '1h', pageDays: 365, depthDays: 729 },
  '1d': { interval: '1d', pageDays: 3650 },
};

const timeframes: readonly Timeframe[] = ['1m', '5m', '15m', '30m', '1h', '1d'];

type Kind = Pick<Instrument, 'assetClass' | 'daysPerYear' | 'lot'> & { calendar?: CalendarName };

const kinds: Readonly<Record<string, Kind>> = {
  EQUITY: { assetClass: 'equity', daysPerYear: 252, lot: 1 },
  ETF: { assetClass: 'etf', daysPerYear: 252, lot: 1 },
  INDEX: { assetClass: 'index', daysPerYear: 252, lot: 0.01 },
  CURRENCY: { assetClass: 'currency', daysPerYear: 252, lot: 1000, calendar: 'FOREX' },
  CRYPTOCURRENCY: { assetClass: 'crypto', daysPerYear: 365, lot: 0.0001, calendar: '24/7' },
};

/** Calendars of the zones whose sessions are known here. */
const calendars: Readonly<Record<string, CalendarName>> = { 'America/New_York': 'NYSE', 'Europe/Paris': 'EURONEXT' };

const at = (given: Date): number => given.getTime();

/** Daily and intraday candles of shares, indices, currencies, futures and some coins from Yahoo Finance. */
export class YahooSource implements LiveSource {
  readonly name = source;
  readonly timeframes = timeframes;
  readonly #options: YahooOptions;

  constructor(options: YahooOptions) {
    this.#options = options;
  }

  fits(instrument: Instrument): boolean {
    return yahooFits(instrument);
  }

  async page({ instrument, timeframe, fromAt, untilAt }: PageRequest, signal: AbortSignal): Promise<YahooPage> {
    const { interval, startAt, endAt } = this.#window(timeframe, fromAt, untilAt);
    // A day may be stamped up to half a day before the UTC date that it belongs to, and up to one after it.
    const slack = timeframe === '1d' ? dayMs : 0;
    const span = { interval, fromAt: startAt - slack, untilAt: endAt + slack };
    const { chart, passedAt } = await this.#ask(yahooSymbol(instrument), span, signal);
    const serverAt = passedAt ?? (chart ? at(chart.meta.regularMarketTime) : Number.NEGATIVE_INFINITY);
    const all = chart ? yahooRows(chart, timeframe) : [];
    const rows = all.filter(({ row: [openAt] }) => openAt >= startAt && openAt < endAt);
    return {
      rows: rawCandles(rows.map(one => one.row)),
      serverAt: chart ? overUntil(chart, timeframe, serverAt) : serverAt,
      nextAt: endAt < untilAt && endAt < serverAt ? endAt : undefined,
      adjustedClose: Float64Array.from(rows, one => one.adjustedClose),
      ...actionsOf(chart),
    };
  }

  async describe(symbol: string, signal: AbortSignal): Promise<Instrument | undefined> {
    const untilAt = this.#options.clock.now();
    const span = { interval: '1d', fromAt: untilAt - 7 * dayMs, untilAt } as const;
    const { chart } = await this.#ask(yahooGuess(symbol), span, signal).catch(unlistedAsEmpty);
    return chart ? described(chart) : undefined;
  }

  #ask(name: string, span: YahooSpan, signal: AbortSignal): Promise<YahooAnswer> {
    const { timeoutMs, origin } = this.#options;
    return askYahooChart(name, span, { source, timeoutMs, origin }, signal);
  }

  /** The part of a span that one call may ask for. @throws `data.no-history` when Yahoo keeps none of it any more */
  #window(timeframe: Timeframe, fromAt: number, untilAt: number) {
    const known = reach[timeframe];
    if (!known) {
      const valid = timeframes.join(', ');
      throw new QuaestorError('data.no-history', {
        en: `Yahoo has no ${timeframe} candles. It has: ${valid}.`,
        fr: `Yahoo n'a pas de bougies ${timeframe}. Il a : ${valid}.`,
      });
    }
    const { interval, pageDays, depthDays } = known;
    const firstAt = depthDays === undefined ? fromAt : this.#options.clock.now() - depthDays * dayMs;
    if (firstAt >= untilAt) {
      throw new QuaestorError('data.no-history', {
        en: `Yahoo keeps ${timeframe} candles for ${depthDays} days, and ${dayOf(untilAt)} is longer ago. Ask for 1d candles.`,
        fr: `Yahoo garde les bougies ${timeframe} pendant ${depthDays} jours, et le ${dayOf(untilAt)} est plus ancien. Demandez des bougies 1d.`,
      });
    }
    const startAt = Math.max(fromAt, firstAt);
    return { interval, startAt, endAt: Math.min(untilAt, startAt + pageDays * dayMs) };
  }
}

function actionsOf(chart: YahooChart | undefined): { splits: Split[]; dividends: Dividend[] } {
  const splits = chart?.events?.splits ?? [];
  const dividends = chart?.events?.dividends ?? [];
  return {
    splits: splits.map(one => ({ at: at(one.date), ratio: one.numerator / one.denominator })),
    dividends: dividends.map(one => ({ at: at(one.date), amount: one.amount })),
  };
}

function unlistedAsEmpty(thrown: unknown): YahooAnswer {
  if (thrown instanceof QuaestorError && thrown.code === 'data.unknown-symbol')
    return { chart: undefined, passedAt: undefined };
  throw thrown;
}

/** @throws `data.unknown-symbol` when it is of a kind, or trades by a calendar, that is not known here */
function described({ meta }: YahooChart): Instrument {
  const kind = kinds[meta.instrumentType];
  const name = meta.longName ?? meta.shortName ?? meta.symbol;
  const parsed = Instrument.safeParse({
    calendar: calendars[meta.exchangeTimezoneName],
    ...kind,
    symbol: symbolFromYahoo(meta.symbol, meta.instrumentType),
    name: { en: name, fr: name },
    nicknames: [],
    currency: meta.currency,
    tick: Number((10 ** -meta.priceHint).toFixed(meta.priceHint)),
    tradable: true,
  });
  if (parsed.success) return parsed.data;
  const { symbol, instrumentType, currency, exchangeTimezoneName: zone } = meta;
  throw new QuaestorError(
    'data.unknown-symbol',
    {
      en: `Yahoo lists "${symbol}" as ${instrumentType} in ${currency} on ${zone} time; only shares, funds and indices of New York and Paris, currencies and coins can be taken in.`,
      fr: `Yahoo cote « ${symbol} » comme ${instrumentType} en ${currency}, heure de ${zone} ; seuls les actions, fonds et indices de New York et de Paris, les devises et les cryptomonnaies peuvent être ajoutés.`,
    },
    { symbol, instrumentType, currency, zone },
    parsed.error,
  );
}
