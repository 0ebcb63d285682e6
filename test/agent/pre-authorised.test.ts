import { describe, expect, it } from 'vitest';
import { act } from '../../agent/decision/autopilot.ts';
import type { Draft } from '../../models/risk/draft.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';

const night = { from: '22:00', to: '06:00', timezone: 'UTC' };
const atNight = Date.UTC(2026, 0, 5, 23, 30);
const atNoon = Date.UTC(2026, 0, 5, 12);

const order = (over: Partial<Draft>): Draft => ({
  accountId: 'paper',
  symbol: 'SPX',
  side: 'buy',
  sizing: { kind: 'quantity', amount: 2 },
  entry: 2874.56,
  decisionId: 'D',
  tainted: false,
  ...over,
});
const exit = (over: Partial<Draft> = {}) => order({ side: 'sell', sizing: { kind: 'close' }, ...over });

/** An account that holds two units, with what the settings of the desk say. */
async function holding(desk: Record<string, unknown>) {
  const { agent } = await testAgent({ settings: testSettings({ desk }) });
  const { desk: table, settings } = agent.parts;
  const made = table.propose(order({}), agent.person('test', 'owner'));
  if (made.kind !== 'proposed') throw new Error('refused');
  const { id: proposalId, version, nonce } = made.proposal;
  const [card, owner] = [{ proposalId, version, nonce }, agent.person('test', 'owner')];
  const question = await table.question(card, owner);
  if (question) await table.answer(card, question.right, owner);
  await table.decide({ verb: 'approve', ...card }, owner);
  return { agent, act: (draft: Draft, now: number) => act(table, settings, draft, 'propose', now) };
}

describe('an exit that was authorised beforehand', () => {
  it('goes without a tap, through the same gate, and is written down as what it is', async () => {
    const { agent, act: acts } = await holding({ preAuthorisedExits: 'always' });
    expect((await acts(exit(), atNoon)).executed?.state).toBe('done');
    expect(agent.parts.ledger.rows('approval').at(-1)?.actor).toEqual({ channel: 'cycle', id: 'pre-authorised' });
    expect(agent.parts.scenes.memory().valuation.positions).toEqual([]);
  });

  it('is asked no question that is for people', async () => {
    const { act: acts } = await holding({ preAuthorisedExits: 'always', checkQuestion: 'always' });
    expect((await acts(exit(), atNoon)).executed?.state).toBe('done');
  });

  it('waits for a person by day where it was authorised for the night alone', async () => {
    const { act: acts } = await holding({ preAuthorisedExits: 'quiet-hours', quietHours: night });
    expect((await acts(exit(), atNoon)).executed).toBeUndefined();
    const { act: asleep } = await holding({ preAuthorisedExits: 'quiet-hours', quietHours: night });
    expect((await asleep(exit(), atNight)).executed?.state).toBe('done');
  });

  it('is never an entry, nor made from outside text, nor there by default', async () => {
    const always = await holding({ preAuthorisedExits: 'always' });
    expect((await always.act(order({}), atNight)).executed, 'an entry').toBeUndefined();
    const tainted = await holding({ preAuthorisedExits: 'always' });
    expect((await tainted.act(exit({ tainted: true }), atNight)).executed, 'outside text').toBeUndefined();
    const usual = await holding({ quietHours: night });
    expect((await usual.act(exit(), atNight)).executed, 'by default').toBeUndefined();
  });
});

describe('a pause', () => {
  it('lets the strategy rest on a schedule and answers who asks; a trader may begin and end it', async () => {
    const { agent } = await testAgent({ settings: testSettings({ cycle: { strategy: 'sma_cross' } }) });
    const { cycle, ledger } = agent.parts;
    const owner = agent.person('test', 'owner');
    const say = async (text: string, id: string) => {
      const codes: string[] = [];
      await agent.hear({ channel: 'test', personId: id, text }, event => {
        if (event.type === 'error') codes.push(event.code);
      });
      return codes;
    };
    expect(await say('/pause', 'reader')).toEqual(['tool.forbidden']);
    expect(await say('/pause', 'trader')).toEqual([]);
    expect(await say('/pause', 'trader'), 'twice is once').toEqual([]);
    expect(await cycle.decide(owner, false)).toMatchObject({ strategy: undefined, manager: undefined });
    expect((await cycle.decide(owner, true)).strategy).toBeDefined();
    expect(await say('/resume', 'trader')).toEqual([]);
    expect((await cycle.decide(owner, false)).strategy).toBeDefined();
    expect(ledger.rows('note').filter(({ body }) => body.event === 'cycle-paused')).toHaveLength(2);
  });
});
