import { describe, expect, it } from 'vitest';
import { isMultipleOf } from '../../config/decimal.ts';
import type { Broker, SimulatedVenue, SubmitOutcome } from '../../data/broker/broker.ts';
import { type Costs, commissionOf } from '../../data/broker/costs.ts';
import type { Candle } from '../../data/candle.ts';
import type { Fill } from '../../data/ledger-row.ts';
import { dailyCandles } from '../kit/candles.ts';
import { clearedOrder } from '../kit/cleared-order.ts';
import { units } from '../kit/risk-view.ts';

/** A broker on a market whose next candle opens at `openPrice`; `fillsAt` is where a market order is filled before costs. */
export type BrokerWorld = { broker: Broker; venue: SimulatedVenue; fillsOnSubmit: boolean };

const candle = (open: number): Candle => {
  const [made] = dailyCandles([[open, open + 1, open - 1, open]]);
  if (!made) throw new Error('no candle');
  return made;
};

const play = (venue: SimulatedVenue, bar: Candle, symbol = 'SPX') => venue.step(symbol, bar, undefined).fills;

const fillsOf = (outcome: SubmitOutcome): Fill[] => (outcome.class === 'confirmed' ? outcome.order.fills : []);

/** What every broker does, on SPX quoted at `price` and opening next at `price`, with this tick. */
export function brokerContract(name: string, open: (price: number, costs: Costs, tick: number) => BrokerWorld): void {
  const costs: Costs = { commissionRate: 0.001, commissionMinimumUsd: 1, halfSpreadRate: 0.0003, slippageRate: 0.0007 };
  const world = (price = 100, tick = 0.01) => open(price, costs, tick);
  const limit = { order: { type: 'limit', limitPrice: 98 } } as const;
  /** It opens at 100 and falls through the limit. */
  const deep = { ...candle(100), openAt: candle(100).openAt + 86_400_000, low: 97 };

  /** Submits and, where the broker waits for the next candle, lets it open. */
  async function filled(
    { broker, venue, fillsOnSubmit }: BrokerWorld,
    id: string,
    side: 'buy' | 'sell',
    price: number,
    quantity = 10,
  ) {
    const outcome = await broker.submit(clearedOrder(id, { side, sizing: units(quantity) }));
    return fillsOnSubmit ? fillsOf(outcome) : play(venue, candle(price));
  }

  describe(`${name} as a broker`, () => {
    it('confirms an order under its client order id', async () => {
      const { broker, fillsOnSubmit } = world();
      const outcome = await broker.submit(clearedOrder('A-1'));
      expect(outcome).toMatchObject({
        class: 'confirmed',
        order: { clientOrderId: 'A-1', state: fillsOnSubmit ? 'filled' : 'working' },
      });
      expect(fillsOf(outcome)).toHaveLength(fillsOnSubmit ? 1 : 0);
    });

    it('sends once for a client order id, whatever the second order says', async () => {
      const made = world();
      const first = await made.broker.submit(clearedOrder('A-1'));
      const again = await made.broker.submit(clearedOrder('A-1', { side: 'sell', sizing: units(99) }));
      expect(again).toEqual(first);
      const opened = play(made.venue, candle(100));
      expect(fillsOf(first).length + opened.length, 'one order, one fill').toBe(1);
      expect([...fillsOf(first), ...opened][0]).toMatchObject({ side: 'buy', quantity: 10 });
      expect(play(made.venue, candle(100)), 'a filled order is not filled again').toEqual([]);
      expect(await made.broker.submit(clearedOrder('A-1')), 'nor after its fill').toMatchObject({
        class: 'confirmed',
        order: { state: 'filled' },
      });
    });

    it('finds what it knows and says undefined of what it does not', async () => {
      const made = world();
      await filled(made, 'A-1', 'buy', 100);
      const found = await made.broker.find('A-1');
      expect(found).toMatchObject({ clientOrderId: 'A-1', state: 'filled' });
      expect(found?.fills).toHaveLength(1);
      expect(await made.broker.find('A-2')).toBeUndefined();
      expect(await made.broker.find('')).toBeUndefined();
    });

    it('fills orders in the order in which they came', async () => {
      const made = world();
      const ids = ['B', 'A', 'C'];
      const fills: Fill[] = [];
      for (const id of ids) fills.push(...fillsOf(await made.broker.submit(clearedOrder(id))));
      fills.push(...play(made.venue, candle(100)));
      expect(fills.map(fill => fill.clientOrderId)).toEqual(ids);
    });

    it('leaves the orders of another instrument alone', async () => {
      const made = world();
      const other = await made.broker.submit(clearedOrder('A-1', { symbol: 'SPY' }));
      expect(fillsOf(other).length + play(made.venue, candle(100)).length).toBe(made.fillsOnSubmit ? 1 : 0);
      expect(play(made.venue, candle(100), 'SPY')).toHaveLength(made.fillsOnSubmit ? 0 : 1);
    });

    it('takes spread, slippage and commission, always against us', async () => {
      const [bought] = await filled(world(), 'A-1', 'buy', 100);
      expect(bought, '100 * 1.001; commission 10 * 100.10 * 0.001 = 1.001, to the cent').toMatchObject({
        price: 100.1,
        commissionUsd: 1,
      });
      const [sold] = await filled(world(), 'A-1', 'sell', 100);
      expect(sold, '100 * 0.999').toMatchObject({ price: 99.9, commissionUsd: 1 });
      const [large] = await filled(world(), 'A-1', 'buy', 100, 50);
      expect(large?.commissionUsd, '50 * 100.10 * 0.001 = 5.005').toBe(5.01);
      expect(large?.commissionUsd).toBe(commissionOf(100.1, 50, costs));
    });

    it('rounds to the tick against us, and never to nothing', async () => {
      const [bought] = await filled(world(100, 0.25), 'A-1', 'buy', 100);
      const [sold] = await filled(world(100, 0.25), 'A-1', 'sell', 100);
      expect([bought?.price, sold?.price], '100.10 up, 99.90 down, in quarters').toEqual([100.25, 99.75]);
      const [cheap] = await filled(world(0.01, 0.01), 'A-1', 'sell', 0.01);
      expect(cheap?.price, 'the lowest price is one tick').toBe(0.01);
      for (const price of [2874.560059, 61_234.567, 7.77]) {
        const [fill] = await filled(world(price), `P-${price}`, 'buy', price);
        expect(isMultipleOf(fill?.price ?? Number.NaN, 0.01), `a fill near ${price} stands on the tick`).toBe(true);
        expect(fill?.price).toBeGreaterThanOrEqual(price * 1.001 - 1e-9);
      }
    });

    it('takes an open order back, and says why where it cannot', async () => {
      const { broker, venue } = world();
      await broker.submit(clearedOrder('A-1', limit));
      const cancelled = { class: 'confirmed', order: { clientOrderId: 'A-1', state: 'cancelled', fills: [] } };
      expect(await broker.cancel('A-1')).toEqual(cancelled);
      expect(await broker.cancel('A-1'), 'twice is once').toEqual(cancelled);
      expect(await broker.find('A-1')).toMatchObject({ state: 'cancelled' });
      expect(await broker.submit(clearedOrder('A-1', limit)), 'its id is spent').toEqual(cancelled);
      expect(play(venue, deep)).toEqual([]);
      expect(await broker.cancel('A-2')).toMatchObject({ class: 'rejected', reason: expect.stringContaining('"A-2"') });
      await filled(world(), 'A-3', 'buy', 100);
      await broker.submit(clearedOrder('A-3'));
      play(venue, candle(100));
      expect(await broker.cancel('A-3')).toEqual({ class: 'rejected', reason: 'the order "A-3" is filled' });
    });

    it('lets what is no market order wait for a candle', async () => {
      const { broker, venue } = world();
      expect(await broker.submit(clearedOrder('L', limit))).toMatchObject({ order: { state: 'working', fills: [] } });
      expect(play(venue, candle(100)), 'a low of 99 is not below the limit of 98').toEqual([]);
      expect(play(venue, deep)).toMatchObject([{ clientOrderId: 'L', price: 98, reason: 'order' }]);
      expect(await broker.find('L')).toMatchObject({ state: 'filled', fills: [{ price: 98 }] });
    });

    it('rejects for good an order without the prices of its type', async () => {
      const { broker } = world();
      const order = clearedOrder('A-1', { order: { type: 'stop' } });
      expect(await broker.submit(order)).toMatchObject({
        class: 'rejected',
        reason: expect.stringContaining('triggerPrice'),
      });
      expect(await broker.find('A-1'), 'it was never taken').toBeUndefined();
    });

    it('fills one order of a group and cancels the others, those of other instruments too', async () => {
      const { broker, venue } = world();
      const order = { ...limit.order, ocoGroup: 'G' } as const;
      await broker.submit(clearedOrder('A', { order }));
      await broker.submit(clearedOrder('B', { order }));
      await broker.submit(clearedOrder('C', { symbol: 'SPY', order }));
      await broker.submit(clearedOrder('D', { order: { ...order, ocoGroup: 'H' } }));
      const { fills, ended } = venue.step('SPX', deep, undefined);
      expect(fills.map(fill => fill.clientOrderId)).toEqual(['A', 'D']);
      expect(ended.map(({ clientOrderId, state }) => [clientOrderId, state])).toEqual([
        ['B', 'cancelled'],
        ['C', 'cancelled'],
      ]);
      expect(await broker.submit(clearedOrder('E', { order })), 'who comes late to a group').toEqual({
        class: 'rejected',
        reason: '"A" of the group "G" was filled already',
      });
    });

    it('a market order of a group cancels the others when it fills', async () => {
      const made = world();
      await made.broker.submit(clearedOrder('L', { order: { ...limit.order, ocoGroup: 'G' } }));
      await made.broker.submit(clearedOrder('M', { order: { type: 'market', ocoGroup: 'G' } }));
      play(made.venue, candle(100));
      expect(await made.broker.find('M')).toMatchObject({ state: 'filled' });
      expect(await made.broker.find('L')).toMatchObject({ state: 'cancelled' });
    });
  });

  describe(`${name} as a venue`, () => {
    const position = {
      symbol: 'SPX',
      quantity: 10,
      averagePrice: 100,
      openedAt: 0,
      changedAt: 77,
      commissionUsd: 0,
      stop: 95,
      target: 110,
      thesis: undefined,
      invalidation: undefined,
      otherPrices: [],
    };
    const bar = (row: [number, number, number, number]): Candle => ({
      ...candle(1),
      open: row[0],
      high: row[1],
      low: row[2],
      close: row[3],
    });
    const exit = (
      held: typeof position | (Omit<typeof position, 'stop' | 'target'> & { stop: undefined; target: undefined }),
      row: [number, number, number, number],
    ) => world().venue.step('SPX', bar(row), held).fills;

    it('leaves a stop with costs and a target without spread and slippage', () => {
      expect(exit(position, [100, 101, 95, 96]), '95 * 0.999 = 94.905, down to the tick').toEqual([
        {
          symbol: 'SPX',
          side: 'sell',
          quantity: 10,
          price: 94.9,
          commissionUsd: 1,
          reason: 'stop',
          filledAt: bar([1, 1, 1, 1]).openAt,
          clientOrderId: 'SPX:77:stop',
        },
      ]);
      expect(exit(position, [100, 111, 99, 100])).toMatchObject([{ price: 110, reason: 'target', commissionUsd: 1.1 }]);
      const short = { ...position, quantity: -10, stop: 105, target: 90 };
      expect(exit(short, [100, 106, 99, 100]), '105 * 1.001 = 105.105, up').toMatchObject([
        { side: 'buy', price: 105.11, reason: 'stop' },
      ]);
      expect(exit(short, [100, 101, 89, 95])).toMatchObject([{ side: 'buy', price: 90, reason: 'target' }]);
    });

    it('puts a target that is off the tick on it, against us', () => {
      expect(exit({ ...position, target: 110.006 }, [100, 111, 99, 100])).toMatchObject([{ price: 110 }]);
      const short = { ...position, quantity: -10, stop: 120, target: 89.994 };
      expect(exit(short, [100, 101, 89, 95])).toMatchObject([{ price: 90 }]);
    });

    it('marks an exit whose order inside the candle is not known, and is silent otherwise', () => {
      expect(exit(position, [100, 111, 94, 100])).toMatchObject([{ reason: 'stop', ambiguous: true, otherPrice: 110 }]);
      expect(exit(position, [100, 101, 94, 100])[0]).not.toHaveProperty('ambiguous');
      expect(exit(position, [100, 109, 96, 100])).toEqual([]);
      expect(exit({ ...position, stop: undefined, target: undefined }, [100, 999, 1, 100])).toEqual([]);
    });

    it('says which symbols wait, and since when', async () => {
      const { broker, venue, fillsOnSubmit } = world();
      await broker.submit(clearedOrder('L', limit));
      expect([...venue.waiting()], 'a broker without a clock leaves that to its caller').toEqual(
        fillsOnSubmit ? [['SPX', 86_399_999]] : [],
      );
    });
  });
}
