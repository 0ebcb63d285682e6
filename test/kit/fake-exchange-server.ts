import type { ServerResponse } from 'node:http';
import { type Candle, type Timeframe, timeframeMs } from '../../data/candle.ts';
import { type LoopbackServer, openLoopbackServer } from './loopback-server.ts';
import { FaultQueue, sendFault, type WireFault } from './wire-fault.ts';

/** A loopback venue that speaks Binance's spot REST API. */
export interface FakeExchange extends LoopbackServer {
  /** The venue's own clock (UTC ms). */
  nowAt: number;
  /** Rows of one answer at most: Binance's 1000, or fewer for short tests. */
  mostRows: number;
  /** False: listed, and never traded. */
  traded: boolean;
  /** Makes the next answers to a kind of request (`klines`, `exchangeInfo`, `time`, `aggTrades`, `depth`) bad. */
  fault(kind: string, ...faults: WireFault[]): void;
  readonly faultsLeft: number;
  /** Told of every request before it is answered. */
  heard: ((kind: string) => void) | undefined;
  /** Requests of one kind so far, as their query. */
  asked(kind: string): URLSearchParams[];
}

const listed = [
  { symbol: 'BTCUSDT', baseAsset: 'BTC', quoteAsset: 'USDT', tickSize: '0.01000000', stepSize: '0.00001000' },
  { symbol: 'ETHBTC', baseAsset: 'ETH', quoteAsset: 'BTC', tickSize: '0.00001000', stepSize: '0.00010000' },
  { symbol: 'SOLUSDT', baseAsset: 'SOL', quoteAsset: 'USDT', tickSize: '0.01000000', stepSize: '0.00100000' },
  { symbol: 'WIFDOGE', baseAsset: 'WIF', quoteAsset: 'DOGE', tickSize: '0.01000000', stepSize: '0.10000000' },
] as const;

/** The venue's first candle: 2024-01-01. */
export const listedAt = Date.UTC(2024, 0, 1);

/** The candle that the venue ends up with, in closed form of its start: prices of 100 to 149, volumes of 10 to 12. */
export function venueCandle(openAt: number, timeframe: Timeframe): Candle {
  const n = Math.floor(openAt / timeframeMs[timeframe]);
  const [open, close] = [100 + (n % 50), 100 + ((n + 1) % 50)];
  const [high, low] = [Math.max(open, close) + 0.5, Math.min(open, close) - 0.5];
  return { openAt, open, high, low, close, volume: 10 + (n % 3) };
}

/** The same while it runs: other figures, so that a test sees when one of these was stored. */
export function runningCandle(openAt: number, timeframe: Timeframe): Candle {
  const { open } = venueCandle(openAt, timeframe);
  return { openAt, open, high: open + 0.25, low: open - 0.25, close: open + 0.25, volume: 1 };
}

const text = (value: number): string => value.toFixed(8);

function kline(openAt: number, timeframe: Timeframe, nowAt: number) {
  const over = openAt + timeframeMs[timeframe] <= nowAt;
  const { open, high, low, close, volume } = (over ? venueCandle : runningCandle)(openAt, timeframe);
  const closeTime = openAt + timeframeMs[timeframe] - 1;
  return [openAt, text(open), text(high), text(low), text(close), text(volume), closeTime, '1.0', 5, '1.0', '1.0', '0'];
}

/** startTime and endTime bound the start of a candle, both inclusive; without startTime the newest come. */
function klines(query: URLSearchParams, venue: FakeExchange): unknown[] {
  const timeframe = query.get('interval') as Timeframe;
  const step = timeframeMs[timeframe];
  const limit = Math.min(venue.mostRows, Number(query.get('limit') ?? 500));
  const lastAt =
    Math.floor(Math.min(venue.nowAt, Number(query.get('endTime') ?? Number.POSITIVE_INFINITY)) / step) * step;
  const newest = lastAt - (limit - 1) * step;
  const firstAt = Math.max(listedAt, Math.ceil(Number(query.get('startTime') ?? newest) / step) * step);
  const rows: unknown[] = [];
  for (let at = firstAt; at <= lastAt && rows.length < limit && venue.traded; at += step)
    rows.push(kline(at, timeframe, venue.nowAt));
  return rows;
}

const marketOf = ({ symbol, baseAsset, quoteAsset, tickSize, stepSize }: (typeof listed)[number]) => ({
  symbol,
  status: 'TRADING',
  baseAsset,
  baseAssetPrecision: 8,
  quoteAsset,
  quotePrecision: 8,
  quoteAssetPrecision: 8,
  orderTypes: ['LIMIT', 'MARKET'],
  icebergAllowed: true,
  ocoAllowed: true,
  isSpotTradingAllowed: true,
  isMarginTradingAllowed: false,
  filters: [
    { filterType: 'PRICE_FILTER', minPrice: tickSize, maxPrice: '1000000.00000000', tickSize },
    { filterType: 'LOT_SIZE', minQty: stepSize, maxQty: '9000.00000000', stepSize },
    { filterType: 'NOTIONAL', minNotional: '5.00000000', applyMinToMarket: true, avgPriceMins: 5 },
  ],
  permissions: [],
  permissionSets: [['SPOT']],
});

const aggTrades = (query: URLSearchParams, { nowAt }: FakeExchange) =>
  [3000, 2000, 1000]
    .map((ago, i) => ({ a: 100 + i, p: text(100 + i), q: text(0.5), f: i, l: i, T: nowAt - ago, m: i === 1, M: true }))
    .filter(one => one.T >= Number(query.get('startTime') ?? 0));

const depth = () => ({
  lastUpdateId: 7,
  bids: [
    [text(99.99), text(2)],
    [text(99.98), text(3)],
    [text(99.97), text(4)],
  ],
  asks: [
    [text(100.01), text(1)],
    [text(100.02), text(5)],
    [text(100.03), text(6)],
  ],
});

const answers: Readonly<Record<string, (query: URLSearchParams, venue: FakeExchange) => unknown>> = {
  exchangeInfo: (_, { nowAt }) => ({
    timezone: 'UTC',
    serverTime: nowAt,
    rateLimits: [],
    exchangeFilters: [],
    symbols: listed.map(marketOf),
  }),
  time: (_, { nowAt }) => ({ serverTime: nowAt }),
  klines,
  aggTrades,
  depth,
};

const send = (response: ServerResponse, status: number, nowAt: number, body: unknown): void => {
  const headers = { 'content-type': 'application/json;charset=UTF-8', date: new Date(nowAt).toUTCString() };
  response.writeHead(status, headers).end(JSON.stringify(body));
};

const known = (query: URLSearchParams): boolean => {
  const symbol = query.get('symbol');
  return symbol === null || listed.some(one => one.symbol === symbol);
};

/** Opens the venue with its clock at `nowAt`. */
export async function openFakeExchange(nowAt: number): Promise<FakeExchange> {
  const faults = new FaultQueue();
  const urlOf = (path: string) => new URL(path, 'http://venue');
  const kindOf = (path: string): string => urlOf(path).pathname.replace('/api/v3/', '');
  const server = await openLoopbackServer((request, response) => {
    const kind = kindOf(request.path);
    const query = urlOf(request.path).searchParams;
    venue.heard?.(kind);
    const answer = answers[kind];
    if (!answer) return send(response, 404, venue.nowAt, { code: -1, msg: `no ${kind} here` });
    const fault = faults.next(kind);
    if (fault) return sendFault(response, fault, JSON.stringify(answer(query, venue)));
    if (!known(query)) return send(response, 400, venue.nowAt, { code: -1121, msg: 'Invalid symbol.' });
    return send(response, 200, venue.nowAt, answer(query, venue));
  });
  const venue: FakeExchange = {
    ...server,
    nowAt,
    mostRows: 1000,
    traded: true,
    heard: undefined,
    fault: (kind, ...given) => faults.add(kind, ...given),
    get faultsLeft() {
      return faults.left;
    },
    asked: kind => server.requests.filter(one => kindOf(one.path) === kind).map(one => urlOf(one.path).searchParams),
  };
  return venue;
}
