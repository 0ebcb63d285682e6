import type { Language } from '../../config/settings.ts';
import type { Card } from '../../tools/card.ts';
import type { Account } from '../../tools/get-portfolio.ts';
import type { Past } from '../channels/shown-cards.ts';
import type { AgentEvent } from '../events.ts';
import type { Person } from '../people.ts';

export type State = {
  person: Person;
  asOf: string;
  notice: string;
  /** The longest message that is read. */
  maxCharacters: number;
  halted: boolean;
  /** Null where the account cannot be valued; the portfolio card then says why. */
  account: Account | null;
  portfolio: Card;
  proposals: Card[];
};

export type Said = Past;
export type Decision = { verb: 'approve' | 'reject'; proposalId: string; version: number; nonce: string };

/** The server answered, and said no. Everything else that goes wrong is a lost connection. */
export class Refused extends Error {}

async function reply(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, init);
  if (response.ok) return response;
  const body = await response.text();
  if (response.status >= 500) throw new Error(body);
  throw new Refused(body || response.statusText);
}

const posted = (body: unknown, signal?: AbortSignal): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'x-quaestor': '1' },
  body: JSON.stringify(body),
  ...(signal ? { signal } : {}),
});

/** Server-sent events of a body, one by one, as the agent made them. */
export async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<AgentEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const lines = block.split(/\r?\n/).filter(line => line.startsWith('data:'));
        if (lines.length > 0) yield JSON.parse(lines.map(line => line.slice(5).trimStart()).join('\n')) as AgentEvent;
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

async function* turn(path: string, body: unknown, signal?: AbortSignal): AsyncGenerator<AgentEvent> {
  const response = await reply(path, posted(body, signal));
  if (response.body) yield* eventsOf(response.body);
}

/** What the page asks of the agent. Throws `Refused`, or whatever fetch throws when nobody is there. */
export const server = {
  async state(language: Language | undefined): Promise<State> {
    const response = await reply(`/api/state${language ? `?language=${language}` : ''}`, { cache: 'no-store' });
    return (await response.json()) as State;
  },
  async history(): Promise<Said[]> {
    return (await (await reply('/api/history?cards', { cache: 'no-store' })).json()) as Said[];
  },
  async choose(language: Language): Promise<void> {
    await reply('/api/language', posted({ language }));
  },
  chat: (text: string, language: Language, signal: AbortSignal) => turn('/api/chat', { text, language }, signal),
  decide: (decision: Decision, language: Language) => turn('/api/tap', { ...decision, language }),
};
