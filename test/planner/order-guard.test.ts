import { describe, expect, it } from 'vitest';
import type { PendingCall, PlannedCall } from '../../models/planner/planner-world.ts';
import { understand } from '../../models/planner/understand.ts';
import { tools, worldFor } from './planner-fixture.ts';

const ask = (text: string, pending?: PendingCall, last?: PlannedCall) =>
  understand(text, tools, worldFor(text), pending, last);
const trade = (args: Record<string, unknown>) => ({ kind: 'calls', calls: [{ name: 'propose_trade', args }] });
const pending: PendingCall = {
  name: 'propose_trade',
  args: { symbol: 'SPX', side: 'buy', stop: 2700 },
  missing: ['size'],
};
const last: PlannedCall = { name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 5, stop: 2700 } };

describe('an order not to act', () => {
  const forbidden = [
    "don't buy 5 SPX",
    'don’t buy 5 SPX',
    'donʼt buy 5 SPX',
    'I would never buy 3 units of the S&P 500',
    "N'achète pas 5 SPX",
    'N’achète pas 5 SPX',
    'do not sell',
    "surtout n'achète rien",
    "please don't close my position",
    "Don't, under any circumstances, buy 5 SPX",
    "Buy 5 SPX? No, don't.",
    'achète pas 5 SPX',
    'ne vends surtout pas 5 SPX',
    'je ne veux pas vendre 5 SPX',
    "pas d'achat de 5 SPX",
    "évite d'acheter 5 SPX",
    'ne jamais, jamais acheter 5 SPX',
    'never ever sell my SPX',
  ];
  it.each(forbidden)('"%s" does nothing and says so', text => {
    for (const given of [ask(text), ask(text, pending), ask(text, undefined, last)])
      expect(given).toMatchObject({
        kind: 'declines',
        text: expect.stringMatching(/nothing was done|rien n'a été fait/),
      });
  });

  it.each([
    ["buy 5 SPX because I don't want to sell", { quantity: 5, thesis: "I don't want to sell" }],
    ['achète 5 SPX, pas plus', { quantity: 5 }],
    ['Buy 5 SPX with no stop', { quantity: 5 }],
  ])('"%s" is an order', (text, args) => {
    expect(ask(text)).toEqual(trade({ symbol: 'SPX', side: 'buy', ...args }));
  });
});

describe('an order beside another', () => {
  it('takes nothing over when it is whole', () => {
    expect(ask('Buy 4 SPX with a 3% stop and a target at 3100', pending)).toEqual(
      trade({ symbol: 'SPX', side: 'buy', quantity: 4, stopPercent: 3, target: 3100 }),
    );
    expect(ask('and buy 4 AAPL', undefined, last)).toEqual(trade({ symbol: 'AAPL', side: 'buy', quantity: 4 }));
  });

  it('replaces the stop by a new one, and the size by a new one', () => {
    expect(ask('10 units with a 3% stop', pending)).toEqual(
      trade({ symbol: 'SPX', side: 'buy', quantity: 10, stopPercent: 3 }),
    );
    expect(ask('and with a 3% stop', undefined, last)).toEqual(
      trade({ symbol: 'SPX', side: 'buy', quantity: 5, stopPercent: 3 }),
    );
  });
});

describe('an order that cannot be done', () => {
  it.each([
    'buy 2 SPX at 2500 limit',
    'buy 5 SPX limit 2500',
    'Achète 5 SPX, ordre limite à 2500',
    'buy 5 SPX at a limit of 2500',
    'buy 5 SPX tomorrow',
    'sell 5 SPX next week',
    'achète 5 SPX demain',
    'buy 5 SPX at 2500',
    'buy 5 units of SPX at $2500',
    'achète 5 SPX à 2500',
    'buy 5 SPX if it falls to 2500',
    'buy 5 SPX at the open',
  ])('"%s" is refused whole', text => {
    for (const given of [ask(text), ask(text, pending), ask(text, undefined, last)])
      expect(given).toMatchObject({
        kind: 'declines',
        text: expect.stringMatching(/only market orders|seuls des ordres au marché/),
      });
  });
});

describe('a size that nobody can trade', () => {
  it.each(['buy -5 SPX', 'buy 0 SPX', 'achète -5 SPX'])('"%s" is asked for again', text => {
    expect(ask(text)).toMatchObject({
      kind: 'asks',
      missing: ['size'],
      question: expect.stringMatching(/above zero|supérieure à zéro/),
    });
  });

  it.each(['buy SPX for 500 euros', 'achète 5 000 € de SPX'])('"%s" says that money is in dollars', text => {
    expect(ask(text)).toMatchObject({
      kind: 'asks',
      missing: ['size'],
      question: expect.stringMatching(/US dollars|dollars américains/),
    });
  });

  it('politeness is no condition', () => {
    expect(ask("Achète 8 SPX, s'il te plaît")).toEqual(trade({ symbol: 'SPX', side: 'buy', quantity: 8 }));
  });

  it('a power of ten is read whole', () => {
    expect(ask('buy 1e9 SPX')).toEqual(trade({ symbol: 'SPX', side: 'buy', quantity: 1e9 }));
  });
});
