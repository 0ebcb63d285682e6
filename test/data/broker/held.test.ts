import { describe, expect, it } from 'vitest';
import { simpleLiquidation } from '../../../data/broker/margin.ts';
import { inWords, PlayedAccount } from '../../kit/played-account.ts';
import { units } from '../../kit/risk-view.ts';

describe('liquidation', () => {
  const account = (quantity: number, stop?: number) =>
    new PlayedAccount({ liquidation: held => simpleLiquidation(held, 10) }).hold(quantity, { stop });

  it('takes the whole margin: the fill is at the bankruptcy price', () => {
    expect(account(1).play([100, 101, 90, 95]), 'levels 90.4 and 90').toMatchObject([
      { reason: 'liquidation', price: 90, commissionUsd: 0 },
    ]);
    expect(account(-1).play([100, 110, 99, 105]), 'levels 109.6 and 110').toMatchObject([
      { reason: 'liquidation', side: 'buy', price: 110 },
    ]);
  });

  it('leaves a position alone that does not come to it', () => {
    expect(account(1).play([100, 101, 90.5, 95])).toEqual([]);
    expect(account(-1).play([100, 109.5, 99, 95])).toEqual([]);
  });

  it('comes before or after the stop: the nearer one to the open', () => {
    expect(account(1, 92).play([100, 101, 88, 95]).map(inWords)).toEqual([['stop', 'sell', 92]]);
    expect(account(1, 89).play([100, 101, 88, 95]).map(inWords)).toEqual([['liquidation', 'sell', 90]]);
  });

  it('is left to the next candle too where exits after an entry are deferred', () => {
    const entered = new PlayedAccount({
      liquidation: held => simpleLiquidation(held, 10),
      rules: { entryCandle: 'defer' },
    }).send('B', 'buy', { type: 'stop', triggerPrice: 100 });
    expect(entered.play([99, 101, 89, 89.5]).map(inWords), 'levels 90.4 and 90').toEqual([['order', 'buy', 100, 90]]);
    expect(entered.play([89.5, 90, 89, 90]).map(inWords)).toEqual([['liquidation', 'sell', 90]]);
  });

  it('a gap beyond it leaves nothing for the stop', () => {
    expect(account(1, 92).play([88, 89, 85, 86]).map(inWords)).toEqual([['liquidation', 'sell', 90]]);
  });

  it('and a target in one candle: the loss first, the target beside it', () => {
    const held = account(1).hold(1, { target: 105 });
    expect(held.play([100, 106, 90, 100]).map(inWords)).toEqual([['liquidation', 'sell', 90, 105]]);
    const rose = new PlayedAccount({
      liquidation: one => simpleLiquidation(one, 10),
      rules: { sameCandle: 'adaptive' },
    }).hold(1, { target: 105 });
    expect(rose.play([100, 106, 90, 100]).map(inWords), 'the other order takes the margin').toEqual([
      ['target', 'sell', 105, 90],
    ]);
  });
});

describe('what was held', () => {
  it('an addition brings its stop along', () => {
    const account = new PlayedAccount().hold(1, { stop: 90 }).send('A', 'buy', undefined, { stop: 97 });
    expect(account.play([100, 101, 96, 99])).toMatchObject([
      { quantity: 1 },
      { reason: 'stop', quantity: 2, price: 97 },
    ]);
  });

  it('an addition brings its target along, and leaves the stop', () => {
    const account = new PlayedAccount().hold(1, { stop: 90, target: 110 }).send('A', 'buy', undefined, { target: 104 });
    expect(account.play([100, 105, 99, 104])).toMatchObject([{}, { reason: 'target', quantity: 2, price: 104 }]);
  });

  it('is liquidated by its average price: 100 and 98 at leverage 10 end at 89.1', () => {
    const account = new PlayedAccount({ liquidation: held => simpleLiquidation(held, 10) }).hold(1);
    account.send('A', 'buy', undefined);
    expect(account.play([98, 99, 89, 90]), 'taken over at 99 * 0.904').toMatchObject([
      { price: 98 },
      { reason: 'liquidation', price: 89.1 },
    ]);
  });

  it('an addition without a plan leaves stop and target as they are', () => {
    const account = new PlayedAccount().hold(1, { stop: 97, target: 104 });
    account.send('A', 'buy', { type: 'limit', limitPrice: 99 });
    expect(account.play([100, 101, 96, 99]).map(inWords)).toEqual([
      ['order', 'buy', 99],
      ['stop', 'sell', 97],
    ]);
  });

  it('an addition inside the candle has a stop of its own only after it', () => {
    const account = new PlayedAccount().hold(1, { stop: 90 });
    account.send('A', 'buy', { type: 'stop', triggerPrice: 103 }, { stop: 98 });
    expect(account.play([100, 104, 97, 103]).map(inWords)).toEqual([['order', 'buy', 103, 98]]);
  });

  it('a turn leaves the old stop behind', () => {
    const account = new PlayedAccount().hold(1, { stop: 97 }).send('T', 'sell', undefined, { sizing: units(3) });
    expect(account.play([100, 101, 96, 99])).toHaveLength(1);
    expect(account.quantity).toBe(-2);
  });

  it('is closed where the data end, at a price as it is and with a commission', () => {
    const costs = { commissionRate: 0.01, commissionMinimumUsd: 0, halfSpreadRate: 0.1, slippageRate: 0.1 };
    const account = new PlayedAccount({ costs }).hold(-2);
    const position = account.portfolio.positions.get('SPX');
    expect(position && account.broker.closeOut(position, 50, 7)).toEqual({
      clientOrderId: 'SPX:0:end-of-data',
      symbol: 'SPX',
      side: 'buy',
      quantity: 2,
      price: 50,
      commissionUsd: 1,
      filledAt: 7,
      reason: 'end-of-data',
    });
    expect(position && account.broker.closeOut({ ...position, quantity: 2 }, 50, 7).side).toBe('sell');
  });
});
