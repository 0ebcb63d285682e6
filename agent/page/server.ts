import type { Language } from '../../config/settings.ts';
import type { GlossaryEntry } from '../../knowledge/glossary/entry.ts';
import type { Card } from '../../tools/card.ts';
import type { AgentEvent } from '../events.ts';
import type { Press } from '../press.ts';
import type { Past } from '../web/conversation-cards.ts';
import type { CommandShown } from '../web/web-commands.ts';
import type { State } from '../web/web-page-routes.ts';
import type { TurnReply } from '../web/web-turn.ts';

export type { State };
export type Said = Past;
/** One of the person's conversations; the first one has no id. */
export type Conversation = { id?: string; title: string; at: number; questions: number };
export type Term = { id: string } & Record<Language, { term: string; aliases: string[] }>;
export type Preferences = {
  name: string;
  role: string;
  language: Language;
  level: string;
  accounts: string[];
  alerts: { id: number; text: string }[];
  /** Whether this browser has logged in. */
  session: boolean;
};
export type Replay = { provider: string; replay?: { at: number; speed: number; paused: boolean } };
/** Of a proposal that waits: what an edit begins with. */
export type Order = { id: string; quantity: number; stop?: number; target?: number };
export type ProposalShown = TurnReply['proposals'][number];
export type ToolAnswer = { ok: boolean; output: unknown; card?: Card };

/** The server answered, and said no in its own words. Everything else that goes wrong is a lost connection. */
export class Refused extends Error {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

async function reply(path: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(path, init);
  if (response.ok) return response;
  const { status, statusText } = response;
  const body = await response.text();
  const message = messageOf(body);
  // Without words of ours, 5xx comes from something that stands between us and the server.
  if (message === undefined && status >= 500) throw new Error(body);
  throw new Refused(message || body || statusText, status);
}

/** What a refusal says to a person; undefined where it is none of ours. */
function messageOf(body: string): string | undefined {
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    return typeof message === 'string' ? message : undefined;
  } catch {
    return undefined;
  }
}

const json = async <T>(path: string, init: RequestInit = { cache: 'no-store' }): Promise<T> =>
  (await (await reply(path, init)).json()) as T;

/** A query without what is left out. */
function query(given: Readonly<Record<string, string | undefined>>): string {
  const kept = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return kept.length === 0 ? '' : `?${new URLSearchParams(kept)}`;
}

const posted = (body: unknown, signal?: AbortSignal) => ({
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
  state: (language: Language | undefined) => json<State>(`/api/state${query({ language })}`),
  history: (conversation: string | undefined) => json<Said[]>(`/api/history${query({ cards: '', conversation })}`),
  async choose(language: Language): Promise<void> {
    await reply('/api/language', posted({ language }));
  },
  chat: (text: string, language: Language, conversation: string | undefined, signal: AbortSignal) =>
    turn('/api/chat', { text, language, ...(conversation === undefined ? {} : { conversation }) }, signal),
  press: (press: Press, language: Language) => turn('/api/tap', { ...press, language }),
  /** A command outside the conversation: one answer. */
  command(text: string, language: Language): Promise<TurnReply> {
    const { headers, ...init } = posted({ text, language });
    return json('/api/chat', { ...init, headers: { ...headers, accept: 'application/json' } });
  },
  commands: (language: Language) => json<CommandShown[]>(`/api/commands${query({ language })}`),
  orders: () => json<Order[]>('/api/proposals'),
  proposal: (id: string, language: Language) =>
    json<ProposalShown>(`/api/proposals/${encodeURIComponent(id)}${query({ language })}`),
  conversations: () => json<Conversation[]>('/api/conversations'),
  async remove(conversation: string | undefined): Promise<void> {
    await reply(`/api/conversations${query({ conversation })}`, { method: 'DELETE', headers: { 'x-quaestor': '1' } });
  },
  glossary: () => json<Term[]>('/api/glossary'),
  term: (id: string) => json<GlossaryEntry>(`/api/glossary/${encodeURIComponent(id)}`),
  async tool(name: string, args: Readonly<Record<string, unknown>>, language: Language): Promise<ToolAnswer> {
    const response = await fetch(`/api/tools/${name}${query({ language })}`, posted(args));
    const answer = (await response.json()) as Partial<ToolAnswer & { message: string }>;
    // A tool that failed says so on its card; a call that did not reach one has none.
    if (answer.ok === undefined) throw new Refused(answer.message ?? response.statusText, response.status);
    return answer as ToolAnswer;
  },
  preferences: (language: Language) => json<Preferences>(`/api/settings${query({ language })}`),
  replay: () => json<Replay>('/api/replay'),
  setReplay: (change: { paused?: boolean; speed?: number; to?: string }) => json<Replay>('/api/replay', posted(change)),
};
