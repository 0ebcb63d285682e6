import type { BaseMessage, BaseMessageChunk } from '@langchain/core/messages';
import { asQuaestorError, QuaestorError } from '../config/errors.ts';
import { translateTo } from '../config/text.ts';
import { askedLanguage } from '../models/planner/asked-language.ts';
import type { Tool } from '../tools/tool.ts';
import type { ToolContext } from '../tools/tool-context.ts';
import type { ConversationStore } from './conversation.ts';
import type { Door } from './door.ts';
import type { Emit } from './events.ts';
import type { Person } from './people.ts';
import type { Thinker } from './thinker.ts';

export type Turn = {
  person: Person;
  text: string;
  context: ToolContext;
  emit: Emit;
  /** The system prompt of this turn. */
  prompt: string;
  asOf: string;
};

export type LoopParts = {
  tools: readonly Tool[];
  door: Door;
  conversations: ConversationStore;
  thinker: Thinker;
  toolCallsPerTurn: number;
};

type Streamed = { text: string; messages: BaseMessage[] };

/** The text of a streamed chunk when it is the model's own answer, with the id of the message it belongs to. */
function deltaOf(chunk: unknown): { messageId: string; text: string } | undefined {
  if (!Array.isArray(chunk)) return undefined;
  const [message, meta] = chunk as [BaseMessageChunk, Record<string, unknown> | undefined];
  if (meta?.langgraph_node !== 'model_request' || message.getType() !== 'ai' || message.text === '') return undefined;
  return { messageId: message.id ?? 'answer', text: message.text };
}

const messagesOf = (state: unknown): BaseMessage[] | undefined => {
  const messages = typeof state === 'object' && state !== null ? (state as { messages?: unknown }).messages : undefined;
  return Array.isArray(messages) ? (messages as BaseMessage[]) : undefined;
};

/** Graph steps of a turn: a model call and a tool call for each allowed call, and a few for the answer. */
const stepsFor = (toolCalls: number): number => 2 * toolCalls + 6;

/** A run that ends abnormally wraps its error; the real one is the innermost of ours, or the cause. */
function unwrapped(thrown: unknown): QuaestorError {
  for (let error = thrown; error instanceof Error; error = error.cause)
    if (error instanceof QuaestorError) return error;
  if (thrown instanceof Error && thrown.name === 'GraphRecursionError') {
    return new QuaestorError('model.bad-output', 'The model kept calling tools without answering.', {}, thrown);
  }
  return asQuaestorError(thrown);
}

/** The turn in the language that its sentence asks for ("in French?"): this answer only, nothing is kept of it. */
function spokenIn(turn: Turn): Turn {
  const language = askedLanguage(turn.text, turn.person.language);
  if (language === undefined || language === 'other') return turn;
  return {
    ...turn,
    person: { ...turn.person, language },
    context: { ...turn.context, t: translateTo(language) },
  };
}

/** One question to one answer: the model thinks, every call of a tool goes through the door, the turn is kept. */
export class Loop {
  readonly #parts: LoopParts;

  constructor(parts: LoopParts) {
    this.#parts = parts;
  }

  /** @throws QuaestorError when no link of the chain could answer */
  async answer(asked: Turn): Promise<void> {
    const turn = spokenIn(asked);
    const { conversations } = this.#parts;
    const owner = { channel: turn.person.channel, id: turn.person.id };
    const { toKept, toMessages } = await import('./messages.ts');
    const { HumanMessage } = await import('@langchain/core/messages');
    const past = toMessages(conversations.load(owner));
    const streamed = await this.#think([...past, new HumanMessage(turn.text)], turn).catch(thrown => {
      throw unwrapped(thrown);
    });
    const said = streamed.messages.slice(past.length);
    conversations.append(owner, toKept(said));
    const answeredBy = String(
      said.findLast(message => message.getType() === 'ai')?.response_metadata.quaestor_provider ?? 'unknown',
    );
    turn.emit({ type: 'answer-end', text: streamed.text, answeredBy, asOf: turn.asOf });
  }

  async #think(messages: BaseMessage[], turn: Turn): Promise<Streamed> {
    const agent = await this.#agent(turn, messages);
    const stream = await agent.stream(
      { messages },
      {
        streamMode: ['messages', 'values'],
        signal: turn.context.signal,
        recursionLimit: stepsFor(this.#parts.toolCallsPerTurn),
      },
    );
    let text = '';
    let lastId = '';
    let final: BaseMessage[] = messages;
    for await (const part of stream) {
      const [mode, chunk] = part as unknown as [string, unknown];
      if (mode === 'values') {
        final = messagesOf(chunk) ?? final;
        continue;
      }
      const delta = deltaOf(chunk);
      if (!delta) continue;
      text = delta.messageId === lastId ? text + delta.text : delta.text;
      lastId = delta.messageId;
      turn.emit({ type: 'text-delta', ...delta });
    }
    return { text: final.at(-1)?.text || text, messages: final };
  }

  /** @param past what was said before: text from outside in it taints this turn as well */
  async #agent(turn: Turn, past: readonly BaseMessage[]) {
    const { createAgent, createMiddleware, tool: toLangChain, ToolMessage } = await import('langchain');
    const { wireSchema } = await import('../models/llm/wire-schema.ts');
    const { tools, door, thinker, toolCallsPerTurn } = this.#parts;
    const { model, chain } = await thinker(turn.person.language);
    const outsiders = new Set(tools.filter(one => one.taints).map(one => one.name));
    let tainted = turn.context.tainted || past.some(message => outsiders.has(message.name ?? ''));
    let calls = 0;
    const throughDoor = createMiddleware({
      name: 'Door',
      wrapToolCall: async request => {
        const { id = '', name, args } = request.toolCall;
        calls += 1;
        if (calls > toolCallsPerTurn) {
          return new ToolMessage({
            content: `No more than ${toolCallsPerTurn} tool calls a turn: answer now.`,
            tool_call_id: id,
            name,
            status: 'error',
          });
        }
        const context = { ...turn.context, tainted };
        const passed = await door.pass({ id, name, args }, turn.person, context, turn.emit);
        tainted ||= outsiders.has(name);
        return new ToolMessage({
          content: passed.text,
          tool_call_id: id,
          name,
          status: passed.ok ? 'success' : 'error',
          artifact: { lead: passed.lead },
        });
      },
    });
    return createAgent({
      model,
      tools: tools.map(({ name, description, input }) =>
        toLangChain(() => 'never called: the door answers', { name, description, schema: wireSchema(input) }),
      ),
      systemPrompt: turn.prompt,
      middleware: [throughDoor, chain],
    });
  }
}
