import { type BaseMessage, HumanMessage } from '@langchain/core/messages';
import { createAgent, tool } from 'langchain';
import { z } from 'zod';
import { QuaestorError } from '../../../config/errors.ts';
import { settingsFrom } from '../../../config/load-settings.ts';
import { type Secrets, secretNames } from '../../../config/secrets.ts';
import type { Settings } from '../../../config/settings.ts';
import type { Link } from '../../../models/llm/link.ts';
import { openLinks } from '../../../models/llm/open-links.ts';
import { type ProviderChainOptions, providerChain } from '../../../models/llm/provider-chain.ts';
import { wireSchema } from '../../../models/llm/wire-schema.ts';
import { ScriptedModel, type ScriptedStep } from '../../kit/scripted-model.ts';

export const keys: Secrets = {
  OPENAI_API_KEY: 'sk-canary-openai-0123456789abcdef',
  GOOGLE_API_KEY: 'canary-google-0123456789abcdef',
  OPENROUTER_API_KEY: 'canary-openrouter-0123456789',
};

/** Everything secret that a text of the chain must never hold. */
export const canary = new RegExp(
  secretNames
    .map(name => keys[name])
    .filter(Boolean)
    .join('|'),
);

/** Settings whose links point at the given loopback origins, in the order of the keys. */
export function llmAt(origins: Partial<Record<'openai' | 'google', string>>, deadlineSeconds = 20): Settings['llm'] {
  const baseUrls = Object.entries(origins).map(([id, origin]) => [
    id,
    { baseUrl: id === 'openai' ? `${origin}/v1` : origin },
  ]);
  return settingsFrom({ llm: { chain: Object.keys(origins), deadlineSeconds, ...Object.fromEntries(baseUrls) } }).llm;
}

const lookInput = z.object({ symbol: z.string().describe('A symbol'), days: z.int().min(1).max(2).default(1) });

/** A read tool that answers "volatility of SPX: 1.2 %". */
const look = tool(args => `volatility of ${(args as { symbol: string }).symbol}: 1.2 %`, {
  name: 'look',
  description: 'Looks something up.',
  schema: wireSchema(lookInput),
});

export type Said = {
  text: string;
  answeredBy: unknown;
  messages: BaseMessage[];
  pieces: { id: string; text: string }[];
};

export interface Talk {
  readonly last: ScriptedModel;
  readonly links: readonly Link[];
  /** One turn; `streamed` reads it piece by piece as a channel does. */
  ask(question: string, options?: { streamed?: boolean; signal?: AbortSignal; past?: BaseMessage[] }): Promise<Said>;
}

/** A real agent on a real chain whose last link follows `script`. */
export async function openTalk(
  llm: Settings['llm'],
  options: ProviderChainOptions & { script?: readonly ScriptedStep[]; secrets?: Secrets } = {},
): Promise<Talk> {
  const last = new ScriptedModel(options.script ?? []);
  const secrets = options.secrets ?? keys;
  const links = await openLinks(llm, secrets, last, {});
  const middleware = [providerChain(links, { ...options, secrets })];
  const agent = createAgent({ model: last, tools: [look], systemPrompt: 'You are brief.', middleware });

  return {
    last,
    links,
    async ask(question, { streamed = false, signal, past = [] } = {}) {
      const input = { messages: [...past, new HumanMessage(question)] };
      const config = signal ? { signal } : {};
      if (!streamed) return saidBy((await agent.invoke(input, config)).messages, []);
      const pieces: Said['pieces'] = [];
      let messages: BaseMessage[] = [];
      for await (const [mode, chunk] of await agent.stream(input, { ...config, streamMode: ['messages', 'values'] })) {
        if (mode === 'values') messages = (chunk as { messages: BaseMessage[] }).messages;
        else pieces.push(...piecesOf(chunk[0]));
      }
      return saidBy(messages, pieces);
    },
  };
}

const piecesOf = (chunk: BaseMessage): Said['pieces'] =>
  chunk.getType() === 'ai' && chunk.text ? [{ id: chunk.id ?? '', text: chunk.text }] : [];

const saidBy = (messages: BaseMessage[], pieces: Said['pieces']): Said => {
  const answer = messages.at(-1);
  return { text: answer?.text ?? '', answeredBy: answer?.response_metadata.quaestor_provider, messages, pieces };
};

/** The QuaestorError inside what an agent threw, or whatever else it threw. */
export async function failureOf(run: Promise<unknown>): Promise<Error & Partial<QuaestorError>> {
  const thrown = await run.then(
    () => new Error('it did not fail'),
    (error: Error) => error,
  );
  return thrown.cause instanceof QuaestorError ? thrown.cause : thrown;
}

/** What a channel shows: it drops its buffer when the message id changes. */
export function shownBy(pieces: Said['pieces']): { shown: string; dropped: string[] } {
  const dropped: string[] = [];
  let current = { id: '', text: '' };
  for (const { id, text } of pieces) {
    if (id !== current.id && current.text) dropped.push(current.text);
    current = id === current.id ? { id, text: current.text + text } : { id, text };
  }
  return { shown: current.text, dropped };
}

/** All that an error says, its causes and stacks included. */
export function wholeText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = JSON.stringify(Object.getOwnPropertyNames(error).map(name => String(Reflect.get(error, name))));
  return [error.message, error.stack, JSON.stringify(error), own, error.cause ? wholeText(error.cause) : ''].join('\n');
}
