import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
  ErrorCode as RpcCode,
} from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { asQuaestorError } from '../../config/errors.ts';
import { errorText } from '../../config/messages.ts';
import { translateTo } from '../../config/text.ts';
import { wireSchema } from '../../models/llm/wire-schema.ts';
import type { Tool } from '../../tools/tool.ts';
import type { Agent } from '../agent.ts';
import { cardText } from '../channels/card-text.ts';
import type { AgentEvent } from '../events.ts';
import { mayUse, type Person } from '../people.ts';
import { askToApprove } from './ask-to-approve.ts';

const scheme = 'glossary://';

const instructions =
  'Quaestor: prices, indicators, volatility forecasts, regimes, backtests and a glossary, computed from stored history. propose_trade only drafts: a risk gate and a person decide. Every figure carries its date.';

/** What a client may expect of a tool, from its one safety word. */
const annotationsOf = ({ effect, taints, name }: Tool) => ({
  title: name.replaceAll('_', ' '),
  readOnlyHint: effect === 'read',
  destructiveHint: false,
  idempotentHint: effect === 'read',
  openWorldHint: taints,
});

/** The proposal that a call made, if it made one. */
const proposalIn = (events: readonly AgentEvent[]): string | undefined => {
  const made = events.find(event => event.type === 'proposal-made');
  return made?.proposalId;
};

/** Calls one tool as a person through the one door, and says in words and data what it gave. */
async function call(agent: Agent, server: Server, person: Person, name: string, args: unknown, signal: AbortSignal) {
  const events: AgentEvent[] = [];
  const context = agent.parts.contextFor(person, signal, () => agent.reference());
  const passed = await agent.parts.door.pass({ id: `mcp-${name}`, name, args }, person, context, event => {
    events.push(event);
  });
  const id = proposalIn(events);
  const decided = id === undefined ? undefined : await askToApprove(agent, server, person, id);
  const cards = events.flatMap(event =>
    (event.type === 'tool-result' || (event.type === 'proposal-made' && decided !== undefined && !decided.settled)) &&
    event.card
      ? [event.card]
      : [],
  );
  const shown = cards.map(card => cardText(card, { withLead: true, width: 92, approve: () => '' }));
  const text = [...(decided?.settled ? [] : [passed.text]), ...shown, ...(decided ? [decided.text] : [])].join('\n\n');
  const structured = z.record(z.string(), z.unknown()).safeParse(passed.output).data;
  return {
    content: [{ type: 'text' as const, text }],
    isError: !passed.ok,
    ...(structured ? { structuredContent: structured } : {}),
  };
}

function readEntry(agent: Agent, person: Person, uri: string): string {
  const glossary = agent.parts.contextFor(person, new AbortController().signal, () => 'mcp').glossary();
  const entry = uri.startsWith(scheme) ? glossary.entry(uri.slice(scheme.length)) : undefined;
  if (!entry)
    throw new McpError(
      RpcCode.InvalidParams,
      `There is no "${uri}". Entries are ${scheme}ID, for example ${scheme}volatility.`,
    );
  const wording = entry[person.language];
  return [
    wording.term,
    wording.beginner,
    wording.intermediate,
    wording.expert,
    wording.example,
    wording.pitfalls,
    entry.formula,
    entry.source,
  ]
    .filter(part => part !== undefined)
    .join('\n\n');
}

/**
 * All tools as a Model Context Protocol server for one person: what the person's role does not allow is not listed and is
 * refused. There is no tool that executes: a proposal is approved in an elicitation where the client can ask, else on any
 * other channel.
 */
export function mcpServer(agent: Agent, person: Person, version: string): Server {
  const server = new Server(
    { name: 'quaestor', version },
    { capabilities: { tools: {}, resources: {} }, instructions },
  );
  const allowed = () => agent.parts.tools.filter(tool => mayUse(person, tool));

  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: allowed().map(tool => ({
      name: tool.name,
      description: tool.description,
      inputSchema: { ...wireSchema(tool.input), type: 'object' as const },
      annotations: annotationsOf(tool),
    })),
  }));

  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
    try {
      return await call(agent, server, person, params.name, params.arguments ?? {}, signal);
    } catch (thrown) {
      const text = translateTo(person.language)(errorText(asQuaestorError(thrown), agent.reference()));
      return { content: [{ type: 'text' as const, text }], isError: true };
    }
  });

  server.setRequestHandler(ListResourcesRequestSchema, () => {
    const glossary = agent.parts.contextFor(person, new AbortController().signal, () => 'mcp').glossary();
    return {
      resources: glossary.entries().map(entry => ({
        uri: `${scheme}${entry.id}`,
        name: entry[person.language].term,
        mimeType: 'text/plain',
      })),
    };
  });
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [{ uriTemplate: `${scheme}{id}`, name: 'glossary entry', mimeType: 'text/plain' }],
  }));
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }) => ({
    contents: [{ uri: params.uri, mimeType: 'text/plain', text: readEntry(agent, person, params.uri) }],
  }));
  return server;
}
