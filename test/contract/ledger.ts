import { describe, expect, it } from 'vitest';
import type { Clock } from '../../config/clock.ts';
import { standingClock } from '../../config/clock.ts';
import type { Ledger } from '../../data/ledger.ts';
import { type Fill, type LedgerKind, ledgerBodies, type Trade } from '../../data/ledger-row.ts';

export const actor = { channel: 'test', id: 'somebody' } as const;

export const aFill: Fill = {
  clientOrderId: 'O-1',
  symbol: 'SPX',
  side: 'buy',
  quantity: 2,
  price: 100.5,
  commissionUsd: 1,
  filledAt: 1000,
  reason: 'order',
};

const aTrade: Trade = {
  symbol: 'SPX',
  direction: 'long',
  quantity: 2,
  entryPrice: 100,
  exitPrice: 110,
  openedAt: 1,
  closedAt: 2,
  commissionUsd: 2,
  profitUsd: 18,
  exitReason: 'target',
};

const anOrder = {
  clientOrderId: 'O-1',
  symbol: 'SPX',
  side: 'buy',
  quantity: 2,
  type: 'market',
  referencePrice: 100,
  reduceOnly: false,
  decisionId: 'D-1',
} as const;

const wrong: [LedgerKind, string, unknown][] = [
  ['fill', 'a quantity of zero', { ...aFill, quantity: 0 }],
  ['fill', 'a price that is not a number', { ...aFill, price: Number.NaN }],
  ['fill', 'a field that nobody knows', { ...aFill, hello: 1 }],
  ['fill', 'no symbol', { ...aFill, symbol: undefined }],
  ['order', 'a limit order without a limit', { ...anOrder, type: 'limit' }],
  ['order', 'a negative stop', { ...anOrder, stop: -1 }],
  ['trade', 'no direction', { ...aTrade, direction: 'flat' }],
  ['kill-switch', 'a third state', { state: 'maybe', reason: '' }],
  ['note', 'an unknown event', { event: 'party' }],
  ['approval', 'an unknown decision', { proposalId: 'P-1', version: 1, hash: '', decision: 'perhaps' }],
  ['draft', 'a text', 'buy'],
];

/** What every ledger does. */
export function ledgerContract(name: string, open: (clock?: Clock) => Ledger): void {
  describe(`${name} as a ledger`, () => {
    it('keeps rows in the order in which they came, with instant and actor', () => {
      let now = 5;
      const ledger = open(standingClock(() => now));
      ledger.append('note', { event: 'account-opened', cashUsd: 10 }, actor);
      now = 4;
      ledger.append('fill', aFill, { channel: 'desk', id: 'settlement' });
      expect(ledger.rows()).toEqual([
        { sequence: 1, at: 5, accountId: 'paper', actor, kind: 'note', body: { event: 'account-opened', cashUsd: 10 } },
        {
          sequence: 2,
          at: 4,
          accountId: 'paper',
          actor: { channel: 'desk', id: 'settlement' },
          kind: 'fill',
          body: aFill,
        },
      ]);
    });

    it('gives back the row that it wrote', () => {
      const ledger = open();
      expect(ledger.append('trade', aTrade, actor)).toEqual(ledger.rows()[0]);
    });

    it('gives rows by kind, several kinds in their common order', () => {
      const ledger = open();
      ledger.append('order', anOrder, actor);
      ledger.append('fill', aFill, actor);
      ledger.append('trade', aTrade, actor);
      ledger.append('fill', { ...aFill, clientOrderId: 'O-2' }, actor);
      expect(ledger.rows('fill').map(row => row.body.clientOrderId)).toEqual(['O-1', 'O-2']);
      expect(ledger.rows('trade', 'order').map(row => row.kind)).toEqual(['order', 'trade']);
      expect(ledger.rows('draft')).toEqual([]);
      expect(ledger.rows()).toHaveLength(4);
    });

    it('gives what came behind a row', () => {
      const ledger = open();
      ledger.append('order', anOrder, actor);
      ledger.append('fill', aFill, actor);
      ledger.append('trade', aTrade, actor);
      expect(ledger.rowsAfter(1).map(row => row.kind)).toEqual(['fill', 'trade']);
      expect(ledger.rowsAfter(1, 'order', 'trade').map(row => row.kind)).toEqual(['trade']);
      expect(ledger.rowsAfter(3)).toEqual([]);
      expect(ledger.rowsAfter(0)).toEqual(ledger.rows());
    });

    it.each(wrong)('refuses a %s row with %s and writes nothing', (kind, _what, body) => {
      const ledger = open();
      expect(() => ledger.append(kind, body as never, actor)).toThrow(
        expect.objectContaining({ code: 'bug.unexpected', message: expect.stringContaining(`"${kind}"`) }),
      );
      expect(ledger.rows()).toEqual([]);
    });

    it('does not change when what was written changes afterwards', () => {
      const ledger = open();
      const mine = { ...aFill };
      ledger.append('fill', mine, actor);
      mine.price = 1;
      expect(ledger.rows('fill')[0]?.body.price).toBe(100.5);
    });

    it('takes every kind that there is', () => {
      const ledger = open();
      const bodies: Record<LedgerKind, unknown> = {
        draft: { symbol: 'SPX' },
        verdict: { passed: true },
        proposal: { id: 'P-1' },
        approval: { proposalId: 'P-1', version: 1, hash: 'h', decision: 'approved' },
        order: anOrder,
        fill: aFill,
        trade: aTrade,
        'cash-flow': { symbol: 'SPX', reason: 'funding', amountUsd: -1.25, at: 3 },
        decision: { drafts: 0 },
        'kill-switch': { state: 'halted', reason: 'why' },
        note: { event: 'role-refused', tool: 'x' },
      };
      for (const [kind, body] of Object.entries(bodies)) ledger.append(kind as LedgerKind, body as never, actor);
      expect(ledger.rows().map(row => row.kind)).toEqual(Object.keys(ledgerBodies));
      expect(ledger.rows().map(row => row.body)).toEqual(Object.values(bodies));
    });
  });
}
