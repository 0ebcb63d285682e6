import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { standingClock } from '../../../config/clock.ts';
import { InstrumentRegistry } from '../../../data/instrument-registry.ts';
import { CcxtSource } from '../../../data/market/ccxt-source.ts';
import { download } from '../../../data/market/download.ts';
import { type LoopbackServer, openLoopbackServer } from '../../kit/loopback-server.ts';
import { MemorySink } from '../../kit/memory-sink.ts';

const hourMs = 3_600_000;
const instrument = new InstrumentRegistry().resolve('BTC/USD');
const nowAt = Date.UTC(2024, 0, 10, 12, 30);
/** The first candle of the venue, and an outage of 2,000 hours later on. */
const firstAt = nowAt - 4000.5 * hourMs;
const outage = [firstAt + 500 * hourMs, firstAt + 2500 * hourMs] as const;

const markets = [
  {
    ...{
      name: 'BTC/USD',
      market_symbol: 'btcusd',
      market_type: 'SPOT',
      trading: 'Enabled',
      description: 'Bitcoin / U.S. dollar',
    },
    ...{ base_currency: 'BTC', base_decimals: 8, counter_currency: 'USD', counter_decimals: 0 },
    ...{ minimum_order_value: '10', instant_order_counter_decimals: 2, instant_and_market_orders: 'Enabled' },
  },
];

/** Hours within [start, end] (s) in Bitstamp's form: a window, however many or few candles are in it. */
function ohlc(query: URLSearchParams) {
  const [start, end] = [Number(query.get('start')) * 1000, Number(query.get('end')) * 1000];
  const rows: object[] = [];
  for (let at = Math.max(firstAt, start); at <= Math.min(end, nowAt); at += hourMs) {
    if (at >= outage[0] && at < outage[1]) continue;
    rows.push({ timestamp: String(at / 1000), open: '1', high: '2', low: '0.5', close: '1.5', volume: '3' });
  }
  return { data: { pair: 'BTC/USD', ohlc: rows } };
}

let venue: LoopbackServer;
let tellsDate = true;
beforeEach(async () => {
  tellsDate = true;
  venue = await openLoopbackServer((request, response) => {
    const { pathname, searchParams } = new URL(request.path, 'http://venue');
    const body = pathname === '/api/v2/markets/' ? markets : ohlc(searchParams);
    response.sendDate = false;
    const date = tellsDate ? { date: new Date(nowAt).toUTCString() } : {};
    response.writeHead(200, { 'content-type': 'application/json', ...date }).end(JSON.stringify(body));
  });
});
afterEach(() => venue.close());

const sourceAt = (localAt: number) =>
  new CcxtSource({ exchange: 'bitstamp', timeoutMs: 5000, clock: standingClock(localAt), origin: venue.origin });

describe('a venue that gives a window of time and tells its own time in the header alone', () => {
  it('has every closed candle in the end, through windows without any', async () => {
    const sink = new MemorySink();
    const request = { instrument, timeframe: '1h', fromAt: firstAt - 1500 * hourMs, untilAt: nowAt + hourMs } as const;
    const { live } = await download(sourceAt(nowAt + 48 * hourMs), request, sink);
    const starts = sink.rows.map(row => row[0]);
    expect([starts.length, starts[0], starts.at(-1)]).toEqual([2000, firstAt, nowAt - 1.5 * hourMs]);
    expect(live?.openAt, 'though the clock of this machine is two days fast').toBe(nowAt - 0.5 * hourMs);
  });

  it('is judged by the clock of this machine only where it tells no time at all', async () => {
    const signal = new AbortController().signal;
    const request = { instrument, timeframe: '1h', fromAt: nowAt - 3 * hourMs, untilAt: nowAt } as const;
    const local = nowAt + 48 * hourMs;
    expect((await sourceAt(local).page(request, signal)).serverAt).toBe(nowAt - 2000);
    tellsDate = false;
    expect((await sourceAt(local).page(request, signal)).serverAt).toBe(local);
  });
});
