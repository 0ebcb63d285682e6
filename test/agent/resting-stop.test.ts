import { describe, expect, it } from 'vitest';
import { foldPortfolio } from '../../data/portfolio.ts';
import { entryAt, managedAgent, recentHistory } from '../kit/managed-agent.ts';

const series = recentHistory();
const price = series.close[300] ?? Number.NaN;

describe('the stop of a position', () => {
  it('stands from the first fill to the last', async () => {
    const holds = Array.from({ length: 60 }, () => '{"decisions":[]}');
    const managed = await managedAgent([entryAt(price), ...holds], { manager: { mode: 'auto' } });
    const { cycle, ledger } = managed.agent.parts;
    for (let i = 0; i < 60 && ledger.rows('trade').length === 0; i += 1) {
      await cycle.decide(managed.agent.person('test', 'owner'));
      await managed.step();
    }
    expect(ledger.rows('trade')).toHaveLength(1);
    const rows = ledger.rows();
    const standing = rows.flatMap((_, i) => [...foldPortfolio(rows.slice(0, i + 1)).positions.values()]);
    expect(standing.length).toBeGreaterThan(0);
    expect(new Set(standing.map(({ stop }) => stop)), 'one stop, all the time').toEqual(new Set([standing[0]?.stop]));
    expect(standing[0]?.stop).toBeCloseTo(price * 0.97, 1);
  });

  it('acts while an exit waits, and the exit then meets nothing', async () => {
    const fallen = { ...series, low: series.low.slice() };
    fallen.low[302] = price * 0.5;
    const managed = await managedAgent([], { series: fallen });
    const { ledger, desk } = managed.agent.parts;
    await managed.approve(managed.propose({ sizing: { kind: 'quantity', amount: 2 }, stop: price * 0.9 }));
    await managed.step();
    const order = { type: 'limit', limitPrice: (series.close[301] ?? 0) * 1.009 } as const;
    await managed.approve(managed.propose({ side: 'sell', sizing: { kind: 'close' }, order }));
    expect(desk.working('SPX'), 'the exit waits at its price').toHaveLength(1);
    await managed.step();
    expect(ledger.rows('fill').map(({ body }) => [body.reason, body.side, body.quantity])).toEqual([
      ['order', 'buy', 2],
      ['stop', 'sell', 2],
    ]);
    await managed.step();
    expect(desk.working('SPX')).toEqual([]);
    expect(foldPortfolio(ledger.rows()).positions.size, 'neither sold twice nor short').toBe(0);
  });
});
