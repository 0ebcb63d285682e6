import { describe, expect, it } from 'vitest';
import { inWords, PlayedAccount, type Row } from '../../kit/played-account.ts';
import { units } from '../../kit/risk-view.ts';

const quiet: Row = [100, 101, 99, 100];

describe('time in force', () => {
  it('ioc is good for one candle', () => {
    const account = new PlayedAccount().send('L', 'buy', { type: 'limit', limitPrice: 98, timeInForce: 'ioc' });
    expect(account.play(quiet, [100, 101, 90, 95])).toEqual([]);
    expect(account.stateOf('L')).toBe('cancelled');
  });

  it('day is good until the first candle of the next day', () => {
    const account = new PlayedAccount().send('L', 'buy', { type: 'limit', limitPrice: 98, timeInForce: 'day' });
    account.play(quiet);
    expect(account.stateOf('L')).toBe('working');
    expect(account.play([97, 98, 90, 95])).toEqual([]);
    expect(account.stateOf('L')).toBe('expired');
  });

  it('day counts UTC days, whatever the timeframe', () => {
    const account = new PlayedAccount().send('L', 'buy', { type: 'limit', limitPrice: 98, timeInForce: 'day' });
    const hour = (openAt: number, low: number) => ({ openAt, open: 100, high: 101, low, close: 100, volume: 1 });
    const step = (openAt: number, low: number) => account.broker.step('SPX', hour(openAt, low), undefined);
    expect(step(22 * 3_600_000, 99).fills).toEqual([]);
    expect(step(23 * 3_600_000, 97).fills, 'the same day').toHaveLength(1);
  });

  it('gtc is good until it is filled', () => {
    const account = new PlayedAccount().send('L', 'buy', { type: 'limit', limitPrice: 98 });
    expect(account.play(quiet, quiet, quiet, [100, 101, 97, 99]).map(inWords)).toEqual([['order', 'buy', 98]]);
  });
});

describe('a trailing stop', () => {
  const trail = { type: 'trailing-stop', trailShare: 0.1 } as const;
  const sent = (rules = {}) => new PlayedAccount({ rules }).hold(1).sendExit('T', 'sell', trail);

  it('follows closed candles and is tested from the next one on', () => {
    const account = sent();
    expect(account.play([100, 120, 107, 110]), 'at 90 still, though 108 is below the high').toEqual([]);
    expect(account.play([110, 112, 108, 109]).map(inWords), '10 % below 120').toEqual([['order', 'sell', 108]]);
  });

  it('never falls back', () => {
    const account = sent();
    account.play([100, 120, 109, 110], [110, 111, 109, 110]);
    expect(account.play([110, 110, 108, 109]).map(inWords)).toEqual([['order', 'sell', 108]]);
  });

  it('highFirst is raised on the extreme, then tested (freqtrade)', () => {
    expect(sent({ trailing: 'highFirst' }).play([100, 120, 107, 110]).map(inWords)).toEqual([['order', 'sell', 108]]);
  });

  it('that was gapped fills at the open', () => {
    const account = sent();
    account.play([100, 120, 109, 110]);
    expect(account.play([101, 102, 100, 101]).map(inWords)).toEqual([['order', 'sell', 101]]);
  });

  it('of a short mirrors that of a long', () => {
    const account = new PlayedAccount().hold(-1).sendExit('T', 'buy', trail);
    expect(account.play([100, 104, 80, 85], [85, 88, 84, 86]).map(inWords), '10 % above 80').toEqual([
      ['order', 'buy', 88],
    ]);
  });
});

describe('a group of which one cancels the other', () => {
  it('a part of one cancels the other, and the rest of it waits on', () => {
    const account = new PlayedAccount({ rules: { maxVolumeShare: 0.1 } });
    for (const id of ['A', 'B']) {
      account.send(id, 'buy', { type: 'limit', limitPrice: 98, ocoGroup: 'G' }, { sizing: units(10) });
    }
    account.play([100, 101, 97, 99, 40]);
    expect([account.stateOf('A'), account.stateOf('B'), account.quantity]).toEqual([
      'partially-filled',
      'cancelled',
      4,
    ]);
    account.play([100, 101, 97, 99]);
    expect([account.stateOf('A'), account.quantity]).toEqual(['filled', 10]);
  });

  it('a target and a stop as orders: the stop first, with the price of the target beside it', () => {
    const account = new PlayedAccount().hold(1);
    account.sendExit('T', 'sell', { type: 'limit', limitPrice: 110, ocoGroup: 'G' });
    account.sendExit('S', 'sell', { type: 'stop', triggerPrice: 95, ocoGroup: 'G' });
    expect(account.play([100, 111, 94, 100]).map(inWords)).toEqual([['order', 'sell', 95, 110]]);
    expect([account.stateOf('T'), account.stateOf('S')]).toEqual(['cancelled', 'filled']);
  });

  it('two entries of which one filled: the older one, and that cannot be known', () => {
    const account = new PlayedAccount();
    account.send('B', 'buy', { type: 'stop', triggerPrice: 103, ocoGroup: 'G' });
    account.send('S', 'sell', { type: 'stop', triggerPrice: 97, ocoGroup: 'G' });
    expect(account.play([100, 104, 96, 100]).map(inWords)).toEqual([['order', 'buy', 103, 'other']]);
    expect(account.stateOf('S')).toBe('cancelled');
  });

  it('has a price of another exit only where both would have been exits', () => {
    const entries = new PlayedAccount();
    entries.send('B', 'buy', { type: 'stop', triggerPrice: 103, ocoGroup: 'G' });
    entries.send('L', 'buy', { type: 'limit', limitPrice: 97, ocoGroup: 'G' });
    expect(entries.play([100, 104, 96, 100]).map(inWords)).toEqual([['order', 'buy', 103, 'other']]);
    const held = new PlayedAccount().hold(1).sendExit('S', 'sell', { type: 'stop', triggerPrice: 95, ocoGroup: 'G' });
    held.send('A', 'buy', { type: 'stop', triggerPrice: 103, ocoGroup: 'G' });
    expect(held.play([100, 104, 94, 100]).map(inWords)).toEqual([['order', 'sell', 95, 'other']]);
  });
});

describe('an order that may only reduce', () => {
  it('is cancelled where nothing is held and nothing waits that it could reduce', () => {
    const account = new PlayedAccount().sendExit('S', 'sell', { type: 'stop', triggerPrice: 95 });
    expect(account.play(quiet)).toEqual([]);
    expect(account.stateOf('S')).toBe('cancelled');
  });

  it('waits beside an entry, and is cancelled when it would have to act without one', () => {
    const account = new PlayedAccount().send('E', 'buy', { type: 'stop', triggerPrice: 120 });
    account.sendExit('S', 'sell', { type: 'stop', triggerPrice: 95 });
    expect(account.play(quiet)).toEqual([]);
    expect(account.stateOf('S')).toBe('working');
    expect(account.play([100, 101, 90, 95])).toEqual([]);
    expect([account.stateOf('E'), account.stateOf('S')]).toEqual(['working', 'cancelled']);
  });

  it('is cancelled by a close at once, and no other order is', () => {
    const quote = { symbol: 'SPX', price: 100, previousClose: 100, openAt: 0, asOfAt: 1, provider: 'test' };
    const account = new PlayedAccount({ fillOn: () => quote }).hold(1);
    account.sendExit('T', 'sell', { type: 'trailing-stop', trailShare: 0.1 });
    account.sendExit('B', 'buy', { type: 'limit', limitPrice: 90 });
    account.send('L', 'sell', { type: 'limit', limitPrice: 120 });
    account.sendExit('M', 'sell', undefined);
    expect(['T', 'B', 'L', 'M'].map(id => account.stateOf(id))).toEqual(['cancelled', 'working', 'working', 'filled']);
    const alone = new PlayedAccount({ fillOn: () => quote }).hold(1).sendExit('M', 'sell', undefined);
    expect(alone.stateOf('M'), 'nothing else waits').toBe('filled');
  });

  it('never sells more than is held', () => {
    const account = new PlayedAccount().hold(2).sendExit('S', 'sell', undefined, 5);
    expect(account.play(quiet)).toMatchObject([{ quantity: 2 }]);
    expect([account.quantity, account.stateOf('S')]).toEqual([0, 'cancelled']);
  });

  it('is cancelled once the position is closed otherwise', () => {
    const account = new PlayedAccount().hold(1, { stop: 95 }).sendExit('T', 'sell', { type: 'limit', limitPrice: 110 });
    expect(account.play([100, 101, 94, 95])).toMatchObject([{ reason: 'stop' }]);
    expect(account.stateOf('T')).toBe('cancelled');
  });

  it('protects an entry of the same candle as a stop of its own would', () => {
    const account = new PlayedAccount().send('E', 'buy', { type: 'stop', triggerPrice: 103 });
    account.sendExit('S', 'sell', { type: 'stop', triggerPrice: 98 });
    expect(account.play([100, 104, 97, 103]).map(inWords), 'a low beyond it proves nothing').toEqual([
      ['order', 'buy', 103],
    ]);
    expect(account.play([103, 104, 97, 99]).map(inWords)).toEqual([['order', 'sell', 98]]);
  });
});

describe('the share of a volume', () => {
  const capped = () => new PlayedAccount({ rules: { maxVolumeShare: 0.1 } });

  it('fills whole lots and carries the rest on', () => {
    const account = capped().send('M', 'buy', undefined, { sizing: units(10) });
    expect(account.play([100, 101, 99, 100, 47])).toMatchObject([{ quantity: 4, price: 100 }]);
    expect(account.stateOf('M')).toBe('partially-filled');
    expect(account.play([102, 103, 101, 102, 9]), 'not a lot').toEqual([]);
    expect(account.play([103, 104, 102, 103, 1000])).toMatchObject([{ quantity: 6, price: 103 }]);
    expect([account.stateOf('M'), account.quantity]).toEqual(['filled', 10]);
  });

  it('cancels the rest of an ioc order', () => {
    const account = capped().send('M', 'buy', { type: 'market', timeInForce: 'ioc' }, { sizing: units(10) });
    account.play([100, 101, 99, 100, 40]);
    expect([account.stateOf('M'), account.quantity]).toEqual(['cancelled', 4]);
  });

  it('the rest of a stop that was triggered goes at the next open', () => {
    const account = capped().send('S', 'buy', { type: 'stop', triggerPrice: 103 }, { sizing: units(10) });
    account.play([100, 104, 99, 100, 40]);
    expect(account.play([98, 99, 97, 98])).toMatchObject([{ quantity: 6, price: 98 }]);
  });

  it('the rest of a position is guarded on, and one candle fills no more than its share', () => {
    const account = capped().hold(10, { stop: 95, target: 110 });
    expect(account.play([100, 111, 94, 95, 40])).toMatchObject([{ quantity: 4, reason: 'stop' }]);
    expect(account.play([100, 101, 99, 100]), 'above its stop again').toEqual([]);
    expect(account.play([94, 95, 93, 94])).toMatchObject([{ quantity: 6, price: 94 }]);
  });

  it('is refused where the lot is not known', () => {
    const account = new PlayedAccount({ rules: { maxVolumeShare: 0.1 }, instrument: () => ({ tick: 1 }) });
    expect(() => account.send('M', 'buy', undefined).play(quiet)).toThrow('the lot of SPX is not given');
  });
});

it('a candle that reaches nothing is answered with one frozen nothing', () => {
  const account = new PlayedAccount().hold(1, { stop: 90, target: 110 });
  const candle = { openAt: 1, open: 100, high: 101, low: 99, close: 100, volume: 1 };
  const position = account.portfolio.positions.get('SPX');
  const first = account.broker.step('SPX', candle, position);
  expect(account.broker.step('SPX', candle, position)).toBe(first);
  expect(Object.isFrozen(first.fills)).toBe(true);
});

it('a candle that was played already has nothing more to say to an order', () => {
  const account = new PlayedAccount({ now: () => 0 }).send('L', 'buy', { type: 'limit', limitPrice: 98 });
  const candle = { openAt: 5, open: 100, high: 101, low: 99, close: 100, volume: 1 };
  const step = (openAt: number, low: number) => account.broker.step('SPX', { ...candle, openAt, low }, undefined).fills;
  expect([step(0, 97), step(5, 99), step(5, 97)]).toEqual([[], [], []]);
  expect(step(6, 97)).toHaveLength(1);
});
