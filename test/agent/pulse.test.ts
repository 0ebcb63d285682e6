import { describe, expect, it } from 'vitest';
import type { Decided } from '../../agent/cycle.ts';
import { startPulse } from '../../agent/pulse.ts';
import { managedAgent } from '../kit/managed-agent.ts';
import { testAgent } from '../kit/test-agent.ts';

describe('the pulse', () => {
  it('decides once on each candle that has closed, asked by nobody', async () => {
    const { agent, market } = await managedAgent(
      Array.from({ length: 3 }, () => '{"decisions":[]}'),
      { over: {} },
    );
    agent.parts.settings.cycle.everySeconds = 0.02;
    const calls: string[] = [];
    let count = 0;
    await new Promise<void>(resolve => {
      const stop = startPulse(agent, ({ manager }: Decided) => {
        if (manager) calls.push(`${manager.call.id} ${manager.call.because}`);
        count += 1;
        if (count === 4) market.moveTo(301);
        if (calls.length === 2) void stop?.().then(resolve);
      });
    });
    expect(calls).toEqual(['M-1 candle', 'M-2 candle']);
  });

  it('goes on after a round that failed', async () => {
    const { agent } = await testAgent();
    agent.parts.settings.cycle.everySeconds = 0.02;
    agent.parts.settings.cycle.strategy = 'astrology';
    const stop = startPulse(agent);
    await new Promise(resolve => setTimeout(resolve, 100));
    await stop?.();
    agent.parts.settings.cycle.strategy = 'buy_and_hold';
    const decided = await new Promise<Decided>(resolve => {
      const again = startPulse(agent, one => void again?.().then(() => resolve(one)));
    });
    expect(decided.strategy?.proposed).toHaveLength(1);
  });

  it('beats only where the settings say so and somebody decides', async () => {
    const { agent } = await testAgent();
    expect(startPulse(agent)).toBeUndefined();
    agent.parts.settings.cycle.everySeconds = 1;
    expect(startPulse(agent), 'nobody decides').toBeUndefined();
  });
});
