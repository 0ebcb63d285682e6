import { describe, expect, it } from 'vitest';
import { Change } from '../../agent/desk/change.ts';
import type { Quote } from '../../data/market/market-data.ts';
import type { Draft } from '../../models/risk/draft.ts';
import type { CardAction } from '../../tools/card.ts';
import { flatSeries } from '../kit/candles.ts';
import { MovingMarket } from '../kit/moving-market.ts';
import { eventOf, testAgent, testSettings } from '../kit/test-agent.ts';
import { cardNow, codeOf, draft, fills, notes, press, waiting } from '../kit/waiting-proposal.ts';

describe('an edited proposal', () => {
  it('is a new version with its own judgement, and the old button is worth nothing', async () => {
    const { agent, card } = await waiting();
    const edited = await press(agent, { verb: 'edit', ...card, change: { quantity: 2, stop: 2750 } }, 'trader');
    const { version, state, card: shown } = eventOf(edited, 'proposal-changed');
    expect([version, state]).toEqual([2, 'pending']);
    expect(shown.table?.rows[1]).toEqual(['Quantity', '2 × 2,874.56']);
    expect(codeOf(await press(agent, { verb: 'approve', ...card }))).toBe('desk.changed');
    expect(fills(agent)).toEqual([]);
    await press(agent, { verb: 'approve', ...cardNow(agent) });
    expect(fills(agent).map(({ body }) => body.quantity)).toEqual([2]);
    expect(agent.parts.ledger.rows('order')[0]?.body).toMatchObject({
      clientOrderId: 'paper-P-1-v2',
      stop: 2750,
      target: 3200,
    });
    expect(notes(agent)).toEqual(['account-opened', 'proposal-edited', 'click-refused']);
    expect(agent.parts.ledger.verify()).toBeGreaterThan(8);
  });

  it('stays as it was where the gate refuses the new version', async () => {
    const { agent, card } = await waiting();
    const edited = await press(agent, { verb: 'edit', ...card, change: { quantity: 50 } });
    expect(eventOf(edited, 'tool-result').card?.lead).toContain('143.7% of equity');
    expect(cardNow(agent)).toEqual(card);
    await press(agent, { verb: 'approve', ...card });
    expect(fills(agent).map(({ body }) => body.quantity)).toEqual([5]);
  });

  it('can be edited by a trader, and by nobody less', async () => {
    const { agent, card } = await waiting();
    expect(codeOf(await press(agent, { verb: 'edit', ...card, change: { stop: 2600 } }, 'reader'))).toBe(
      'desk.not-yours',
    );
    expect(codeOf(await press(agent, { verb: 'approve', ...card }, 'trader'))).toBe('desk.not-yours');
    expect(cardNow(agent)).toEqual(card);
  });

  it('has a time of its own', async () => {
    const { agent, card, wall } = await waiting();
    wall.advance(29 * 60_000);
    await press(agent, { verb: 'edit', ...card, change: { target: 3300 } });
    wall.advance(29 * 60_000);
    expect(agent.parts.desk.waiting()).toHaveLength(1);
    wall.advance(60_000);
    expect(agent.parts.desk.waiting()).toEqual([]);
    expect(codeOf(await press(agent, { verb: 'edit', ...cardNow(agent), change: { target: 3300 } }))).toBe(
      'desk.expired',
    );
  });
});

describe('a large proposal', () => {
  const large = { twoApproversAboveUsd: 10_000 };

  it('needs two persons, neither of them who proposed it', async () => {
    const { agent, card } = await waiting(large);
    expect(codeOf(await press(agent, { verb: 'approve', ...card }, 'trader'))).toBe('desk.not-yours');
    const first = await press(agent, { verb: 'approve', ...card });
    expect(eventOf(first, 'proposal-changed').state).toBe('pending');
    expect(eventOf(first, 'proposal-changed').card.table?.rows.at(-1)).toEqual([
      'Approvals',
      '1 of 2 (web:approver), not by who proposed it',
    ]);
    expect(fills(agent)).toEqual([]);
    expect(codeOf(await press(agent, { verb: 'approve', ...card }))).toBe('desk.already-decided');
    await press(agent, { verb: 'approve', ...card }, 'owner');
    expect(fills(agent)).toHaveLength(1);
    expect(notes(agent)).toContain('first-approval');
  });

  it('is not approved by an admin who edited it', async () => {
    const { agent, card } = await waiting(large);
    await press(agent, { verb: 'edit', ...card, change: { stop: 2650 } }, 'owner');
    expect(codeOf(await press(agent, { verb: 'approve', ...cardNow(agent) }, 'owner'))).toBe('desk.not-yours');
  });

  it('starts over with its approvals when it is edited', async () => {
    const { agent, card } = await waiting(large);
    await press(agent, { verb: 'approve', ...card });
    await press(agent, { verb: 'edit', ...card, change: { stop: 2650 } }, 'trader');
    expect(agent.parts.desk.find('P-1')?.approvals).toEqual([]);
    await press(agent, { verb: 'approve', ...cardNow(agent) }, 'owner');
    expect(fills(agent)).toEqual([]);
  });

  it('may be rejected by one, and small ones and closes need one only', async () => {
    const { agent, card } = await waiting({ twoApproversAboveUsd: 14_000 });
    expect(eventOf(await press(agent, { verb: 'reject', ...card }), 'proposal-changed').state).toBe('rejected');
    const small = await waiting({ twoApproversAboveUsd: 15_000 });
    await press(small.agent, { verb: 'approve', ...small.card });
    expect(fills(small.agent)).toHaveLength(1);
  });
});

describe('a proposal of quiet hours', () => {
  const minutes = async (desk: Record<string, unknown>) => {
    const { agent, wall } = await waiting({ proposalMinutes: 30, ...desk });
    return ((agent.parts.desk.find('P-1')?.expiresAt ?? 0) - wall.now()) / 60_000;
  };
  const hour = 60 * 60_000;

  it('has its time from the morning on, or at once where a delegate is asked', async () => {
    const { wall } = await waiting();
    const at = (instant: number) => new Date(instant).toISOString().slice(11, 16);
    const quietHours = { from: at(wall.now() - hour), to: at(wall.now() + 5 * hour), timezone: 'UTC' };
    expect(await minutes({})).toBe(30);
    expect(await minutes({ quietHours })).toBeCloseTo(5 * 60 + 30, -1);
    expect(await minutes({ quietHours, delegate: 'telegram:2' })).toBe(30);
  });
});

describe('a proposal that no longer holds', () => {
  const again = (actions: readonly CardAction[]) => actions.map(({ kind }) => kind);

  it('offers to be proposed again, once, with a judgement of its own', async () => {
    const { agent, card, wall } = await waiting();
    wall.advance(31 * 60_000);
    await press(agent, { verb: 'approve', ...card });
    const proposal = agent.parts.desk.find('P-1');
    if (!proposal) throw new Error('gone');
    const shown = agent.parts.scenes.current(
      proposal,
      agent.parts.contextFor(agent.person('test', 'owner'), new AbortController().signal, () => '').t,
    );
    expect(again(shown.actions)).toEqual(['again']);
    const made = await press(agent, { verb: 'again', ...card }, 'trader');
    expect(eventOf(made, 'proposal-made').proposalId).toBe('P-2');
    expect(codeOf(await press(agent, { verb: 'again', ...card }, 'trader'))).toBe('desk.changed');
    await press(agent, { verb: 'approve', ...cardNow(agent, 'P-2') });
    expect(fills(agent)).toHaveLength(1);
  });

  it('is not proposed again after a no, by a viewer, or from another version', async () => {
    const { agent, card, wall } = await waiting();
    await press(agent, { verb: 'reject', ...card });
    expect(codeOf(await press(agent, { verb: 'again', ...card }))).toBe('desk.already-decided');
    const other = await waiting();
    other.wall.advance(31 * 60_000);
    expect(codeOf(await press(other.agent, { verb: 'again', ...other.card }, 'reader'))).toBe('desk.not-yours');
    expect(codeOf(await press(other.agent, { verb: 'again', ...other.card, version: 2 }))).toBe('desk.changed');
    wall.advance(1);
  });

  it('ends when the regime is another than it was proposed in, unless it only closes', async () => {
    const { agent, card } = await waiting();
    const { database } = agent.parts;
    database.prepare(`update proposal set body = json_set(body, '$.outlook.regime', 'trend')`).run();
    expect(codeOf(await press(agent, { verb: 'approve', ...card }))).toBe('desk.regime-changed');
    expect(agent.parts.desk.find('P-1')?.state).toBe('expired');
    expect(fills(agent)).toEqual([]);
  });
});

describe('without a price', () => {
  /** A market whose prices stop coming. */
  class SilentMarket extends MovingMarket {
    silent = false;

    override quote(symbol: string): Quote {
      if (this.silent) throw new Error('no price');
      return super.quote(symbol);
    }
  }

  it('nothing is edited and nothing is proposed again: the gate refuses what it cannot judge', async () => {
    const market = new SilentMarket(flatSeries(Array.from({ length: 30 }, () => 100)), 25);
    const { agent, wall } = await testAgent({ market });
    const owner = agent.person('test', 'owner');
    const { desk } = agent.parts;
    const made = desk.propose({ ...draft, entry: 100, stop: 95, target: 110 }, owner);
    if (made.kind !== 'proposed') throw new Error('refused');
    const { id: proposalId, version, nonce } = made.proposal;
    expect(made.proposal.outlook.forecast, 'too little history for a forecast').toBeUndefined();
    market.silent = true;
    const edited = await desk.edit({ proposalId, version, nonce }, { stop: 96 }, owner);
    expect(edited.kind).toBe('refused');
    expect(desk.find(proposalId)?.version).toBe(1);
    wall.advance(31 * 60_000);
    expect((await desk.again({ proposalId, version, nonce }, owner)).kind).toBe('refused');
  });

  it('a change of nothing is none', () => {
    expect(Change.safeParse({}).success).toBe(false);
    expect(Change.safeParse({ stop: 96 }).success).toBe(true);
  });
});

describe('a sale of more than is held', () => {
  const units = (amount: number, side: 'buy' | 'sell'): Draft => ({
    ...draft,
    side,
    sizing: { kind: 'quantity', amount },
    stop: undefined,
    target: undefined,
  });

  it('says that it opens a short, and one that means something else by now does not go through', async () => {
    const { agent } = await testAgent({ settings: testSettings({ risk: { reEntryPauseMinutes: null } }) });
    const { desk, scenes } = agent.parts;
    const owner = agent.person('test', 'owner');
    const proposed = (one: Draft) => {
      const made = desk.propose(one, owner);
      if (made.kind !== 'proposed') throw new Error(`refused: ${JSON.stringify(made.verdict.results.at(-1))}`);
      return made.proposal;
    };
    const approve = ({ id: proposalId, version, nonce }: { id: string; version: number; nonce: string }) =>
      desk.decide({ verb: 'approve', proposalId, version, nonce }, owner);
    const short = proposed(units(3, 'sell'));
    await approve(proposed(units(2, 'buy')));
    await expect(approve(short), 'it was to open a short; now it would close a long first').rejects.toMatchObject({
      code: 'desk.changed',
    });
    const { t } = agent.parts.contextFor(owner, new AbortController().signal, () => '');
    const french = agent.parts.contextFor(
      agent.person('test', 'owner', 'fr'),
      new AbortController().signal,
      () => '',
    ).t;
    const through = proposed(units(5, 'sell'));
    expect(scenes.proposal(through, t).title).toBe('P-3: sell S&P 500: close the 2 held and open 3 short');
    expect(scenes.proposal(through, french).title).toContain('solder les 2 détenus et ouvrir 3 à découvert');
    await approve(through);
    const back = proposed(units(4, 'buy'));
    expect(scenes.proposal(back, t).title).toBe('P-4: buy S&P 500: cover the 3 sold short and open 1 long');
    expect(scenes.proposal(back, french).title).toContain("racheter les 3 à découvert et ouvrir 1 à l'achat");
  });
});
