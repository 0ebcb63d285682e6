import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { standingClock } from '../../../config/clock.ts';
import { asQuaestorError, type QuaestorError } from '../../../config/errors.ts';
import { Instrument } from '../../../data/instrument.ts';
import { InstrumentRegistry } from '../../../data/instrument-registry.ts';
import { CcxtSource } from '../../../data/market/ccxt-source.ts';
import { candleOf, rawRow } from '../../../data/market/raw-rows.ts';
import {
  type FakeExchange,
  listedAt,
  openFakeExchange,
  runningCandle,
  venueCandle,
} from '../../kit/fake-exchange-server.ts';
import type { WireFault } from '../../kit/wire-fault.ts';

const hourMs = 3_600_000;
const nowAt = Date.UTC(2024, 0, 3, 12, 20);
const btc = new InstrumentRegistry().resolve('BTC/USDT');
const forever = new AbortController().signal;

let venue: FakeExchange;
beforeEach(async () => {
  venue = await openFakeExchange(nowAt);
});
afterEach(() => venue.close());

const sourceWith = (over: { exchange?: string; localAt?: number; timeoutMs?: number } = {}) =>
  new CcxtSource({
    exchange: over.exchange ?? 'binance',
    timeoutMs: over.timeoutMs ?? 5000,
    clock: standingClock(over.localAt ?? nowAt),
    origin: venue.origin,
  });

const hours = (source: CcxtSource, fromAt: number, untilAt: number) =>
  source.page({ instrument: btc, timeframe: '1h', fromAt, untilAt }, forever);

async function faultOf(work: Promise<unknown>): Promise<QuaestorError> {
  try {
    await work;
  } catch (thrown) {
    return asQuaestorError(thrown);
  }
  throw new Error('nothing was thrown');
}

describe('a page of a venue', () => {
  it('has the candles from the first asked for, oldest first, in the figures of the wire', async () => {
    const { rows, nextAt, serverAt } = await hours(sourceWith(), listedAt, listedAt + 3 * hourMs);
    expect([rows.length, nextAt]).toEqual([3, undefined]);
    expect([0, 1, 2].map(i => candleOf(rawRow(rows, i)))).toEqual(
      [0, 1, 2].map(i => venueCandle(listedAt + i * hourMs, '1h')),
    );
    expect(serverAt, 'the clock of the venue').toBe(nowAt);
  });

  it('leads to the next one where the venue gives no more rows at once', async () => {
    venue.mostRows = 10;
    const { rows, nextAt } = await hours(sourceWith(), listedAt, listedAt + 24 * hourMs);
    expect([rows.length, nextAt]).toEqual([10, listedAt + 10 * hourMs]);
  });

  it('asks for no more rows than fit, and for 1000 at most', async () => {
    const source = sourceWith();
    await hours(source, listedAt, listedAt + 3 * hourMs);
    await source.page({ instrument: btc, timeframe: '1m', fromAt: listedAt, untilAt: nowAt }, forever);
    expect(venue.asked('klines').map(one => [one.get('limit'), one.get('startTime')])).toEqual([
      ['3', String(listedAt)],
      ['1000', String(listedAt)],
    ]);
  });

  it('ends with the running candle, which the clock of the venue tells from a closed one', async () => {
    const openAt = Date.UTC(2024, 0, 3, 12);
    const { rows, serverAt, nextAt } = await hours(sourceWith(), openAt - hourMs, nowAt + 24 * hourMs);
    expect(candleOf(rawRow(rows, 1))).toEqual(runningCandle(openAt, '1h'));
    expect([serverAt < openAt + hourMs, nextAt]).toEqual([true, undefined]);
  });

  it.each([
    ['seven minutes fast', 7],
    ['a day slow', -1440],
    ['an hour fast', 60],
  ])('does not mind that the clock of this machine is %s', async (_what, minutes) => {
    const source = sourceWith({ localAt: nowAt + minutes * 60_000 });
    expect((await hours(source, nowAt - 5 * hourMs, nowAt + hourMs)).serverAt).toBe(nowAt);
  });

  it('asks the venue for its time before the figures, and not again for what is long over', async () => {
    const source = sourceWith();
    for (let i = 0; i < 3; i += 1) await hours(source, listedAt + i * hourMs, listedAt + (i + 2) * hourMs);
    expect(venue.asked('time')).toHaveLength(1);
    await hours(source, nowAt - hourMs, nowAt + hourMs);
    expect(venue.asked('time'), 'the newest candle may be open').toHaveLength(2);
    const kinds = venue.requests.map(one => one.path.replace(/\?.*/, '').split('/').at(-1));
    expect(kinds.slice(-2)).toEqual(['time', 'klines']);
  });

  it('is empty for a market in which nobody traded, and that is the end', async () => {
    venue.traded = false;
    const { rows, nextAt } = await hours(sourceWith(), listedAt, nowAt);
    expect([rows.length, nextAt]).toEqual([0, undefined]);
  });

  it('before the listing starts with the first candle there is', async () => {
    const { rows } = await hours(sourceWith(), listedAt - 10 * hourMs, listedAt + 2 * hourMs);
    expect(rows.openAt[0]).toBe(listedAt);
  });
});

const tooMany =
  '{"code":-1003,"msg":"Too much request weight used; current limit is 6000 request weight per 1 MINUTE."}';

describe('a bad answer of a venue', () => {
  const cases: [string, WireFault, Partial<QuaestorError>][] = [
    ['429', { status: 429, body: tooMany, headers: { 'retry-after': '7' } }, { code: 'provider.rate-limited' }],
    ['418', { status: 418, body: tooMany, headers: { 'retry-after': '120' } }, { code: 'provider.rate-limited' }],
    ['the code of a limit with status 400', { status: 400, body: tooMany }, { code: 'provider.rate-limited' }],
    ['500', { status: 500, body: '{}' }, { code: 'provider.unavailable' }],
    ['503 as a web page', { status: 503, body: '<html>' }, { code: 'provider.unavailable' }],
    ['half a body', 'truncated', { code: 'provider.unavailable' }],
    ['a connection that dies', 'cut-off', { code: 'provider.unavailable' }],
    ['a web page', 'html', { code: 'provider.unavailable' }],
    ['nothing', 'empty-body', { code: 'provider.unavailable' }],
    ['451', { status: 451, body: '{"code":0,"msg":"restricted location"}' }, { code: 'provider.refused' }],
    ['403', { status: 403, body: '<html>' }, { code: 'provider.refused' }],
    ['a fault that it names', { status: 400, body: '{"code":-1100,"msg":"Illegal"}' }, { code: 'provider.refused' }],
    [
      'no such symbol',
      { status: 400, body: '{"code":-1121,"msg":"Invalid symbol."}' },
      { code: 'data.unknown-symbol' },
    ],
  ];

  it.each(cases)(
    '%s is an error of ours in both languages, and the next answer is fine',
    async (_what, fault, error) => {
      const source = sourceWith();
      venue.fault('klines', fault);
      const thrown = await faultOf(hours(source, listedAt, listedAt + hourMs));
      expect(thrown).toMatchObject(error);
      expect(thrown.text?.fr).toMatch(/ccxt:binance/);
      expect(thrown.message).toMatch(/ccxt:binance/);
      expect((await hours(source, listedAt, listedAt + hourMs)).rows.length).toBe(1);
      expect(venue.faultsLeft).toBe(0);
    },
  );

  it('says how long a limit lasts: in seconds, or until a date on the clock of the venue', async () => {
    const source = sourceWith();
    venue.fault('klines', { status: 429, body: tooMany, headers: { 'retry-after': '7' } });
    expect((await faultOf(hours(source, listedAt, nowAt))).details).toMatchObject({ retryAfterMs: 7000, status: 429 });
    const date = new Date(nowAt).toUTCString();
    const until = new Date(nowAt + 90_000).toUTCString();
    venue.fault('klines', { status: 418, body: tooMany, headers: { date, 'retry-after': until } });
    expect((await faultOf(hours(source, listedAt, nowAt))).details).toMatchObject({
      retryAfterMs: 90_000,
      status: 418,
    });
    venue.fault('klines', { status: 429, body: tooMany });
    expect((await faultOf(hours(source, listedAt, nowAt))).details, 'not told').not.toHaveProperty('retryAfterMs');
  });

  it('no answer at all is a timeout', async () => {
    const source = sourceWith({ timeoutMs: 300 });
    await source.describe('BTC/USDT', forever);
    venue.fault('klines', 'hang');
    expect(await faultOf(hours(source, listedAt, nowAt))).toMatchObject({ code: 'provider.timeout', retryable: true });
  });

  it('a market list that fails is asked for again', async () => {
    const source = sourceWith();
    venue.fault('exchangeInfo', { status: 502 });
    expect((await faultOf(hours(source, listedAt, nowAt))).code).toBe('provider.unavailable');
    expect((await hours(source, listedAt, listedAt + hourMs)).rows.length).toBe(1);
  });

  it('a venue that is not there is unavailable', async () => {
    const source = sourceWith();
    await venue.close();
    expect((await faultOf(hours(source, listedAt, nowAt))).code).toBe('provider.unavailable');
  });

  it('a call that is stopped ends at once with the reason', async () => {
    const source = sourceWith();
    await source.describe('BTC/USDT', forever);
    venue.fault('klines', 'hang');
    const controller = new AbortController();
    const page = source.page({ instrument: btc, timeframe: '1h', fromAt: listedAt, untilAt: nowAt }, controller.signal);
    controller.abort(new Error('stop'));
    await expect(page).rejects.toThrow('stop');
  });

  it('a call that was stopped before asks nothing', async () => {
    await expect(sourceWith().describe('BTC/USDT', AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
    expect(venue.requests).toEqual([]);
  });
});

describe('the market list of a venue', () => {
  it('describes an instrument, whatever way its name is written', async () => {
    const source = sourceWith();
    for (const given of ['SOL/USDT', 'sol/usdt', 'SOLUSDT', 'sol-usdt']) {
      const described = await source.describe(given, forever);
      expect(Instrument.parse(described)).toEqual({
        symbol: 'SOL/USDT',
        name: { en: 'SOL in USDT', fr: 'SOL en USDT' },
        nicknames: ['solusdt', 'sol-usdt'],
        assetClass: 'crypto',
        currency: 'USD',
        tick: 0.01,
        lot: 0.001,
        calendar: '24/7',
        daysPerYear: 365,
        tradable: true,
      });
    }
    expect(await source.describe('ETH/BTC', forever)).toMatchObject({ currency: 'BTC', tick: 0.00001, lot: 0.0001 });
    expect(venue.asked('exchangeInfo'), 'one list serves all').toHaveLength(1);
  });

  it('does not know what is not in it', async () => {
    const source = sourceWith();
    expect(await source.describe('NOPE/USDT', forever)).toBeUndefined();
    const nope = { ...btc, symbol: 'NOPE/USDT' };
    const page = source.page({ instrument: nope, timeframe: '1h', fromAt: listedAt, untilAt: nowAt }, forever);
    expect(await faultOf(page)).toMatchObject({
      code: 'data.unknown-symbol',
      message: expect.stringContaining('ccxt:binance does not list "NOPE/USDT"'),
    });
  });

  it('refuses a pair whose prices are in a coin that is no currency of an account', async () => {
    expect(await faultOf(sourceWith().describe('WIF/DOGE', forever))).toMatchObject({
      code: 'data.unknown-symbol',
      message: expect.stringContaining('priced in DOGE'),
    });
  });
});

describe('a venue', () => {
  it('is named as the provider of its series, and fits pairs of coins only', () => {
    const registry = new InstrumentRegistry();
    const source = sourceWith();
    expect(source.name).toBe('ccxt:binance');
    expect(['BTC/USDT', 'ETH/USD', 'EUR/USD', 'SPX', 'AAPL'].map(one => source.fits(registry.resolve(one)))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('that ccxt does not know is refused with the near name and the valid ones', async () => {
    expect((await faultOf(sourceWith({ exchange: 'krakn' }).describe('BTC/USDT', forever))).text).toEqual({
      en: expect.stringContaining('is "krakn", which ccxt does not know. Did you mean "kraken"? Valid: '),
      fr: expect.stringContaining('« krakn », que ccxt ne connaît pas. Vouliez-vous dire « kraken » ?'),
    });
  });

  it('says which timeframes it has', async () => {
    const source = sourceWith();
    await source.describe('BTC/USDT', forever);
    expect(source.timeframes, 'Binance has all of ours').toHaveLength(13);
  });
});

describe('order flow of a venue', () => {
  it('trades have the side that crossed the spread: the buyer was the maker, so it was a sale', async () => {
    expect(await sourceWith().trades('BTC/USDT', nowAt - 2500)).toEqual([
      { at: nowAt - 2000, price: 101, quantity: 0.5, side: 'sell' },
      { at: nowAt - 1000, price: 102, quantity: 0.5, side: 'buy' },
    ]);
  });

  it('the book has its best levels first, at the instant of the venue', async () => {
    expect(await sourceWith({ localAt: nowAt + hourMs }).depth('BTC/USDT', 2)).toEqual({
      at: nowAt,
      bids: [
        [99.99, 2],
        [99.98, 3],
      ],
      asks: [
        [100.01, 1],
        [100.02, 5],
      ],
    });
  });

  it('fails as candles do', async () => {
    const source = sourceWith();
    venue.fault('aggTrades', { status: 429, body: tooMany });
    expect((await faultOf(source.trades('BTC/USDT', nowAt - 1000))).code).toBe('provider.rate-limited');
    expect((await faultOf(source.depth('NOPE/USDT', 5))).code).toBe('data.unknown-symbol');
  });
});
