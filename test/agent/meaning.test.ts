import { describe, expect, it } from 'vitest';
import { testAgent } from '../kit/test-agent.ts';

describe('what a proposal meant when it was made', () => {
  const draft = (side: 'buy' | 'sell', amount: number) => ({
    accountId: 'paper',
    symbol: 'SPX',
    side,
    sizing: { kind: 'quantity' as const, amount },
    entry: 2874.56,
    decisionId: 'D',
    tainted: false,
  });

  it('is kept on its card, and an approval that would mean something else is refused', async () => {
    const { agent } = await testAgent();
    const person = agent.person('test', 'owner');
    const { desk, scenes, ledger } = agent.parts;
    const t = agent.parts.contextFor(person, new AbortController().signal, () => 'Q').t;
    const propose = (side: 'buy' | 'sell', amount: number) => {
      const made = desk.propose(draft(side, amount), person);
      if (made.kind !== 'proposed') throw new Error('refused');
      return made.proposal;
    };
    const approve = ({ id: proposalId, version, nonce }: ReturnType<typeof propose>) =>
      desk.decide({ verb: 'approve', proposalId, version, nonce }, person);
    const short = propose('sell', 2);
    expect(scenes.proposal(short, t).title).toBe('P-1: sell S&P 500 short');
    await approve(propose('buy', 3));
    expect(scenes.proposal(short, t).title, 'the title does not change under an open card').toBe(
      'P-1: sell S&P 500 short',
    );
    await expect(approve(short), 'now it would reduce the long').rejects.toMatchObject({ code: 'desk.changed' });
    expect(desk.find('P-1')?.state).toBe('expired');
    expect(ledger.rows('fill')).toHaveLength(1);
    const reduce = propose('sell', 2);
    expect(scenes.proposal(reduce, t).title).toBe('P-3: sell S&P 500');
    expect((await approve(reduce)).state).toBe('done');
  });
});
