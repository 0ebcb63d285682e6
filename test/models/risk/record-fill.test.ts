import { describe, expect, it } from 'vitest';
import { standingClock } from '../../../config/clock.ts';
import { MemoryLedger } from '../../../data/ledger.ts';
import type { Fill } from '../../../data/ledger-row.ts';
import { emptyPortfolio } from '../../../data/portfolio.ts';
import { recordFill } from '../../../models/risk/record-fill.ts';

const actor = { channel: 'test', id: 'fills' };
const fillOf = (side: 'buy' | 'sell', price: number): Fill => ({
  clientOrderId: side,
  symbol: 'SPX',
  side,
  quantity: 2,
  price,
  commissionUsd: 1,
  filledAt: 5,
  reason: 'order',
});

describe('recording a fill', () => {
  const ledger = new MemoryLedger(
    'paper',
    standingClock(() => 7),
  );
  const held = recordFill(ledger, emptyPortfolio(1000), fillOf('buy', 100), { stop: 90 }, actor);

  it('writes the fill alone while nothing is closed, and gives the position with its plan', () => {
    expect(ledger.rows().map(({ kind }) => kind)).toEqual(['fill']);
    expect(held.positions.get('SPX')).toMatchObject({ quantity: 2, averagePrice: 100, stop: 90 });
    expect(held.cashUsd).toBe(799);
  });

  it('writes the trade that a fill closes after it', () => {
    const flat = recordFill(ledger, held, fillOf('sell', 110), undefined, actor);
    expect(ledger.rows().map(({ kind }) => kind)).toEqual(['fill', 'fill', 'trade']);
    expect(ledger.rows('trade')[0]?.body).toMatchObject({ profitUsd: 18, commissionUsd: 2, direction: 'long' });
    expect(flat.cashUsd).toBe(1018);
    expect(flat.positions.size).toBe(0);
  });
});
