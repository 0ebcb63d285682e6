import { describe, expect, it } from 'vitest';
import { roundMoney } from '../../config/decimal.ts';
import { PaperBroker } from '../../data/broker/paper-broker.ts';
import { SqliteVenue } from '../../data/broker/paper-venue.ts';
import { entryAt, managedAgent, recentHistory } from '../kit/managed-agent.ts';
import type { ReplayedAgent } from '../kit/replayed-agent.ts';

const series = recentHistory();
const priceAt = (index: number) => series.close[index] ?? Number.NaN;

/** Cash and quantity as the broker's own fills give them, without a row of the ledger. */
async function atTheBroker({ agent, market }: ReplayedAgent): Promise<{ cashUsd: number; quantity: number }> {
  const { settings, database } = agent.parts;
  const broker = new PaperBroker({
    costs: settings.broker,
    venue: new SqliteVenue(database, settings.broker.accountId),
    instrument: symbol => market.instrument(symbol),
    fillOn: 'next-candle',
    now: symbol => market.now(symbol),
  });
  let [cashUsd, quantity] = [settings.broker.startingCashUsd, 0];
  for (const { body } of agent.parts.ledger.rows('order')) {
    const order = await broker.find(body.clientOrderId);
    for (const fill of order?.fills ?? []) {
      const signed = fill.side === 'buy' ? fill.quantity : -fill.quantity;
      cashUsd = roundMoney(cashUsd - signed * fill.price - fill.commissionUsd);
      quantity += signed;
    }
  }
  return { cashUsd, quantity };
}

describe('the trading memory', () => {
  it('equals the broker to the cent, candle by candle, and says the thesis word for word until the exit', async () => {
    const wide = {
      stopLoss: priceAt(300) * 0.7,
      profitTarget: priceAt(300) * 1.9,
      justification: { situation: 's', reason: 'parce que « ça » monte <b>', riskPlan: 'r', fit: 'f' },
    };
    const steps = [entryAt(priceAt(300), wide), ...Array.from({ length: 40 }, () => '{"decisions":[]}')];
    const managed = await managedAgent(steps, { manager: { mode: 'auto', stopAtr: { least: 0.1, most: 100 } } });
    const { agent, market } = managed;
    let held = 0;
    for (let i = 0; i < 25; i += 1) {
      await agent.parts.cycle.decide(agent.person('test', 'owner'));
      await managed.step();
      const { cashUsd, quantity } = await atTheBroker(managed);
      const memory = agent.parts.scenes.memory();
      expect(memory.valuation.cashUsd).toBe(cashUsd);
      expect(memory.valuation.positions.reduce((sum, one) => sum + one.quantity, 0)).toBe(quantity);
      expect(memory.valuation.equityUsd).toBe(roundMoney(cashUsd + roundMoney(quantity * market.quote('SPX').price)));
      expect(memory.investedUsd).toBe(roundMoney(quantity * market.quote('SPX').price));
      if (quantity === 0) continue;
      held += 1;
      expect(agent.parts.scenes.prompt(agent.person('test', 'owner'))).toContain(
        'thesis: "parce que « ça » monte \\u003cb> s r f"',
      );
    }
    expect(held).toBeGreaterThan(5);
  });
});
