import { describe, expect, it } from 'vitest';
import { eventOf } from '../kit/test-agent.ts';
import { cardNow, codeOf, draft, fills, notes, press, waiting } from '../kit/waiting-proposal.ts';

describe('the question before a first approval', () => {
  const asked = { checkQuestion: 'always' };

  it('is asked once, with the money at risk among its answers, and a wrong one opens nothing', async () => {
    const { agent, card } = await waiting(asked);
    const question = eventOf(await press(agent, { verb: 'approve', ...card }), 'tool-result').card;
    expect(question?.lead).toContain('about how much is lost');
    const labels = question?.actions.map(({ label }) => label) ?? [];
    expect(labels.toSorted(), '5 * (2874.56 - 2700) + round trip').toEqual(
      ['$8,958.04', '$895.80', '$89.58'].toSorted(),
    );
    const right = labels.indexOf('$895.80');
    expect(fills(agent)).toEqual([]);
    const wrong = await press(agent, { verb: 'answer', ...card, choice: (right + 1) % 3 });
    expect(eventOf(wrong, 'tool-result')).toMatchObject({ ok: false });
    await expect(
      agent.parts.desk.decide({ verb: 'approve', ...card }, agent.person('test', 'approver')),
    ).rejects.toMatchObject({ code: 'desk.check-first' });
    const answered = await press(agent, { verb: 'answer', ...card, choice: right });
    expect(eventOf(answered, 'tool-result').card?.lead).toContain('Right');
    await press(agent, { verb: 'approve', ...card });
    expect(fills(agent)).toHaveLength(1);
    const next = agent.parts.desk.propose(
      { ...draft, sizing: { kind: 'quantity', amount: 1 } },
      agent.person('test', 'trader'),
    );
    expect(next.kind).toBe('proposed');
    const once = await agent.parts.desk.question(cardNow(agent, 'P-2'), agent.person('test', 'approver'));
    expect(once, 'once for all').toBeUndefined();
  });

  it('asks for the value where there is no stop, and rejecting needs no answer', async () => {
    const { agent, card } = await waiting(asked, { stop: undefined, target: undefined });
    const question = eventOf(await press(agent, { verb: 'approve', ...card }), 'tool-result').card;
    expect(question?.lead).toContain('how much money does this SPX order move');
    expect(eventOf(await press(agent, { verb: 'reject', ...card }), 'proposal-changed').state).toBe('rejected');
  });

  it('is not shown to who may not approve, and their click is written down', async () => {
    const { agent, card } = await waiting(asked);
    expect(codeOf(await press(agent, { verb: 'approve', ...card }, 'trader'))).toBe('desk.not-yours');
    expect(notes(agent)).toContain('click-refused');
  });

  it('is not asked on paper by default', async () => {
    const { agent, card } = await waiting();
    expect(await agent.parts.desk.question(card, agent.person('test', 'approver'))).toBeUndefined();
  });
});
