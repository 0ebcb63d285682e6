import { afterEach, describe, expect, it } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import type { ScriptedStep } from '../kit/scripted-model.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';

/** A channel as a person has it: what they say, what they see, and a tap on the only proposal that waits. */
export type Driven = {
  say(text: string): Promise<string>;
  approve(): Promise<string>;
  close(): Promise<void>;
};

const steps: ScriptedStep[] = [
  { calls: [{ name: 'get_price', args: { symbol: 'SPX' } }] },
  { text: 'The S&P 500 stands at 2,874.56.' },
  { calls: [{ name: 'propose_trade', args: { symbol: 'SPX', side: 'buy', quantity: 5, stop: 2700 } }] },
  { text: 'I proposed it.' },
  { calls: [{ name: 'get_price', args: { symbol: 'NVDAA' } }] },
  { text: 'I do not know it.' },
];

/** One dialogue that every two-way channel must carry alike. */
export function channelContract(name: string, drive: (agent: Agent) => Promise<Driven>): void {
  describe(`the channel contract: ${name}`, () => {
    let driven: Driven | undefined;
    afterEach(() => driven?.close());

    it('carries question, proposal, approval, fill, an unknown symbol, an unknown command and the other language', async () => {
      const { agent, model } = await testAgent({ steps, settings: testSettings({ web: { port: 0 } }) });
      driven = await drive(agent);
      const question = await driven.say('Where is the S&P?');
      expect(question).toContain('The S&P 500 stands at 2,874.56.');
      expect(question, 'the card with its date').toContain('As of 2020-04-17');
      const proposal = await driven.say('Buy five with a stop at 2700');
      expect(proposal).toContain('P-1: buy S&P 500');
      expect(proposal, 'which account it is').toContain('PAPER');
      expect(agent.parts.ledger.rows('fill'), 'nothing is filled before a person says yes').toEqual([]);
      expect(await driven.approve()).toContain('Filled: bought 5 SPX at 2,875.43');
      expect(await driven.approve(), 'a second yes is answered politely').toMatch(/already approved|Waiting: none/);
      expect(await driven.say('And NVDAA?')).toContain('Did you mean "NVDA"?');
      expect(await driven.say('/portfoli')).toContain('There is no command');
      expect(await driven.say('/language fr')).toContain('Je réponds en français');
      expect(await driven.say('/portfolio')).toContain('1 position ouverte');
      model.assertFinished();
      expect(agent.parts.ledger.rows().map(row => row.kind)).toEqual(
        expect.arrayContaining(['draft', 'verdict', 'proposal', 'approval', 'order', 'fill']),
      );
      expect(agent.parts.ledger.rows('fill')).toHaveLength(1);
    });
  });
}
