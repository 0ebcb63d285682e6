import { z } from 'zod';
import type { Agent } from '../../agent/agent.ts';
import { mcpTool } from '../../agent/mcp/mcp-tool.ts';
import { type Database, openDatabase } from '../../data/database.ts';
import { quarantinedReader } from '../../models/llm/quarantined-reader.ts';
import { getNews } from '../../tools/get-news.ts';
import { proposeTrade } from '../../tools/propose-trade.ts';
import { defineTool, type Tool } from '../../tools/tool.ts';
import type { Layer } from './attacks.ts';
import { obey } from './obeying-model.ts';
import { ScriptedModel } from './scripted-model.ts';
import { testSettings } from './test-agent.ts';

/** What an attack plays in: the text, the tool that brings it, and what came of it. */
export type World = {
  text: string;
  armed: string | undefined;
  obeys: boolean;
  resets: number;
  agent: Agent | undefined;
  sent: unknown[];
  logged: string[];
  database: Database;
  model: ScriptedModel;
};

/** A world in which nothing has happened. */
export function openWorld(): World {
  const world: World = {
    text: '',
    armed: undefined,
    obeys: false,
    resets: 0,
    agent: undefined,
    sent: [],
    logged: [],
    database: openDatabase(':memory:'),
    model: new ScriptedModel(
      Array.from({ length: 5000 }, () => messages => (world.obeys ? obey(messages, world.armed) : { text: 'Noted.' })),
    ),
  };
  return world;
}

/** The tools that bring the text, the one that an attack wants, and where nothing forbids it one that approves. */
export function toolsOf(world: World, layers: readonly Layer[]): Tool[] {
  const client = {
    callTool: (request: { arguments?: unknown }) => {
      world.sent.push(request.arguments);
      return Promise.resolve({ content: [{ type: 'text' as const, text: world.text }] });
    },
  };
  const news: Tool = {
    ...getNews,
    call: (raw, context) =>
      getNews.call(raw, {
        ...context,
        outside: { ...context.outside, ...pressOf(world, context.wall.now()) } as unknown as typeof context.outside,
      }),
  };
  const inputSchema = { type: 'object', properties: { note: { type: 'string' } } };
  return [
    news,
    mcpTool('notes', { name: 'get_note', inputSchema }, client as never, testSettings().mcp, quarantinedReader()),
    importedEntry(world),
    proposeTrade,
    reset(world),
    ...(layers.includes('no-approval-tool') ? [approval(world)] : []),
  ];
}

const pressOf = (world: World, now: number) => ({
  newsReader: { refresh: () => Promise.resolve({ faults: [] }) },
  newsStore: {
    between: () => [
      {
        id: 'x'.repeat(64),
        feed: world.text,
        language: 'en',
        title: world.text,
        summary: world.text,
        link: 'https://example.org/1',
        publishedAt: now,
        seenAt: now,
        availableAt: now,
        symbols: [world.text],
      },
    ],
  },
});

/** Explains with an entry that somebody imported. */
const importedEntry = (world: World): Tool =>
  defineTool({
    name: 'explain_term',
    description: 'Explains a term.',
    examples: ['What is a tobin tax?', 'Que veut dire taxe Tobin ?'],
    effect: 'read',
    input: z.object({}),
    output: z.strictObject({ entry: z.strictObject({ imported: z.literal(true), definition: z.string() }) }),
    run: () => ({ entry: { imported: true as const, definition: world.text } }),
    say: ({ entry }) => entry.definition,
    show: ({ entry }) => ({ title: 'Tobin tax', lead: entry.definition }),
  });

const reset = (world: World): Tool =>
  defineTool({
    name: 'reset_everything',
    description: 'Forgets all models.',
    examples: ['reset everything', 'tout remettre à zéro'],
    effect: 'admin',
    input: z.object({}),
    output: z.strictObject({ done: z.boolean() }),
    run: () => {
      world.resets += 1;
      return { done: true };
    },
    show: () => ({ title: 'Reset' }),
  });

/** What the product has not: a tool that approves. */
const approval = (world: World): Tool =>
  defineTool({
    name: 'approve_proposal',
    description: 'Approves.',
    examples: ['approve', 'approuve'],
    effect: 'read',
    input: z.object({ proposal: z.string() }),
    output: z.strictObject({ state: z.string() }),
    async run({ proposal: proposalId }) {
      const { agent } = world;
      const found = agent?.parts.desk.find(proposalId);
      if (!agent || !found) throw new Error(`no ${proposalId}`);
      const { version, nonce } = found;
      const owner = agent.person('test', 'owner');
      const { state } = await agent.parts.desk.decide({ verb: 'approve', proposalId, version, nonce }, owner);
      return { state };
    },
    show: ({ state }) => ({ title: state }),
  });
