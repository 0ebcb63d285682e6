import { describe, expect, it } from 'vitest';
import { heldIn } from '../../models/planner/held-positions.ts';
import { answerOf, eventOf, say, testAgent } from '../kit/test-agent.ts';
import { press, waiting } from '../kit/waiting-proposal.ts';

const sentences = ['sell everything', 'vends tout', 'close my position', 'ferme ma position'];

describe('closing without a name', () => {
  it.each(sentences)('"%s" says that nothing is held where nothing is', async text => {
    const { agent } = await testAgent();
    expect(answerOf(await say(agent, text))).toMatch(/no open position/);
    await agent.parts.close();
  });

  it.each(sentences)('"%s" proposes to close the one position that is held', async text => {
    const { agent, card } = await waiting();
    await press(agent, { verb: 'approve', ...card });
    const proposed = eventOf(await say(agent, text, 'trader'), 'proposal-made');
    expect(agent.parts.desk.find('P-2')?.draft).toMatchObject({ symbol: 'SPX', side: 'sell' });
    expect(proposed.card).toBeDefined();
    await agent.parts.close();
  });

  it('reads what is held from the answer of the account, and nothing from any other text', () => {
    expect(heldIn('{"positions":[{"symbol":"SPX","quantity":5}],"cashUsd":1}')).toEqual(['SPX']);
    expect(heldIn('Your account is worth $100,000.00')).toBeUndefined();
    expect(heldIn('{"cashUsd":1}')).toBeUndefined();
  });
});
