import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineTool } from '../../tools/tool.ts';
import { eventOf, say, testAgent, testSettings } from '../kit/test-agent.ts';

describe('a tool that never ends', () => {
  it('is given up after the seconds of the settings, and the turn goes on', async () => {
    const tool = defineTool({
      name: 'wait_forever',
      description: 'Never ends.',
      examples: ['wait'],
      effect: 'read',
      input: z.object({}),
      output: z.string(),
      run: () => new Promise<string>(() => undefined),
      show: () => ({ title: 'never' }),
    });
    const { agent } = await testAgent({
      tools: [tool],
      settings: testSettings({ llm: { chain: [], toolSeconds: 0.05 } }),
      steps: [{ calls: [{ name: 'wait_forever', args: {} }] }, { text: 'I gave up.' }],
    });
    const events = await say(agent, 'wait');
    expect(eventOf(events, 'tool-result').card?.lead).toBe(
      'wait_forever took longer than 0.05 seconds and was given up.',
    );
    expect(eventOf(events, 'answer-end').text).toBe('I gave up.');
  });
});
