import { describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import type { Fill, Trade } from '../../data/ledger-row.ts';
import { getPortfolio } from '../../tools/get-portfolio.ts';
import { listTrades } from '../../tools/list-trades.ts';
import { testAgent } from '../kit/test-agent.ts';
import { called } from '../kit/tool-call.ts';

const actor = { channel: 'test', id: 'test' };
const fill: Fill = {
  clientOrderId: 'O',
  symbol: 'SPX',
  side: 'buy',
  quantity: 2,
  price: 2800,
  commissionUsd: 3,
  filledAt: 0,
  reason: 'order',
};
const trade: Trade = {
  symbol: 'SPX',
  direction: 'long',
  quantity: 1,
  entryPrice: 100,
  exitPrice: 110,
  openedAt: 0,
  closedAt: Date.UTC(2020, 0, 2),
  commissionUsd: 0.1,
  profitUsd: 0.1,
  exitReason: 'order',
};

async function agentWith(work: (ledger: Agent['parts']['ledger']) => void): Promise<Agent> {
  const { agent } = await testAgent();
  work(agent.parts.ledger);
  return agent;
}

describe('get_portfolio', () => {
  it('of a fresh account is its cash', async () => {
    const { card } = await called(getPortfolio, {});
    expect(card.lead).toBe(
      'Your account is worth $100,000.00: $100,000.00 in cash and no open position; $0.00 (0.00%) since the start.',
    );
    expect(card.lines).toEqual([]);
  });

  it('values positions at the last close, and says when trading is stopped', async () => {
    const agent = await agentWith(ledger => {
      ledger.append(
        'order',
        {
          clientOrderId: 'O',
          symbol: 'SPX',
          side: 'buy',
          quantity: 2,
          type: 'market',
          referencePrice: 2800,
          reduceOnly: false,
          decisionId: 'D',
          thesis: 'why',
        },
        actor,
      );
      ledger.append('fill', fill, actor);
      ledger.append('kill-switch', { state: 'halted', reason: 'asked' }, actor);
    });
    const { card } = await called(getPortfolio, {}, 'en', agent);
    expect(card.table?.rows[0], '2 * (2874.560059 - 2800) - 3').toEqual([
      'SPX',
      '2',
      '2,800.00',
      '2,874.56',
      '$5,749.12',
      '$146.12',
    ]);
    expect(card.lead).toBe(
      'Your account is worth $100,146.12: $94,397.00 in cash and 1 open position; $146.12 (0.15%) since the start.',
    );
    expect(card.lines).toEqual(['Trading is stopped: only orders that reduce pass.', 'SPX: why']);
    expect(card.footnote).toContain('Commissions so far: $3.00.');
  });

  it('with a position that has no price says so instead of a part of the equity', async () => {
    const agent = await agentWith(ledger => ledger.append('fill', { ...fill, symbol: 'GLD' }, actor));
    const result = await called(getPortfolio, {}, 'en', agent);
    expect(result).toMatchObject({ ok: false, error: { code: 'data.stale' } });
    expect(result.card.lead).toContain('the account cannot be valued');
  });
});

describe('list_trades', () => {
  it('without a trade says so', async () => {
    expect((await called(listTrades, {})).card.lead).toBe('There is no closed trade yet.');
    expect((await called(listTrades, { symbol: 'spx' }, 'fr')).card.lead).toBe(
      "Il n'y a pas encore de trade clôturé sur SPX.",
    );
  });

  it('gives the newest first, at most as many as asked, with the result of all to the cent', async () => {
    const agent = await agentWith(ledger => {
      for (let i = 1; i <= 3; i += 1) ledger.append('trade', { ...trade, closedAt: Date.UTC(2020, 0, i) }, actor);
      ledger.append('trade', { ...trade, symbol: 'SPY', direction: 'short', profitUsd: -5 }, actor);
    });
    const two = await called(listTrades, { limit: 2, symbol: 'SPX' }, 'en', agent);
    expect(two, '0.1 three times is 0.3').toMatchObject({
      ok: true,
      output: { total: 3, profitUsd: 0.3, symbol: 'SPX' },
    });
    expect(two.card.table?.rows.map(([day]) => day)).toEqual(['2020-01-03', '2020-01-02']);
    const all = await called(listTrades, {}, 'fr', agent);
    expect(all.card.table?.rows[0]?.slice(1, 3)).toEqual(['SPY', 'court']);
    expect(all.card.lead?.replaceAll('\u00A0', ' ')).toBe('4 trades clôturés, −4,70 $ au total après frais.');
  });
});
