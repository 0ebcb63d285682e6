import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import { version } from '../../config/version.ts';
import type { Agent } from '../agent.ts';
import { mcpServer } from '../mcp/mcp-server.ts';
import { openAgent } from '../open-agent.ts';

const personOf = (agent: Agent) => agent.person('mcp', agent.parts.settings.web.user);

/** `npm run -s mcp`: the tools over standard input and output, until the client goes. Logs go to standard error. */
export async function mcp(): Promise<number> {
  const agent = await openAgent();
  const server = mcpServer(agent, personOf(agent), version);
  const closed = new Promise<void>(resolve => {
    server.onclose = () => resolve();
  });
  await server.connect(new StdioServerTransport());
  process.stdin.once('end', () => void server.close());
  await closed;
  await agent.parts.close();
  return 0;
}

/** One request of a client over HTTP: a server and a transport of its own, so that nothing is shared between clients. */
export async function answerMcp(agent: Agent, request: Request): Promise<Response> {
  const server = mcpServer(agent, personOf(agent), version);
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  try {
    return await transport.handleRequest(request);
  } finally {
    await server.close();
  }
}
