import { describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import type { Draft } from '../../models/risk/draft.ts';
import { proposeTrade } from '../../tools/propose-trade.ts';
import { testAgent } from '../kit/test-agent.ts';
import { called, outputOf } from '../kit/tool-call.ts';

const close = 2874.560059;
const draft = async (input: Record<string, unknown>, agent?: Agent) =>
  outputOf<Draft>(await called(proposeTrade, { symbol: 'SPX', side: 'buy', ...input }, 'en', agent));

describe('propose_trade', () => {
  it.each([
    [{ quantity: 5 }, { kind: 'quantity', amount: 5 }],
    [{ notionalUsd: 5000 }, { kind: 'notional', amount: 5000 }],
    [{ equityPercent: 5 }, { kind: 'equity-percent', amount: 5 }],
    [
      { riskPercent: 1, stop: 2700 },
      { kind: 'risk-percent', amount: 1 },
    ],
    [
      { riskPercent: 1, stopPercent: 3 },
      { kind: 'risk-percent', amount: 1 },
    ],
    [{ closePosition: true }, { kind: 'close' }],
    [
      { quantity: 5, closePosition: false },
      { kind: 'quantity', amount: 5 },
    ],
  ])('takes the size from %j', async (input, sizing) => {
    expect((await draft(input)).sizing).toEqual(sizing);
  });

  it.each([
    ['no size', {}, /exactly one way/],
    ['two sizes', { quantity: 5, notionalUsd: 100 }, /exactly one way/],
    ['a size and a close', { quantity: 5, closePosition: true }, /exactly one way/],
    ['a risk without a stop', { riskPercent: 1 }, /needs a stop/],
  ])('asks again for %s', async (_what, input, message) => {
    const result = await called(proposeTrade, { symbol: 'SPX', side: 'buy', ...input });
    expect(result).toMatchObject({ ok: false, error: { code: 'tool.bad-input' } });
    expect(result.card.lead).toMatch(message);
    const french = await called(proposeTrade, { symbol: 'SPX', side: 'buy', ...input }, 'fr');
    expect(french.card.lead).not.toBe(result.card.lead);
  });

  it('puts a stop in percent on the losing side, on the tick', async () => {
    expect((await draft({ quantity: 1, stopPercent: 3 })).stop, '2874.560059 * 0.97 = 2788.32').toBe(2788.32);
    expect((await draft({ quantity: 1, side: 'sell', stopPercent: 3 })).stop, '2874.560059 * 1.03 = 2960.80').toBe(
      2960.8,
    );
    expect((await draft({ quantity: 1, stopPercent: 3, stop: 2700 })).stop, 'a price is said more exactly').toBe(2700);
    expect(await draft({ quantity: 1 })).not.toHaveProperty('stop');
  });

  it('keeps the words of the person and the price of the idea', async () => {
    const made = await draft({ quantity: 1, target: 3000, thesis: 'I like it', invalidation: 'if not' });
    expect(made).toEqual({
      accountId: 'paper',
      symbol: 'SPX',
      side: 'buy',
      sizing: { kind: 'quantity', amount: 1 },
      entry: close,
      target: 3000,
      thesis: 'I like it',
      invalidation: 'if not',
      decisionId: 'D-1',
      tainted: false,
    });
  });

  it('writes nothing down: a draft is an idea', async () => {
    const { agent } = await testAgent();
    await draft({ quantity: 5 }, agent);
    expect(agent.parts.ledger.rows().map(row => row.kind)).toEqual(['note']);
    expect(agent.parts.desk.waiting()).toEqual([]);
  });

  it('closes a long by selling and a short by buying, whatever side was said', async () => {
    for (const [opened, closes] of [
      ['buy', 'sell'],
      ['sell', 'buy'],
    ] as const) {
      const { agent } = await testAgent();
      const { ledger } = agent.parts;
      ledger.append(
        'fill',
        {
          clientOrderId: 'O',
          symbol: 'SPX',
          side: opened,
          quantity: 2,
          price: close,
          commissionUsd: 0,
          filledAt: 0,
          reason: 'order',
        },
        { channel: 'test', id: 'test' },
      );
      const made = await draft({ side: 'sell', closePosition: true }, agent);
      expect(made.side, `a position opened by a ${opened}`).toBe(closes);
      expect(agent.parts.desk.propose(made, agent.person('test', 'owner')).kind).toBe('proposed');
    }
    expect((await draft({ side: 'buy', closePosition: true })).side, 'nothing is held: the gate will say so').toBe(
      'sell',
    );
  });
});
