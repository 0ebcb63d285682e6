import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { standingClock } from '../../../config/clock.ts';
import { asQuaestorError, type QuaestorError } from '../../../config/errors.ts';
import { type Candle, dayOf, type Timeframe } from '../../../data/candle.ts';
import { Instrument } from '../../../data/instrument.ts';
import { InstrumentRegistry } from '../../../data/instrument-registry.ts';
import { download } from '../../../data/market/download.ts';
import { candleOf, rawRow } from '../../../data/market/raw-rows.ts';
import { type YahooPage, YahooSource } from '../../../data/market/yahoo-source.ts';
import {
  dividendOn,
  type FakeYahoo,
  openFakeYahoo,
  runningDay,
  splitOn,
  yahooDay,
} from '../../kit/fake-yahoo-server.ts';
import { MemorySink } from '../../kit/memory-sink.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const forever = new AbortController().signal;
const registry = new InstrumentRegistry();

/** Tuesday 2024-06-18, 11:40 in New York: the session runs. */
const nowAt = Date.UTC(2024, 5, 18, 15, 40, 30);

let yahoo: FakeYahoo;
beforeEach(async () => {
  yahoo = await openFakeYahoo(nowAt);
});
afterEach(() => yahoo.close());

const sourceWith = (over: { localAt?: number } = {}) =>
  new YahooSource({
    timeoutMs: 5000,
    clock: standingClock(over.localAt ?? nowAt),
    origin: yahoo.origin,
  });

const page = (symbol: string, fromAt: number, untilAt: number, timeframe: Timeframe = '1d', source = sourceWith()) =>
  source.page({ instrument: registry.adopt(symbol), timeframe, fromAt, untilAt }, forever);

const candlesOf = ({ rows }: YahooPage): Candle[] =>
  Array.from({ length: rows.length }, (_, i) => candleOf(rawRow(rows, i)));

const days = (result: YahooPage): string[] => candlesOf(result).map(one => dayOf(one.openAt));

async function faultOf(work: Promise<unknown>): Promise<QuaestorError> {
  try {
    await work;
  } catch (thrown) {
    return asQuaestorError(thrown);
  }
  throw new Error('nothing was thrown');
}

describe('daily candles of Yahoo', () => {
  it('are stamped 00:00 UTC of their date, in summer and in winter time', async () => {
    const result = await page('SPX', Date.UTC(2024, 2, 7), Date.UTC(2024, 2, 13));
    expect(candlesOf(result)).toEqual(
      [7, 8, 11, 12].map(day => ({ openAt: Date.UTC(2024, 2, day), ...yahooDay(Date.UTC(2024, 2, day)) })),
    );
    expect(result.nextAt).toBeUndefined();
  });

  it('of a market whose midnight lies on the evening before in UTC keep their own date', async () => {
    expect(days(await page('EUR/USD', Date.UTC(2024, 2, 28), Date.UTC(2024, 3, 4)))).toEqual([
      '2024-03-28',
      '2024-03-29',
      '2024-04-01',
      '2024-04-02',
      '2024-04-03',
    ]);
  });

  it('leave out days on which nothing was traded', async () => {
    expect(days(await page('SPX', Date.UTC(2024, 4, 24), Date.UTC(2024, 4, 30)))).toEqual([
      '2024-05-24',
      '2024-05-28',
      '2024-05-29',
    ]);
  });

  it('end with the day that still runs, stamped by Yahoo with its last trade: it is not over', async () => {
    const result = await page('SPX', Date.UTC(2024, 5, 17), nowAt + dayMs);
    const today = Date.UTC(2024, 5, 18);
    expect(candlesOf(result)).toEqual([
      { openAt: today - dayMs, ...yahooDay(today - dayMs) },
      { openAt: today, ...runningDay(today) },
    ]);
    expect([result.serverAt, result.nextAt]).toEqual([nowAt - 30_000 + 28_000, undefined]);
  });

  it('of a session that runs past midnight UTC are not over at midnight', async () => {
    yahoo.nowAt = Date.UTC(2024, 5, 19, 2);
    const result = await page('ES', Date.UTC(2024, 5, 17), yahoo.nowAt + dayMs);
    expect(days(result)).toEqual(['2024-06-17', '2024-06-18']);
    expect(result.serverAt, 'held back before the end of the day whose session runs').toBe(Date.UTC(2024, 5, 19) - 1);
    yahoo.nowAt = Date.UTC(2024, 5, 19, 4);
    const later = await page('ES', Date.UTC(2024, 5, 17), yahoo.nowAt + dayMs);
    expect(later.serverAt).toBeGreaterThan(Date.UTC(2024, 5, 19));
  });

  it.each([
    ['a day fast', dayMs],
    ['six hours slow', -6 * hourMs],
  ])('do not mind that the clock of this machine is %s', async (_what, offMs) => {
    const source = sourceWith({ localAt: nowAt + offMs });
    expect((await page('SPX', nowAt - 5 * dayMs, nowAt, '1d', source)).serverAt).toBe(nowAt - 2000 - (nowAt % 1000));
  });

  it('are judged by the last trade where no Date header came', async () => {
    yahoo.tellsDate = false;
    expect((await page('SPX', nowAt - 5 * dayMs, nowAt)).serverAt).toBe(Math.floor(nowAt / 1000) * 1000);
  });

  it('of an index without volume have none', async () => {
    expect(candlesOf(await page('VIX', nowAt - 5 * dayMs, nowAt)).map(one => one.volume)).toEqual([0, 0, 0]);
  });

  it('come ten years a call', async () => {
    const from = Date.UTC(2000, 0, 1);
    expect((await page('SPX', from, nowAt)).nextAt).toBe(from + 3650 * dayMs);
  });
});

describe('intraday candles of Yahoo', () => {
  it('start with the session, and the last trade belongs to the hour that runs', async () => {
    const opened = Date.UTC(2024, 5, 18, 13, 30);
    const candles = candlesOf(await page('SPX', opened, nowAt + dayMs, '1h'));
    expect(candles.map(one => one.openAt)).toEqual([opened, opened + hourMs, opened + 2 * hourMs]);
    expect(candles.at(-1)).toMatchObject({ close: 150, high: 150 });
    const hour = yahooDay(Math.floor((opened + 2 * hourMs) / hourMs) * dayMs);
    expect(candles.at(-1), 'the rest is of the hour').toMatchObject({
      open: hour.open,
      low: hour.low,
      volume: hour.volume,
    });
  });

  it('of one minute come seven days a call, and go back 29 days', async () => {
    const result = await page('SPX', nowAt - 90 * dayMs, nowAt, '1m');
    expect(result.nextAt).toBe(nowAt - 22 * dayMs);
    const { query } = yahoo.asked()[0] ?? { query: new URLSearchParams() };
    expect([query.get('period1'), query.get('period2')].map(Number)).toEqual(
      [nowAt - 29 * dayMs, nowAt - 22 * dayMs].map(one => Math.floor(one / 1000)),
    );
    expect(query.get('includePrePost'), 'trades before the open and after the close are another market').toBe('false');
  });

  it('of a time that Yahoo has forgotten are refused with what it keeps', async () => {
    expect(await faultOf(page('SPX', Date.UTC(2020, 0, 1), Date.UTC(2020, 1, 1), '1m'))).toMatchObject({
      code: 'data.no-history',
      message: expect.stringMatching(/keeps 1m candles for 29 days, and 2020-02-01/),
    });
    expect(yahoo.asked(), 'nothing was asked').toEqual([]);
  });

  it('of a length that Yahoo has not are refused with those that it has', async () => {
    expect(await faultOf(page('SPX', nowAt - dayMs, nowAt, '4h'))).toMatchObject({
      code: 'data.no-history',
      message: expect.stringContaining('1m, 5m, 15m, 30m, 1h, 1d'),
    });
  });
});

describe('names', () => {
  const names: [string, string][] = [
    ['SPX', '^GSPC'],
    ['VIX', '^VIX'],
    ['CAC', '^FCHI'],
    ['TNX', '^TNX'],
    ['DXY', 'DX-Y.NYB'],
    ['ES', 'ES=F'],
    ['EUR/USD', 'EURUSD=X'],
    ['BTC/USD', 'BTC-USD'],
    ['AAPL', 'AAPL'],
    ['BRK.B', 'BRK-B'],
    ['MC.PA', 'MC.PA'],
  ];

  it.each(names)('%s is %s at Yahoo', async (symbol, name) => {
    await page(symbol, nowAt - 5 * dayMs, nowAt).catch(() => undefined);
    expect(yahoo.asked()[0]?.name).toBe(name);
  });

  it('of coins that are priced in coins are none of Yahoo', () => {
    const source = sourceWith();
    const fitting = ['SPX', 'EUR/USD', 'BTC/USD', 'BTC/USDT'].map(one => source.fits(registry.resolve(one)));
    expect(fitting).toEqual([true, true, true, false]);
  });
});

describe('splits and dividends', () => {
  const span = [Date.UTC(2024, 4, 1), Date.UTC(2024, 5, 14)] as const;

  it('come with the page, and the price of every row that is adjusted for both', async () => {
    const { splits, dividends, rows, adjustedClose } = await page('AAPL', ...span);
    const open = 13 * hourMs + 30 * minuteMs;
    expect([splits, dividends]).toEqual([
      [{ at: splitOn + open, ratio: 4 }],
      [{ at: dividendOn + open, amount: 0.24 }],
    ]);
    expect(adjustedClose).toEqual(rows.close);
    expect(await page('SPX', ...span)).toMatchObject({ splits: [], dividends: [] });
  });
});

describe('what Yahoo knows of an instrument', () => {
  it.each([
    ['AAPL', { symbol: 'AAPL', assetClass: 'equity', calendar: 'NYSE', currency: 'USD', tick: 0.01, lot: 1 }],
    ['mc.pa', { symbol: 'MC.PA', assetClass: 'equity', calendar: 'EURONEXT', currency: 'EUR' }],
    ['EUR/USD', { symbol: 'EUR/USD', assetClass: 'currency', calendar: 'FOREX', tick: 0.0001 }],
    ['BTC/USD', { symbol: 'BTC/USD', assetClass: 'crypto', calendar: '24/7', daysPerYear: 365 }],
    ['SPX', { symbol: 'SPX', assetClass: 'index' }],
    ['BRK.B', { symbol: 'BRK.B', name: { en: 'Berkshire Hathaway Inc.', fr: 'Berkshire Hathaway Inc.' } }],
  ])('describes %s', async (given, expected) => {
    const described = await sourceWith().describe(given, forever);
    expect(Instrument.parse(described)).toMatchObject(expected);
  });

  it('does not describe what it does not list, and refuses what cannot be taken in', async () => {
    expect(await sourceWith().describe('NOPE', forever)).toBeUndefined();
    expect(await faultOf(sourceWith().describe('ES', forever))).toMatchObject({
      code: 'data.unknown-symbol',
      message: expect.stringContaining('as FUTURE in USD on America/New_York time'),
    });
  });
});

describe('a download from Yahoo', () => {
  it('has every closed day once, whatever page it came in, waits a minute after a limit, and gives the running day apart', async () => {
    const fromAt = Date.UTC(2024, 0, 2);
    yahoo.fault({ status: 429, body: 'Too Many Requests' });
    const waits: number[] = [];
    const sink = new MemorySink();
    const request = { instrument: registry.resolve('SPX'), timeframe: '1d', fromAt, untilAt: nowAt + dayMs } as const;
    const sleep = (ms: number) => Promise.resolve(waits.push(ms));
    const { live } = await download(sourceWith(), request, sink, { sleep });
    const expected: number[] = [];
    for (let day = fromAt; day < Date.UTC(2024, 5, 18); day += dayMs)
      if (![0, 6].includes(new Date(day).getUTCDay()) && day !== Date.UTC(2024, 4, 27)) expected.push(day);
    expect(sink.rows.map(row => row[0])).toEqual(expected);
    expect(live).toEqual({ openAt: Date.UTC(2024, 5, 18), ...runningDay(Date.UTC(2024, 5, 18)) });
    expect(waits).toEqual([60_000]);
  });
});
