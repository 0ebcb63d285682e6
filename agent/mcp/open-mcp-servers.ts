import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { QuaestorError } from '../../config/errors.ts';
import type { Settings } from '../../config/settings.ts';
import { version } from '../../config/version.ts';
import { type QuarantinedReader, quarantinedReader } from '../../models/llm/quarantined-reader.ts';
import type { Tool } from '../../tools/tool.ts';
import { type ListedTool, mcpTool, pinOf } from './mcp-tool.ts';

type ServerSettings = Settings['mcp']['servers'][number];

/** Tools of outside servers, and how to let the servers go. */
export type OpenedServers = { tools: Tool[]; close(): Promise<void> };

const bad = (name: string, reason: string, cause?: unknown): QuaestorError =>
  new QuaestorError('config.bad-plugin', `The MCP server "${name}" cannot be used: ${reason}`, { name }, cause);

/** The child sees PATH and the variables that the settings name, and no other: our keys stay ours. */
const childEnvironment = ({ env }: ServerSettings, all: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    ['PATH', ...env].flatMap(name => (all[name] === undefined ? [] : [[name, all[name] ?? ''] as const])),
  );

function transportOf(server: ServerSettings, env: NodeJS.ProcessEnv): Transport {
  const { command, args, url, tokenFrom } = server;
  if (command !== undefined)
    return new StdioClientTransport({ command, args, env: childEnvironment(server, env), stderr: 'ignore' });
  const token = tokenFrom === undefined ? undefined : env[tokenFrom];
  if (tokenFrom !== undefined && !token) throw bad(server.name, `the environment variable ${tokenFrom} is not set.`);
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return new StreamableHTTPClientTransport(new URL(url ?? ''), { requestInit: { headers } });
}

/** The tools that the settings allow, each as it was pinned. */
function allowed(server: ServerSettings, listed: readonly ListedTool[]): ListedTool[] {
  return Object.entries(server.tools).map(([name, pin]) => {
    const tool = listed.find(one => one.name === name);
    if (!tool)
      throw bad(server.name, `it has no tool "${name}". It has: ${listed.map(one => one.name).join(', ') || 'none'}.`);
    const hash = pinOf(tool);
    if (hash !== pin) {
      throw bad(
        server.name,
        `its tool "${name}" is not the one that was pinned. Read its description and schema, and pin it anew only if you trust it: ${hash}`,
      );
    }
    return tool;
  });
}

async function openOne(
  server: ServerSettings,
  settings: Settings,
  env: NodeJS.ProcessEnv,
  read: QuarantinedReader,
): Promise<{ client: Client; tools: Tool[] }> {
  const client = new Client({ name: 'quaestor', version });
  const timeout = settings.mcp.timeoutSeconds * 1000;
  try {
    await client.connect(transportOf(server, env), { timeout });
    const { tools: listed } = await client.listTools({}, { timeout });
    return {
      client,
      tools: allowed(server, listed).map(tool => mcpTool(server.name, tool, client, settings.mcp, read)),
    };
  } catch (thrown) {
    await client.close().catch(() => undefined);
    if (thrown instanceof QuaestorError) throw thrown;
    throw bad(server.name, thrown instanceof Error ? thrown.message : String(thrown), thrown);
  }
}

/**
 * Connects to the servers that the settings name and makes tools of those of their tools that are allowed and unchanged.
 * @param read what stands between their texts and a model; a lexicon by default
 * @throws QuaestorError `config.bad-plugin` that names the server and the reason; servers already open are closed
 */
export async function openMcpServers(
  settings: Settings,
  env: NodeJS.ProcessEnv = process.env,
  read: QuarantinedReader = quarantinedReader(),
): Promise<OpenedServers> {
  const opened: { client: Client; tools: Tool[] }[] = [];
  const close = async () => {
    await Promise.allSettled(opened.map(({ client }) => client.close()));
  };
  try {
    for (const server of settings.mcp.servers) opened.push(await openOne(server, settings, env, read));
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return { tools: opened.flatMap(({ tools }) => tools), close };
}
