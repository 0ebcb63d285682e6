import type { ServerResponse } from 'node:http';
import { type LoopbackServer, openLoopbackServer } from './loopback-server.ts';
import { FaultQueue, sendFault, type WireFault } from './wire-fault.ts';

/** A loopback server that speaks Yahoo's v8 chart form, in the year 2024. */
export interface FakeYahoo extends LoopbackServer {
  /** Its clock (UTC ms). */
  nowAt: number;
  /** False: it sends no Date header. */
  tellsDate: boolean;
  fault(...faults: WireFault[]): void;
  readonly faultsLeft: number;
  asked(): { name: string; query: URLSearchParams }[];
}

type Listed = {
  instrumentType: string;
  currency: string;
  zone: string;
  priceHint: number;
  longName?: string;
  /** Minutes after local midnight of the open and the close. */
  session: readonly [number, number];
  /** Where daily rows are stamped: with the open, or with local midnight. */
  stamp: 'open' | 'midnight';
  weekends?: boolean;
};

const newYork = {
  currency: 'USD',
  zone: 'America/New_York',
  priceHint: 2,
  session: [570, 960],
  stamp: 'open',
} as const;

const listed: Readonly<Record<string, Listed>> = {
  '^GSPC': { ...newYork, instrumentType: 'INDEX', longName: 'S&P 500' },
  '^VIX': { ...newYork, instrumentType: 'INDEX', longName: 'CBOE Volatility Index' },
  AAPL: { ...newYork, instrumentType: 'EQUITY', longName: 'Apple Inc.' },
  'BRK-B': { ...newYork, instrumentType: 'EQUITY', longName: 'Berkshire Hathaway Inc.' },
  'MC.PA': {
    instrumentType: 'EQUITY',
    currency: 'EUR',
    zone: 'Europe/Paris',
    priceHint: 2,
    longName: 'LVMH',
    session: [540, 1050],
    stamp: 'open',
  },
  'EURUSD=X': {
    instrumentType: 'CURRENCY',
    currency: 'USD',
    zone: 'Europe/London',
    priceHint: 4,
    session: [0, 1439],
    stamp: 'midnight',
  },
  'BTC-USD': {
    instrumentType: 'CRYPTOCURRENCY',
    currency: 'USD',
    zone: 'UTC',
    priceHint: 2,
    session: [0, 1439],
    stamp: 'midnight',
    weekends: true,
  },
  'ES=F': { ...newYork, instrumentType: 'FUTURE', stamp: 'midnight', session: [0, 1439] },
};

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Summer time of 2024 as the authorities decreed it (UTC): New York, Paris and London. */
const winterHours: Readonly<Record<string, number>> = { 'America/New_York': -5, 'Europe/Paris': 1, 'Europe/London': 0 };
const summer: Readonly<Record<string, readonly [number, number]>> = {
  'America/New_York': [Date.UTC(2024, 2, 10, 7), Date.UTC(2024, 10, 3, 6)],
  'Europe/Paris': [Date.UTC(2024, 2, 31, 1), Date.UTC(2024, 9, 27, 1)],
  'Europe/London': [Date.UTC(2024, 2, 31, 1), Date.UTC(2024, 9, 27, 1)],
};

function offsetOf(zone: string, at: number): number {
  const [from, until] = summer[zone] ?? [0, 0];
  return ((winterHours[zone] ?? 0) + (at >= from && at < until ? 1 : 0)) * 60 * minuteMs;
}

/** 2024-05-27, Memorial Day: Yahoo sends a row of nulls. */
const nullDay = Date.UTC(2024, 4, 27);
/** Four new shares of AAPL for one old one, and 0.24 a share. */
export const splitOn = Date.UTC(2024, 5, 10);
export const dividendOn = Date.UTC(2024, 4, 10);

export type DayFigures = { open: number; high: number; low: number; close: number; volume: number };

/** What a day ends up with, in closed form of its date: prices of 100 to 149. */
export function yahooDay(day: number): DayFigures {
  const n = day / dayMs;
  const [open, close] = [100 + (n % 50), 100 + ((n + 1) % 50)];
  return { open, high: Math.max(open, close) + 0.5, low: Math.min(open, close) - 0.5, close, volume: 1000 + (n % 7) };
}

/** The same while the session runs. */
export function runningDay(day: number): DayFigures {
  const { open } = yahooDay(day);
  return { open, high: open + 0.25, low: open - 0.25, close: open + 0.25, volume: 1 };
}

type Row = { at: number; figures: DayFigures | undefined };

const trades = (one: Listed, day: number): boolean =>
  one.weekends === true || ![0, 6].includes(new Date(day).getUTCDay());

function sessionOf(one: Listed, day: number): { openAt: number; closeAt: number } {
  const wall = (minutes: number): number => day + minutes * minuteMs - offsetOf(one.zone, day + minutes * minuteMs);
  return { openAt: wall(one.session[0]), closeAt: wall(one.session[1]) };
}

function dailyRow(one: Listed, day: number, nowAt: number): Row {
  const { openAt, closeAt } = sessionOf(one, day);
  const running = nowAt < closeAt;
  const stampAt = one.stamp === 'open' ? openAt : day - offsetOf(one.zone, day);
  const at = running ? Math.floor(nowAt / 1000) * 1000 : stampAt;
  if (day === nullDay) return { at, figures: undefined };
  return { at, figures: (running ? runningDay : yahooDay)(day) };
}

function* dailyRows(one: Listed, from: number, until: number, nowAt: number): Generator<Row> {
  for (let day = Math.floor(from / dayMs) * dayMs - dayMs; day < until + dayMs; day += dayMs) {
    if (!trades(one, day) || sessionOf(one, day).openAt > nowAt) continue;
    const row = dailyRow(one, day, nowAt);
    if (row.at >= from && row.at < until) yield row;
  }
}

/** Hours or minutes from the open on; the running one comes twice, the second time stamped with its last trade. */
function* intradayRows(one: Listed, stepMs: number, from: number, until: number, nowAt: number): Generator<Row> {
  for (let day = Math.floor(from / dayMs) * dayMs; day < until; day += dayMs) {
    const { openAt, closeAt } = sessionOf(one, day);
    for (let at = openAt; trades(one, day) && at < Math.min(closeAt, nowAt + 1); at += stepMs) {
      if (at >= from && at < until) yield { at, figures: yahooDay(Math.floor(at / stepMs) * dayMs) };
      const last = nowAt - 1000;
      if (at + stepMs > nowAt && last > at && last < until)
        yield { at: last, figures: { open: 150, high: 150, low: 150, close: 150, volume: 0 } };
    }
  }
}

const seconds = (at: number): number => Math.floor(at / 1000);

function metaOf(name: string, one: Listed, interval: string, nowAt: number) {
  const today = Math.floor((nowAt + offsetOf(one.zone, nowAt)) / dayMs) * dayMs;
  const { openAt, closeAt } = sessionOf(one, today);
  const gmtoffset = offsetOf(one.zone, nowAt) / 1000;
  const period = (start: number, end: number) => ({
    timezone: 'XXX',
    start: seconds(start),
    end: seconds(end),
    gmtoffset,
  });
  return {
    currency: one.currency,
    symbol: name,
    exchangeName: 'XXX',
    fullExchangeName: 'Exchange',
    instrumentType: one.instrumentType,
    firstTradeDate: 345_479_400,
    regularMarketTime: seconds(Math.min(nowAt, closeAt)),
    hasPrePostMarketData: true,
    gmtoffset,
    timezone: 'XXX',
    exchangeTimezoneName: one.zone,
    regularMarketPrice: 100,
    fiftyTwoWeekHigh: 150,
    fiftyTwoWeekLow: 99,
    ...(one.longName ? { longName: one.longName } : {}),
    chartPreviousClose: 100,
    priceHint: one.priceHint,
    currentTradingPeriod: {
      pre: period(openAt, openAt),
      regular: period(openAt, closeAt),
      post: period(closeAt, closeAt),
    },
    dataGranularity: interval,
    range: '',
    validRanges: ['1d', '5d', 'max'],
  };
}

function eventsOf(name: string, from: number, until: number) {
  const within = (at: number): boolean => name === 'AAPL' && at >= from && at < until;
  const [splitAt, paidAt] = [splitOn + 810 * minuteMs, dividendOn + 810 * minuteMs];
  const split = { date: seconds(splitAt), numerator: 4, denominator: 1, splitRatio: '4:1' };
  return {
    ...(within(splitAt) ? { splits: { [seconds(splitAt)]: split } } : {}),
    ...(within(paidAt) ? { dividends: { [seconds(paidAt)]: { amount: 0.24, date: seconds(paidAt) } } } : {}),
  };
}

const stepsMs: Readonly<Record<string, number>> = { '1m': minuteMs, '5m': 5 * minuteMs, '1h': 60 * minuteMs };

function chartOf(name: string, one: Listed, query: URLSearchParams, nowAt: number): object {
  const [from, until] = [Number(query.get('period1')) * 1000, Number(query.get('period2')) * 1000];
  const interval = query.get('interval') ?? '1d';
  const stepMs = stepsMs[interval];
  const rows = [...(stepMs ? intradayRows(one, stepMs, from, until, nowAt) : dailyRows(one, from, until, nowAt))];
  const column = (key: keyof DayFigures) => rows.map(({ figures }) => figures?.[key] ?? null);
  const noVolume = one.instrumentType === 'CURRENCY' || name === '^VIX';
  const quote = {
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: noVolume ? rows.map(() => 0) : column('volume'),
  };
  const events = eventsOf(name, from, until);
  return {
    meta: metaOf(name, one, interval, nowAt),
    ...(rows.length > 0 ? { timestamp: rows.map(row => seconds(row.at)) } : {}),
    ...(Object.keys(events).length > 0 ? { events } : {}),
    indicators: {
      quote: rows.length > 0 ? [quote] : [{}],
      ...(stepMs ? {} : { adjclose: [rows.length > 0 ? { adjclose: column('close') } : {}] }),
    },
  };
}

const errorBody = (code: string, description: string) => ({ chart: { result: null, error: { code, description } } });

/** Yahoo's own refusals of spans, in its words. */
function refusalOf(query: URLSearchParams, nowAt: number): [number, object] | undefined {
  const [period1, period2] = [Number(query.get('period1')), Number(query.get('period2'))];
  const span = `startTime=${period1} and endTime=${period2}`;
  if (period1 >= period2)
    return [400, errorBody('Bad Request', 'Invalid input - start date cannot be after end date.')];
  if (query.get('interval') !== '1m') return undefined;
  if (period2 - period1 > 8 * 86_400)
    return [
      422,
      errorBody(
        'Unprocessable Entity',
        `1m data not available for ${span}. Only 8 days worth of 1m granularity data are allowed to be fetched per request.`,
      ),
    ];
  if (period1 < nowAt / 1000 - 30 * 86_400)
    return [
      422,
      errorBody(
        'Unprocessable Entity',
        `1m data not available for ${span}. The requested range must be within the last 30 days.`,
      ),
    ];
  return undefined;
}

/** Opens the server with its clock at `nowAt`. */
export async function openFakeYahoo(nowAt: number): Promise<FakeYahoo> {
  const faults = new FaultQueue();
  const readPath = (path: string) => {
    const { pathname, searchParams } = new URL(path, 'http://yahoo');
    return { name: decodeURIComponent(pathname.replace('/v8/finance/chart/', '')), query: searchParams };
  };
  const server = await openLoopbackServer((request, response) => {
    const { name, query } = readPath(request.path);
    const send = (status: number, body: object): void => sendJson(response, status, yahoo, body);
    const one = listed[name];
    if (!one) return send(404, errorBody('Not Found', 'No data found, symbol may be delisted'));
    const body = { chart: { result: [chartOf(name, one, query, yahoo.nowAt)], error: null } };
    const fault = faults.next('chart');
    if (fault) return sendFault(response, fault, JSON.stringify(body));
    const refusal = refusalOf(query, yahoo.nowAt);
    return refusal ? send(...refusal) : send(200, body);
  });
  const yahoo: FakeYahoo = {
    ...server,
    nowAt,
    tellsDate: true,
    fault: (...given) => faults.add('chart', ...given),
    get faultsLeft() {
      return faults.left;
    },
    asked: () => server.requests.map(one => readPath(one.path)),
  };
  return yahoo;
}

function sendJson(response: ServerResponse, status: number, { nowAt, tellsDate }: FakeYahoo, body: object): void {
  response.sendDate = false;
  const date = tellsDate ? { date: new Date(nowAt).toUTCString() } : {};
  response.writeHead(status, { 'content-type': 'application/json;charset=utf-8', ...date }).end(JSON.stringify(body));
}
