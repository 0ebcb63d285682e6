import { readFileSync } from 'node:fs';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { ElicitRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { mcpServer } from '../../agent/mcp/mcp-server.ts';
import { version } from '../../config/version.ts';
import { testAgent } from '../kit/test-agent.ts';

type Answer = { action: 'accept' | 'decline' | 'cancel'; content?: Record<string, boolean> };

/** A client of the agent's own server, as a person; `answer` is what that person says when asked. */
async function connected(personId = 'owner', answer?: Answer) {
  const { agent } = await testAgent();
  const server = mcpServer(agent, agent.person('mcp', personId), '9.9.9');
  const client = new Client({ name: 'test', version: '1' }, { capabilities: answer ? { elicitation: {} } : {} });
  const asked: string[] = [];
  if (answer) {
    client.setRequestHandler(ElicitRequestSchema, ({ params }) => {
      asked.push(params.message);
      return answer;
    });
  }
  const [one, other] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(one), client.connect(other)]);
  const call = async (name: string, args: Record<string, unknown> = {}) => {
    const result = await client.callTool({ name, arguments: args });
    const [first] = z.array(z.object({ text: z.string() })).parse(result.content);
    return { text: first?.text ?? '', isError: result.isError === true, structured: result.structuredContent };
  };
  return { agent, client, call, asked };
}

const trade = { symbol: 'SPX', side: 'buy', quantity: 1, stop: 2700 };

describe('the tools as an MCP server', () => {
  it('lists every tool that the person may use, with hints from its one safety word', async () => {
    const { agent, client } = await connected();
    const { tools } = await client.listTools();
    expect(tools.map(one => one.name).sort()).toEqual(agent.parts.tools.map(one => one.name).sort());
    const hints = new Map(tools.map(one => [one.name, one.annotations]));
    expect(hints.get('get_price')).toMatchObject({ readOnlyHint: true, openWorldHint: false });
    expect(hints.get('get_news')).toMatchObject({ openWorldHint: true });
    expect(hints.get('propose_trade')).toMatchObject({ readOnlyHint: false });
    const reader = await (await connected('reader')).client.listTools();
    expect(reader.tools.map(one => one.name)).not.toContain('propose_trade');
    expect(reader.tools.map(one => one.name)).not.toContain('train_model');
  });

  it('answers with words and data', async () => {
    const { call } = await connected();
    const { text, structured, isError } = await call('get_price', { symbol: 'SPX' });
    expect(isError).toBe(false);
    expect(text).toContain('2,874.56');
    expect(structured).toMatchObject({ symbol: 'SPX', price: expect.closeTo(2874.56, 2) });
  });

  it('gives faults as results, and knows no other tool', async () => {
    const { call } = await connected();
    expect(await call('get_price', {})).toMatchObject({ isError: true, text: expect.stringContaining('symbol') });
    expect(await call('rob_bank')).toMatchObject({ isError: true, text: expect.stringContaining('tool.not-found') });
    const reader = await connected('reader');
    expect(await reader.call('propose_trade', trade)).toMatchObject({
      isError: true,
      text: expect.stringContaining('tool.forbidden'),
    });
    expect(reader.agent.parts.ledger.rows('draft')).toEqual([]);
  });

  it('reads the glossary as resources', async () => {
    const { client } = await connected();
    const { resources } = await client.listResources();
    expect(resources.length).toBeGreaterThan(100);
    const { contents } = await client.readResource({ uri: 'glossary://volatility' });
    expect(JSON.stringify(contents)).toContain('Volatility');
    await expect(client.readResource({ uri: 'file:///etc/passwd' })).rejects.toThrow('glossary://');
  });

  it('a proposal waits where the client cannot ask a person', async () => {
    const { agent, call } = await connected();
    const { text } = await call('propose_trade', trade);
    expect(text).toContain('waits for a person');
    expect(agent.parts.desk.waiting()).toHaveLength(1);
    expect(agent.parts.ledger.rows('fill')).toEqual([]);
  });

  it('asks where the client can, and a clear yes goes through gate and desk', async () => {
    const { agent, call, asked } = await connected('owner', { action: 'accept', content: { approve: true } });
    const { text } = await call('propose_trade', trade);
    expect(asked[0]).toContain('S&P 500');
    expect(text).toContain('Filled: bought 1 SPX');
    expect(agent.parts.ledger.rows('approval')[0]).toMatchObject({
      actor: { channel: 'mcp', id: 'owner' },
      body: { decision: 'approved' },
    });
  });

  it.each([
    ['a clear no rejects', { action: 'accept', content: { approve: false } }, 'rejected'],
    ['a closed question leaves it', { action: 'cancel' }, undefined],
    ['a refusal to answer leaves it', { action: 'decline' }, undefined],
  ] as const)('%s', async (_, answer, decision) => {
    const { agent, call } = await connected('owner', answer);
    await call('propose_trade', trade);
    expect(agent.parts.ledger.rows('approval')[0]?.body.decision).toBe(decision);
    expect(agent.parts.ledger.rows('fill')).toEqual([]);
  });

  it('names the version of the package', () => {
    const { version: packaged } = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));
    expect(version).toBe(packaged);
  });
});
