import { describe, expect, it } from 'vitest';
import { commissionOf } from '../../../data/broker/costs.ts';
import { candlesFrom } from '../../../data/candle.ts';
import { noCosts } from '../../kit/candles.ts';
import { inWords, PlayedAccount, type Row } from '../../kit/played-account.ts';
import { hasReferenceData, referenceCandles } from '../../kit/reference-data.ts';
import { units } from '../../kit/risk-view.ts';

const pricesOf = (fills: readonly { price: number }[]) => fills.map(({ price }) => price);
/** A candle that does not move: a fill at a close is a fill at the open of such a candle. */
const flat = (price: number): Row => [price, price, price, price];
const stopAt = (triggerPrice: number) => ({ type: 'stop', triggerPrice }) as const;

describe('facts of LEAN, from the tests of EquityFillModel', () => {
  it('a buy stop at 101.5 fills at its price, and at the open of a gap', () => {
    const account = () => new PlayedAccount().send('B', 'buy', stopAt(101.5));
    expect(pricesOf(account().play([101, 102.5, 101, 102]))).toEqual([101.5]);
    expect(pricesOf(account().play([102, 102.5, 101, 102]))).toEqual([102]);
  });

  it('a buy limit at 101.5 fills at its price', () => {
    const account = new PlayedAccount().send('B', 'buy', { type: 'limit', limitPrice: 101.5 });
    expect(pricesOf(account.play([102, 103, 101, 102.3]))).toEqual([101.5]);
  });

  it('nothing fills on data from before the order was placed', () => {
    const account = new PlayedAccount({ now: () => 2 * 86_400_000 - 1 }).send('B', 'buy', undefined);
    expect(account.play(flat(100)), 'the candle of 1970-01-02').toEqual([]);
    expect(pricesOf(account.play(flat(101)))).toEqual([101]);
  });

  it('the equity fee of Interactive Brokers: 0.005 $ a share, at least 1 $, at most 0.5 % of the value', () => {
    const costs = { ...noCosts, commissionMinimumUsd: 1, commissionPerUnitUsd: 0.005, commissionMaximumShare: 0.005 };
    expect(commissionOf(100, 1000, costs)).toBe(5);
    expect(commissionOf(100, 100, costs)).toBe(1);
    expect(commissionOf(0.5, 2000, costs), '10 $, of 1,000 $').toBe(5);
  });
});

describe('facts of Nautilus, from its page on backtesting', () => {
  it('a sell stop at 100: an open at 90 fills at 90, a way from 102 to 98 at 100', () => {
    const account = () => new PlayedAccount().hold(1).send('S', 'sell', stopAt(100));
    expect(pricesOf(account().play([90, 91, 89, 90]))).toEqual([90]);
    expect(pricesOf(account().play([102, 102, 98, 99]))).toEqual([100]);
  });

  it('a buy limit for 1,000 at 100.05 against sizes of 30 and 200 leaves 770', () => {
    const account = new PlayedAccount({ rules: { maxVolumeShare: 1 } });
    account.send('B', 'buy', { type: 'limit', limitPrice: 100.05 }, { sizing: units(1000) });
    account.play([100.1, 100.1, 100, 100.1, 30], [100.1, 100.1, 100, 100.1, 200]);
    expect([account.quantity, account.stateOf('B')]).toEqual([230, 'partially-filled']);
  });
});

describe('facts of vectorbt, from test_sl_stop', () => {
  it.each([
    [0.1, 4.25],
    [0.15, 4.25],
    [0.2, 4],
  ])('an entry at a close of 5 with a stop of %d leaves in the next candle at %d', (share, price) => {
    const account = new PlayedAccount().send('B', 'buy', undefined, { stop: 5 * (1 - share) });
    expect(pricesOf(account.play(flat(5), [4.25, 4.5, 3.5, 4]))).toEqual([5, price]);
  });
});

describe('facts of backtesting.py, on candles of its tests', () => {
  it('a target over which the price gapped is filled at the open; fixed and rated commission on both sides', () => {
    const costs = { ...noCosts, commissionRate: 0.01, commissionFixedUsd: 10 };
    const account = new PlayedAccount({ costs, rules: { favourableGap: 'improve' } });
    account.send('B', 'buy', undefined, { sizing: units(100), target: 3 });
    const fills = account.play(flat(1), flat(2), flat(4), flat(1), flat(2));
    expect(fills.map(({ price, commissionUsd }) => [price, commissionUsd])).toEqual([
      [1, 11],
      [4, 14],
    ]);
    expect(account.portfolio.cashUsd - 1_000_000, '5,275 from 5,000').toBe(275);
  });

  it('filled at closes: a stop at 90 bought at 100 leaves at the close of 50', () => {
    const account = new PlayedAccount().send('B', 'buy', undefined, { stop: 90 });
    expect(pricesOf(account.play(flat(100), flat(100), flat(50)))).toEqual([100, 50]);
  });

  it('two units with stops of their own, one closed before: filled at the next opens', () => {
    const account = new PlayedAccount().send('A', 'buy', undefined).send('B', 'buy', undefined);
    expect(pricesOf(account.play([92, 102, 92, 102]))).toEqual([92, 92]);
    account
      .sendExit('A-out', 'sell', undefined)
      .sendExit('A-stop', 'sell', stopAt(90))
      .sendExit('B-stop', 'sell', stopAt(80));
    expect(pricesOf(account.play([40, 50, 40, 50]))).toEqual([40, 40]);
    expect(account.stateOf('B-stop'), 'nothing is left to sell').toBe('cancelled');
  });

  it('two units with stops of their own, one closed before: filled at closes', () => {
    const account = new PlayedAccount().send('A', 'buy', undefined).send('B', 'buy', undefined);
    expect(pricesOf(account.play(flat(101)))).toEqual([101, 101]);
    account.sendExit('A-out', 'sell', undefined).sendExit('B-stop', 'sell', stopAt(80));
    expect(pricesOf(account.play(flat(102), [40, 50, 40, 50]))).toEqual([102, 40]);
  });
});

describe.skipIf(!hasReferenceData)('facts of backtesting.py, on its GOOG.csv', () => {
  const all = hasReferenceData ? [...candlesFrom(referenceCandles('goog-daily.csv', 'GOOG'), 0)] : [];
  const row = (index: number): Row => {
    const { open = Number.NaN, high = open, low = open, close = open } = all[index] ?? {};
    return [open, high, low, close, all[index]?.volume ?? 0];
  };
  /** Rows [from, to) of the file. */
  const rows = (from: number, to: number): Row[] => Array.from({ length: to - from }, (_, i) => row(from + i));
  const dated = (day: string) => all.findIndex(({ openAt }) => openAt === Date.parse(day));

  it('a spread of 1 % on the entry: open(2) * 1.01 = 111.8575', () => {
    const account = new PlayedAccount({ costs: { ...noCosts, halfSpreadRate: 0.01 } }).send('B', 'buy', undefined);
    expect(pricesOf(account.play(row(2)))).toEqual([111.8575]);
  });

  it('89 units at 1 % commission on both sides leave 9,781.28 and 9,846.04', () => {
    const account = new PlayedAccount({ costs: { ...noCosts, commissionRate: 0.01 } });
    account.send('B', 'buy', undefined, { sizing: units(89) });
    account.play(row(2));
    expect(account.portfolio.cashUsd + 89 * row(2)[3] - 990_000).toBeCloseTo(9781.28, 1);
    account.sendExit('S', 'sell', undefined, 89);
    account.play(row(3));
    expect(account.portfolio.cashUsd - 990_000, 'commissions are rounded to the cent here').toBeCloseTo(9846.04, 1);
  });

  it('a market buy with a stop at 720 of 2012-10-17 leaves at 720 in the candle of its entry', () => {
    const account = new PlayedAccount().send('B', 'buy', undefined, { stop: 720 });
    expect(pricesOf(account.play(row(dated('2012-10-17') + 1)))).toEqual([755.54, 720]);
  });

  it('a buy stop at 758 with a stop at 720: deferred it leaves at the next open, 705.58; certain it leaves at 720', () => {
    const next = dated('2012-10-17') + 1;
    const sent = (entryCandle: 'defer' | 'if-certain') =>
      new PlayedAccount({ rules: { entryCandle } }).send('B', 'buy', stopAt(758), { stop: 720 });
    expect(pricesOf(sent('defer').play(...rows(next, next + 2)))).toEqual([758, 705.58]);
    expect(pricesOf(sent('if-certain').play(...rows(next, next + 2))), 'it closed at 695').toEqual([758, 720]);
  });

  it('a buy stop at 104 with a stop at 103 and a target at 110 of 2004-09-09 enters at 104', () => {
    const account = new PlayedAccount().send('B', 'buy', stopAt(104), { stop: 103, target: 110 });
    expect(account.play(row(dated('2004-09-09') + 1)).map(inWords)).toEqual([['order', 'buy', 104, 103]]);
  });

  it('stop-limits take the price of their stop: 112 bought, 107 sold', () => {
    const account = new PlayedAccount().send('B', 'buy', { type: 'stop-limit', triggerPrice: 112, limitPrice: 113 });
    expect(pricesOf(account.play(...rows(0, 19)))).toEqual([112]);
    const seller = new PlayedAccount().send('S', 'sell', { type: 'stop-limit', triggerPrice: 107, limitPrice: 105 });
    expect(pricesOf(seller.play(...rows(2, 19)))).toEqual([107]);
  });

  it('a stop at 105 set after the entry: the open of 104.95 lies below it', () => {
    const account = new PlayedAccount().hold(1, { stop: 105, target: 107.9 });
    expect(pricesOf(account.play(row(5)))).toEqual([104.95]);
  });

  it('a sell stop at 108 with a target at 105 and a stop at 113 enters and leaves in candle 3', () => {
    const account = new PlayedAccount().send('S', 'sell', stopAt(108), { stop: 113, target: 105 });
    expect(pricesOf(account.play(row(3)))).toEqual([108, 105]);
  });

  it('a stop at 99.5 placed at candle 8 leaves at 99.19, the open of candle 10, and stays where it was', () => {
    const account = new PlayedAccount().send('B', 'buy', undefined, { stop: 99.5 });
    const fills = account.play(...rows(9, 10));
    expect(account.portfolio.positions.get('SPX')?.stop).toBe(99.5);
    expect(pricesOf([...fills, ...account.play(row(10))])).toEqual([102.7, 99.19]);
  });
});
