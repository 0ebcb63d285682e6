import { describe, expect, it } from 'vitest';
import type { Costs } from '../../data/broker/costs.ts';
import { PaperBroker } from '../../data/broker/paper-broker.ts';
import { MemoryVenue, type PaperVenue, SqliteVenue } from '../../data/broker/paper-venue.ts';
import { openDatabase } from '../../data/database.ts';
import { dailyCandles, noCosts } from '../kit/candles.ts';
import { clearedOrder } from '../kit/cleared-order.ts';
import { type BrokerWorld, brokerContract } from './broker.ts';

const quote = (symbol: string, price: number) => ({
  symbol,
  price,
  previousClose: undefined,
  openAt: 0,
  asOfAt: 86_399_999,
  provider: 'test',
});

const waits =
  (venue: PaperVenue) =>
  (_price: number, costs: Costs, tick: number): BrokerWorld => {
    const paper = new PaperBroker({ costs, venue, instrument: () => ({ tick }), fillOn: 'next-candle' });
    return { broker: paper, venue: paper, fillsOnSubmit: false };
  };

const atOnce =
  (venue: PaperVenue) =>
  (price: number, costs: Costs, tick: number): BrokerWorld => {
    const fillOn = (symbol: string) => quote(symbol, price);
    const paper = new PaperBroker({ costs, venue, instrument: () => ({ tick }), fillOn });
    return { broker: paper, venue: paper, fillsOnSubmit: true };
  };

const stored = () => new SqliteVenue(openDatabase(':memory:'), 'paper');

brokerContract('PaperBroker, next candle, in memory', (...world) => waits(new MemoryVenue())(...world));
brokerContract('PaperBroker, at once, in memory', (...world) => atOnce(new MemoryVenue())(...world));
brokerContract('PaperBroker, next candle, in SQLite', (...world) => waits(stored())(...world));
brokerContract('PaperBroker, at once, in SQLite', (...world) => atOnce(stored())(...world));

describe('the paper broker', () => {
  it('says when it fills: at the last close now, or at the next open', async () => {
    const now = await atOnce(new MemoryVenue())(50, noCosts, 0.01).broker.submit(clearedOrder('A-1'));
    expect(now).toMatchObject({ order: { fills: [{ price: 50, filledAt: 86_399_999, reason: 'order' }] } });
    const { broker, venue } = waits(new MemoryVenue())(50, noCosts, 0.01);
    await broker.submit(clearedOrder('A-1'));
    const candle = { openAt: 86_400_000, open: 51, high: 52, low: 50, close: 52, volume: 1 };
    expect(venue.step('SPX', candle, undefined).fills).toMatchObject([
      { price: 51, filledAt: 86_400_000, reason: 'order' },
    ]);
  });

  it('an order without a price is rejected as a promise and leaves nothing behind', async () => {
    const fillOn = () => {
      throw new Error('no quote');
    };
    const broker = new PaperBroker({
      costs: noCosts,
      venue: new MemoryVenue(),
      instrument: () => ({ tick: 1 }),
      fillOn,
    });
    await expect(broker.submit(clearedOrder('A-1'))).rejects.toThrow('no quote');
    expect(await broker.find('A-1')).toBeUndefined();
  });

  it('remembers in SQLite what it was given, across handles of the venue', async () => {
    const database = openDatabase(':memory:');
    const first = waits(new SqliteVenue(database, 'paper'))(50, noCosts, 0.01);
    await first.broker.submit(clearedOrder('A-1', { stop: 90, thesis: 'why' }));
    const second = new SqliteVenue(database, 'paper');
    expect(second.working()).toEqual([
      {
        clientOrderId: 'A-1',
        state: 'working',
        fills: [],
        order: { ...clearedOrder('A-1', { stop: 90, thesis: 'why' }) },
        progress: {},
      },
    ]);
    expect(new SqliteVenue(database, 'other').get('A-1'), 'another account sees nothing').toBeUndefined();
    expect(new SqliteVenue(database, 'other').working()).toEqual([]);
  });

  it('carries a trailing stop on across handles of the venue in SQLite', async () => {
    const database = openDatabase(':memory:');
    const open = () => waits(new SqliteVenue(database, 'paper'))(100, noCosts, 0.01);
    const order = { type: 'trailing-stop', trailShare: 0.1 } as const;
    await open().broker.submit(clearedOrder('T', { side: 'sell', order }));
    const [up, down] = dailyCandles([
      [100, 120, 100, 118],
      [118, 119, 107, 110],
    ]);
    if (!up || !down) throw new Error('no candles');
    expect(open().venue.step('SPX', up, undefined).fills).toEqual([]);
    expect(open().venue.step('SPX', down, undefined).fills, '10 % below the high of 120').toMatchObject([
      { price: 108 },
    ]);
  });

  it('reads orders that were stored before the venue remembered their progress', () => {
    const database = openDatabase(':memory:');
    database
      .prepare('insert into paper_order (client_order_id, account_id, body, state, fills) values (?, ?, ?, ?, ?)')
      .run('A-1', 'paper', JSON.stringify(clearedOrder('A-1')), 'working', '[]');
    expect(new SqliteVenue(database, 'paper').get('A-1')).toMatchObject({ state: 'working', progress: {} });
  });
});
