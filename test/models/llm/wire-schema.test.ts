import { createAgent, tool } from 'langchain';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { openLinks } from '../../../models/llm/open-links.ts';
import { providerChain } from '../../../models/llm/provider-chain.ts';
import { wireSchema } from '../../../models/llm/wire-schema.ts';
import { openFakeGemini } from '../../kit/fake-gemini-server.ts';
import { openFakeOpenAi } from '../../kit/fake-openai-server.ts';
import { ScriptedModel } from '../../kit/scripted-model.ts';
import { keys, llmAt } from './talk.ts';

const input = z.object({
  symbol: z
    .string()
    .min(1)
    .describe('A symbol such as SPX')
    .meta({ slot: 'symbol', words: { en: ['of'] } }),
  days: z.int().min(1).max(2).default(1).describe('Trading days'),
  count: z.int(),
  side: z.enum(['buy', 'sell']).optional(),
  share: z.number().min(0).max(1).optional(),
  words: z.array(z.array(z.number()).min(1)).max(3).describe('A field that is named as one of our keys'),
  sizing: z.union([z.object({ units: z.number() }), z.object({ slot: z.number() })]),
  mail: z.email().optional(),
  day: z
    .string()
    .regex(/^\d{4}$/)
    .optional(),
  exact: z.boolean().default(false),
});

const expected = {
  type: 'object',
  required: ['symbol', 'count', 'words', 'sizing'],
  properties: {
    symbol: { type: 'string', minLength: 1, description: 'A symbol such as SPX' },
    days: { type: 'integer', minimum: 1, maximum: 2, default: 1, description: 'Trading days' },
    count: { type: 'integer' },
    side: { type: 'string', enum: ['buy', 'sell'] },
    share: { type: 'number', minimum: 0, maximum: 1 },
    words: {
      type: 'array',
      maxItems: 3,
      items: { type: 'array', minItems: 1, items: { type: 'number' } },
      description: 'A field that is named as one of our keys',
    },
    sizing: {
      anyOf: [
        { type: 'object', required: ['units'], properties: { units: { type: 'number' } } },
        { type: 'object', required: ['slot'], properties: { slot: { type: 'number' } } },
      ],
    },
    mail: { type: 'string' },
    day: { type: 'string', pattern: '^\\d{4}$' },
    exact: { type: 'boolean', default: false },
  },
};

it('the wire schema holds what every provider reads, without our keys, and defaults are not required', () => {
  expect(wireSchema(input)).toEqual(expected);
});

it.each(['openai', 'google'] as const)('a tool with a wire schema reaches %s intact', async id => {
  const server = await { openai: openFakeOpenAi, google: openFakeGemini }[id]();
  server.otherwise({ text: 'Hello.' });
  const last = new ScriptedModel([]);
  const links = await openLinks(llmAt({ [id]: server.origin }), keys, last, {});
  const tools = [tool(() => '', { name: 'look', description: 'Looks.', schema: wireSchema(input) })];
  const agent = createAgent({ model: last, tools, middleware: [providerChain(links)] });
  await agent.invoke({ messages: [{ role: 'user', content: 'Hello?' }] });
  const body = JSON.parse(JSON.stringify(server.requests[0]?.body));
  const sent = id === 'openai' ? body.tools[0].function : body.tools[0].functionDeclarations[0];
  expect(sent, 'nothing is lost and nothing is added').toEqual({
    name: 'look',
    description: 'Looks.',
    parameters: expected,
  });
  await server.close();
});
