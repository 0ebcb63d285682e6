import { describe, expect, it } from 'vitest';
import { replayDifferences } from '../../agent/decision/replay.ts';
import type { PlanAlert } from '../../agent/decision/watch-plans.ts';
import { openDecisionMemory } from '../../knowledge/memory/decision-memory.ts';
import { entryAt, managedAgent, recentHistory } from '../kit/managed-agent.ts';
import type { ReplayedAgent } from '../kit/replayed-agent.ts';
import { answerOf, say, testAgent, testSettings } from '../kit/test-agent.ts';

const series = recentHistory();
const priceAt = (index: number) => series.close[index] ?? Number.NaN;
const owner = ({ agent }: ReplayedAgent) => agent.person('test', 'owner');
const decide = (replayed: ReplayedAgent) => replayed.agent.parts.cycle.decide(owner(replayed));
const rows = ({ agent }: ReplayedAgent, ...kinds: Parameters<ReplayedAgent['agent']['parts']['ledger']['rows']>) =>
  agent.parts.ledger.rows(...kinds);

describe('the portfolio manager', () => {
  it('proposes what a sound answer wants, sized by code, and writes everything down', async () => {
    const managed = await managedAgent([entryAt(priceAt(300))]);
    const { manager } = await decide(managed);
    const acted = manager?.acted.get('SPX');
    expect(acted).toMatchObject({ proposed: { kind: 'proposed', proposal: { state: 'pending' } } });
    if (acted?.proposed.kind !== 'proposed') throw new Error('refused');
    const { draft, verdict } = acted.proposed.proposal;
    expect(draft).toMatchObject({
      side: 'buy',
      decisionId: 'M-1-SPX',
      tainted: false,
    });
    expect(draft.invalidation, 'on the tick').toMatch(/^close@1d < \d+(\.\d{1,2})?$/);
    const { quantity = 0, referencePrice = 0, stop = 0 } = verdict.order ?? {};
    expect(quantity).toBeGreaterThan(0);
    expect(quantity * (referencePrice - stop), 'one percent of 100,000 at most, costs included').toBeLessThanOrEqual(
      1000,
    );
    expect(rows(managed, 'fill'), 'a person decides').toEqual([]);
    expect(rows(managed, 'decision')[0]?.body).toMatchObject({
      decisionId: 'M-1',
      decisions: [{ symbol: 'SPX', wanted: 'enter_long', signal: 'enter_long', planBreak: false }],
    });
  });

  it('is asked once on each candle', async () => {
    const managed = await managedAgent(['{"decisions":[]}', '{"decisions":[]}']);
    await decide(managed);
    expect((await decide(managed)).manager, 'the candle is decided on').toBeUndefined();
    await managed.step();
    expect((await decide(managed)).manager?.call.id).toBe('M-2');
    expect(managed.talks).toHaveLength(2);
  });

  it('asked again after an outage asks again, and otherwise says that the candle is decided on', async () => {
    const managed = await managedAgent([new Error('500'), '{"decisions":[]}']);
    expect((await decide(managed)).manager?.call.fault).toBe('500');
    expect((await decide(managed)).manager?.call).toMatchObject({ id: 'M-2', because: 'asked', fault: null });
    expect(answerOf(await say(managed.agent, '/decide'))).toContain('Nothing new to decide');
    expect(managed.talks).toHaveLength(2);
  });

  it('has one repair turn that shows the faults, then holds', async () => {
    const wrong = entryAt(priceAt(300), { stopLoss: priceAt(300) * 1.02 });
    const mended = await managedAgent([wrong, entryAt(priceAt(300))]);
    expect((await decide(mended)).manager?.acted.size).toBe(1);
    expect(mended.talks[1]?.at(-1)?.text).toContain('wrong side of the price');
    const stubborn = await managedAgent([wrong, wrong]);
    expect((await decide(stubborn)).manager?.call.decisions).toEqual([
      { symbol: 'SPX', signal: 'hold', planBreak: false },
    ]);
    expect(rows(stubborn, 'draft')).toEqual([]);
  });

  it('holds when no model answers, and stops go on without one', async () => {
    const down = await managedAgent([entryAt(priceAt(300)), ...Array.from({ length: 60 }, () => new Error('503'))], {
      manager: { mode: 'auto' },
    });
    await decide(down);
    await down.step();
    expect(rows(down, 'fill'), 'the order was filled at the next open').toHaveLength(1);
    for (let i = 0; i < 60 && rows(down, 'trade').length === 0; i += 1) {
      await down.step();
      const { manager } = await decide(down);
      if (manager)
        expect(manager.call).toMatchObject({ fault: expect.stringContaining('503'), decisions: [{ signal: 'hold' }] });
    }
    const [trade] = rows(down, 'trade').map(row => row.body);
    expect(trade, 'ended by its plan, by stop or by target, never by the outage').toMatchObject({ symbol: 'SPX' });
  });

  it('without a language model holds and says so', async () => {
    const { agent } = await testAgent({ settings: testSettings({ cycle: { manager: { symbols: ['SPX'] } } }) });
    const { manager } = await agent.parts.cycle.decide(agent.person('test', 'owner'));
    expect(manager?.call).toMatchObject({
      fault: 'no language model is set up',
      decisions: [{ signal: 'hold' }],
      exchanges: [],
    });
    const said = await say(agent, '/decide');
    expect(answerOf(said)).toContain('hold');
  });

  it('a low raw confidence is held back: 0.74 is not enough while uncalibrated', async () => {
    const managed = await managedAgent([entryAt(priceAt(300), { confidence: 0.74 })]);
    const { manager } = await decide(managed);
    expect(manager?.call.decisions[0]).toMatchObject({
      signal: 'hold',
      heldBack: 'confidence',
      confidence: { kind: 'uncalibrated', count: 0 },
    });
    expect(manager?.acted.size).toBe(0);
  });

  it('a size hint only reduces: a quarter is a quarter', async () => {
    const riskOf = async (hint: object) => {
      const { manager } = await decide(await managedAgent([entryAt(priceAt(300), hint)]));
      const acted = manager?.acted.get('SPX');
      return acted?.proposed.kind === 'proposed' ? acted.proposed.proposal.draft.sizing.amount : undefined;
    };
    const full = (await riskOf({})) ?? Number.NaN;
    expect(await riskOf({ sizeHint: 'quarter' })).toBeCloseTo(full / 4, 12);
    expect(await riskOf({ sizeHint: 'full' })).toBe(full);
    expect(full, 'the position limit, less what the defensive regime takes').toBeLessThanOrEqual(25);
  });

  it('advises, proposes or executes, as an admin says', async () => {
    const advised = await managedAgent([entryAt(priceAt(300))], { manager: { mode: 'advise' } });
    const said = await decide(advised);
    expect(said.manager?.call.decisions[0]?.signal).toBe('enter_long');
    expect(rows(advised, 'draft')).toEqual([]);
    const alone = await managedAgent([entryAt(priceAt(300))], { manager: { mode: 'auto' } });
    expect((await decide(alone)).manager?.acted.get('SPX')?.executed?.state).toBe('executing');
    expect(rows(alone, 'approval')[0]).toMatchObject({
      actor: { channel: 'cycle', id: 'auto' },
      body: { decision: 'approved' },
    });
  });

  it('leaves an order for which two persons are asked to them: the mode is neither', async () => {
    const over = { desk: { twoApproversAboveUsd: 100 } };
    const managed = await managedAgent([entryAt(priceAt(300))], { manager: { mode: 'auto' }, over });
    const acted = (await decide(managed)).manager?.acted.get('SPX');
    expect(acted).toMatchObject({ proposed: { kind: 'proposed' } });
    expect(acted?.executed).toBeUndefined();
    expect(rows(managed, 'approval', 'order')).toEqual([]);
  });

  it('is told of a position how far its stop is and who holds it', async () => {
    const lineOf = async (stop: number | undefined) => {
      const managed = await managedAgent(['{"decisions":[]}']);
      await managed.approve(managed.propose(stop === undefined ? {} : { stop }));
      await managed.step();
      const { manager } = await decide(managed);
      const [instrument] = manager?.call.snapshot.instruments ?? [];
      return { line: /^ +position: (.*)$/m.exec(manager?.call.user ?? '')?.[1], instrument };
    };
    const { line, instrument } = await lineOf(3000);
    const away = ((instrument?.price ?? 0) - 3000) / (instrument?.atr ?? 0);
    expect(line).toBe(`1 held, stop 3000.00, ${away.toFixed(2)} atr away, protection: desk`);
    expect((await lineOf(undefined)).line).toBe('1 held, no stop, protection: none');
  });

  it('says why a decision led to nothing: no room within the limits', async () => {
    const full = { risk: { maxGrossExposureShare: 1e-9 } };
    const managed = await managedAgent([entryAt(priceAt(300))], { over: full });
    const said = await say(managed.agent, '/decide');
    expect(rows(managed, 'draft')).toEqual([]);
    expect(JSON.stringify(said)).toContain('SPX: the limits leave no room for it, so nothing was drafted.');
  });

  it('is replayed byte for byte from its record', async () => {
    const managed = await managedAgent([entryAt(priceAt(300), { stopLoss: 1 }), entryAt(priceAt(300))]);
    await decide(managed);
    const memory = openDecisionMemory(managed.agent.parts.database, 'paper');
    const record = memory.calls.find('M-1');
    if (!record) throw new Error('no record');
    expect(replayDifferences(record)).toEqual([]);
    expect(record.exchanges).toHaveLength(2);
    const bent = { ...record, snapshot: { ...record.snapshot, breadth: ['changed'] } };
    expect(replayDifferences(bent)).toEqual(['user prompt']);
  });
});

describe('an open plan', () => {
  const start = 340;
  const holds = Array.from({ length: 55 }, () => '{"decisions":[]}');
  const wide = {
    stopLoss: priceAt(start) * 0.8,
    profitTarget: priceAt(start) * 1.9,
    invalidation: [[{ series: 'close@1d', operator: '<', level: priceAt(start) * 0.99 }]],
  };

  /** Steps until a plan is spoken of. */
  async function untilAlert(managed: ReplayedAgent): Promise<PlanAlert | undefined> {
    for (let i = 0; i < 50; i += 1) {
      await managed.step();
      const [alert] = (await decide(managed)).alerts;
      if (alert) return alert;
    }
    return undefined;
  }

  it.each(['propose', 'auto'] as const)('is closed by code when its invalidation comes true: mode %s', async mode => {
    const manager = { mode, stopAtr: { least: 0.1, most: 100 } };
    const managed = await managedAgent([entryAt(priceAt(start), wide), ...holds], { start, manager });
    const acted = (await decide(managed)).manager?.acted.get('SPX');
    if (mode === 'propose' && acted) await managed.approve(acted.proposed);
    const alert = await untilAlert(managed);
    expect(alert).toMatchObject({ state: 'invalidated', acted: { proposed: { kind: 'proposed' } } });
    expect(alert?.acted?.executed === undefined, 'a person closes it, or the mode does').toBe(mode === 'propose');
    expect(rows(managed, 'note').filter(row => (row.body as { event: string }).event === 'plan-alert')).toHaveLength(1);
  });
});
