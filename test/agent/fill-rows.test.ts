import { describe, expect, it } from 'vitest';
import { cardText } from '../../agent/channels/card-text.ts';
import { filledOrder, fillRows } from '../../agent/desk/fill-rows.ts';
import { translateTo } from '../../config/text.ts';
import type { Fill, OrderRow } from '../../data/ledger-row.ts';
import { eventOf, say, testAgent } from '../kit/test-agent.ts';

const order = (over: Partial<OrderRow> = {}): OrderRow => ({
  clientOrderId: 'O-1',
  symbol: 'SPX',
  side: 'buy',
  quantity: 10,
  referencePrice: 100,
  reduceOnly: false,
  decisionId: 'D-1',
  type: 'market',
  ...over,
});
const fill = (quantity: number, price: number): Fill => ({
  clientOrderId: 'O-1',
  symbol: 'SPX',
  side: 'buy',
  quantity,
  price,
  commissionUsd: 1,
  filledAt: 0,
  reason: 'order',
});
const [en, fr] = [translateTo('en'), translateTo('fr')];
const rowsOf = (proposed: OrderRow, fills: Fill[], t = en) => {
  const filled = filledOrder(proposed, fills);
  return filled && fillRows(proposed, filled, t);
};

describe('the rows of a filled order', () => {
  it('hold the proposed price, the mean price of its fills and how far apart they are', () => {
    expect(rowsOf(order(), [fill(4, 101), fill(6, 102)]), '(4 * 101 + 6 * 102) / 10 = 101.6').toEqual([
      ['Quantity', '10'],
      ['Proposed price', '100.00'],
      ['Fill price', '101.60'],
      ['Difference', '1.60 (1.60%) worse, $16.00 in all'],
    ]);
    expect(rowsOf(order(), [], en), 'before the first fill there are none').toBeUndefined();
  });

  it.each([
    ['a buy above', 'buy', 101, 'worse'],
    ['a buy below', 'buy', 99, 'better'],
    ['a sale above', 'sell', 101, 'better'],
    ['a sale below', 'sell', 99, 'worse'],
  ] as const)('call %s the proposal by what it means for the account', (_what, side, price, word) => {
    expect(rowsOf(order({ side }), [fill(10, price)])?.at(-1)?.[1]).toBe(`1.00 (1.00%) ${word}, $10.00 in all`);
  });

  it('say of a part how much of the whole it is, and that nothing lies between equal prices', () => {
    expect(rowsOf(order({ quantity: 2.5 }), [fill(1.25, 100)], fr)).toEqual([
      ['Quantité', '1,25 sur 2,5'],
      ['Prix proposé', '100,00'],
      ["Prix d'exécution", '100,00'],
      ['Écart', 'aucun'],
    ]);
  });

  it('stand on the card that every channel gets after an approval, from the rows of the ledger', async () => {
    const buy = { calls: [{ name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 5, stop: 2700 } }] };
    const { agent } = await testAgent({ steps: [buy, { text: 'You decide.' }] });
    const { card: before } = eventOf(await say(agent, 'Buy five'), 'proposal-made');
    expect(before.table?.rows).toContainEqual(['Quantity', '5 × 2,874.56']);
    const { card } = eventOf(await say(agent, '/approve P-1'), 'proposal-changed');
    const [row] = agent.parts.ledger.rows('fill');
    const price = row?.body.price ?? Number.NaN;
    const rows = Object.fromEntries(card.table?.rows ?? []);
    expect(rows).toMatchObject({
      Quantity: '5',
      'Proposed price': '2,874.56',
      'Fill price': en.number(price),
      Difference: expect.stringContaining(`worse, ${en.money((price - 2874.560059) * 5)} in all`),
    });
    expect(rows.Value, 'that of the fill').toContain(en.money(price * 5));
    expect(cardText(card, { withLead: false, width: 80 })).toMatch(/Fill price +2,875\.43/);
  });
});
