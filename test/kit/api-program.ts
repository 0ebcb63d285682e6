import { onTestFinished } from 'vitest';
import type { Agent } from '../../agent/agent.ts';
import { keyCommands } from '../../agent/commands/key-commands.ts';
import { openWeb } from '../../agent/web/web.ts';
import { translateTo } from '../../config/text.ts';
import type { Scope } from '../../data/api-key-store.ts';

/** What a command about keys answers. */
export async function keyCommand(agent: Agent, name: string, rest: string, personId = 'owner') {
  const command = keyCommands.find(one => one.en === name);
  const person = agent.person('cli', personId);
  return command?.run({ agent, person, rest, t: translateTo(person.language), emit: () => undefined });
}

/** A server on the agent, and a program with a key of some scopes. */
export async function program(agent: Agent, ...scopes: Scope[]) {
  const web = await openWeb(agent);
  onTestFinished(() => web.close());
  const card = scopes.length > 0 ? await keyCommand(agent, 'key', `new bot ${scopes.join(',')}`) : undefined;
  const made = card?.lines?.[0];
  const request = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(`${web.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { accept: 'application/json', ...(made ? { authorization: `Bearer ${made}` } : {}), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return { url: web.url, key: made ?? '', request };
}
