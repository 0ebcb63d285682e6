import type { BaseMessage, BaseMessageChunk } from '@langchain/core/messages';
import { z } from 'zod';
import { asQuaestorError, QuaestorError } from '../config/errors.ts';
import type { Language } from '../config/settings.ts';
import { type Text, translateTo } from '../config/text.ts';
import type { Ledger } from '../data/ledger.ts';
import { linkOf } from '../models/llm/link-tag.ts';
import { lastLinkId } from '../models/llm/open-links.ts';
import type { Spending } from '../models/llm/spending.ts';
import { askedLanguage } from '../models/planner/asked-language.ts';
import type { PlannerWorld } from '../models/planner/planner-world.ts';
import { Card } from '../tools/card.ts';
import type { Tool } from '../tools/tool.ts';
import type { ToolContext } from '../tools/tool-context.ts';
import type { ConversationStore } from './conversation.ts';
import type { Door } from './door.ts';
import type { Emit } from './events.ts';
import { conversationOf, mayCall, type Person } from './people.ts';
import { plannerTool } from './planner-tool.ts';
import type { Defences } from './safety/defences.ts';
import { type Facts, GuardedSpeech } from './safety/guarded-speech.ts';
import { type Delta, StreamedAnswer } from './safety/streamed-answer.ts';
import type { Thinker } from './thinker.ts';
import { withinBudget } from './within-budget.ts';

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
  spending: Spending;
  ledger: Pick<Ledger, 'rows'>;
  /** What a person's words are read with, and which instrument a name means. */
  worldOf: (language: Language) => PlannerWorld;
  symbolOf: (name: string) => string | undefined;
  /** Hears which link answered, of turns for which the budget allowed every link. */
  answered?: (link: string) => void;
  defences: Defences;
};

const outsideRead: Text = {
  en: 'this conversation has read text from outside, so only looking and proposing is left. Begin a new one with /new',
  fr: 'cette conversation a lu un texte extérieur : elle ne peut plus que regarder et proposer. Commencez-en une autre avec /nouveau',
};

const cents = (price: number): number => Math.round(100 * price) / 100;

/** The numbers of a sentence, in either language's way of writing them. */
const figuresOf = (sentence: string): Set<number> =>
  new Set(
    (
      sentence
        .replace(/(?<=\d)[,\s](?=\d{3})/g, '')
        .replace(/(?<=\d),(?=\d)/g, '.')
        .match(/\d+(?:\.\d+)?/g) ?? []
    ).map(Number),
  );

/** Messages of the person that a draft's symbol, side and size are looked for in. */
const ownMessages = 3;

/** How the planner names itself in a stream. */
const ownProvider = 'quaestor';

/** What most providers tell of a call. */
const Usage = z.object({ input_tokens: z.int(), output_tokens: z.int() });

type Situation = { turn: Turn; tainted: boolean; messages: readonly BaseMessage[] };

type Streamed = { text: string; messages: BaseMessage[] };

/** The text of a streamed chunk when it is the model's own answer, with the id of the message it belongs to. */
function deltaOf(chunk: unknown): Delta | undefined {
  if (!Array.isArray(chunk)) return undefined;
  const [message, meta] = chunk as [BaseMessageChunk, Record<string, unknown> | undefined];
  if (meta?.langgraph_node !== 'model_request' || message.getType() !== 'ai' || message.text === '') return undefined;
  return { messageId: message.id ?? 'answer', text: message.text, own: meta.ls_provider === ownProvider };
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
    const { conversations, spending, defences, answered } = this.#parts;
    const owner = conversationOf(turn.person);
    const { toKept, toMessages } = await import('./messages.ts');
    const { HumanMessage } = await import('@langchain/core/messages');
    const past = toMessages(conversations.load(owner));
    const asking = new HumanMessage(defences.scrub(turn.text));
    const streamed = await this.#think([...past, asking], turn).catch(thrown => {
      throw unwrapped(thrown);
    });
    const said = streamed.messages.slice(past.length);
    const kept = toKept(said);
    const last = kept.at(-1);
    // What was not read is not remembered either.
    conversations.append(owner, last?.role === 'ai' ? [...kept.slice(0, -1), { ...last, text: streamed.text }] : kept);
    const answeredBy = String(
      said.findLast(message => message.getType() === 'ai')?.response_metadata.quaestor_provider ?? 'unknown',
    );
    if (spending.over(turn.person) === undefined) answered?.(answeredBy);
    const notice = answeredBy === lastLinkId ? spending.notice(turn.person) : undefined;
    const text = notice ? `${turn.context.t(notice)}\n\n${streamed.text}` : streamed.text;
    turn.emit({ type: 'answer-end', text, answeredBy, asOf: turn.asOf });
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
    const answer = new StreamedAnswer(turn.emit, this.#speechIn(turn));
    let final: BaseMessage[] = messages;
    for await (const part of stream) {
      const [mode, chunk] = part as unknown as [string, unknown];
      if (mode === 'values') final = messagesOf(chunk) ?? final;
      else answer.take(deltaOf(chunk));
    }
    return { text: answer.end(final.at(-1)), messages: final };
  }

  /** What a person reads of a model's words, and of the planner's, which says what tools computed and nothing else. */
  #speechIn(turn: Turn): (own: boolean) => GuardedSpeech {
    const { ledger, defences } = this.#parts;
    const before = ledger.rows('proposal').length;
    const facts: Facts = {
      approved: id =>
        ledger
          .rows('approval')
          .some(({ body }) => body.decision === 'approved' && (id === undefined || body.proposalId === id)),
      filled: sentence => {
        const named = figuresOf(sentence);
        return ledger.rows('fill').some(({ body }) => named.has(body.quantity) || named.has(cents(body.price)));
      },
      proposed: () => ledger.rows('proposal').length > before,
    };
    const { scrub, guardSentence, clean } = defences;
    return own =>
      new GuardedSpeech({
        guard: own ? () => undefined : guardSentence,
        clean: own ? scrub : text => clean(scrub(text)),
        facts,
        say: turn.context.t,
      });
  }

  /** @param past what was said before: text from outside in it taints this turn as well */
  async #agent(turn: Turn, past: readonly BaseMessage[]) {
    const { createAgent, tool: toLangChain } = await import('langchain');
    const { wireSchema } = await import('../models/llm/wire-schema.ts');
    const { tools, thinker, spending } = this.#parts;
    const { model, ...chains } = await thinker(turn.person.language);
    const links = withinBudget(chains, () => spending.over(turn.person) !== undefined);
    return createAgent({
      model,
      tools: tools.map(({ name, description, input }) =>
        toLangChain(() => 'never called: the door answers', { name, description, schema: wireSchema(input) }),
      ),
      systemPrompt: this.#parts.defences.scrub(turn.prompt),
      middleware: [await this.#throughDoor(turn, past), await this.#counted(turn), links],
    });
  }

  /** Every call of a tool: counted, checked against the person's words where a model wants a draft, then the door. */
  async #throughDoor(turn: Turn, past: readonly BaseMessage[]) {
    const { createMiddleware, ToolMessage } = await import('langchain');
    const { tools, door, toolCallsPerTurn, defences } = this.#parts;
    const outsiders = new Set(tools.filter(one => defences.taints(one)).map(one => one.name));
    let tainted = turn.context.tainted || past.some(message => outsiders.has(message.name ?? ''));
    let calls = 0;
    return createMiddleware({
      name: 'Door',
      wrapToolCall: async request => {
        const { id = '', name, args } = request.toolCall;
        calls += 1;
        const refused = (content: string) => new ToolMessage({ content, tool_call_id: id, name, status: 'error' });
        if (calls > toolCallsPerTurn) return refused(`No more than ${toolCallsPerTurn} tool calls a turn: answer now.`);
        const tool = tools.find(one => one.name === name);
        const why = tool && this.#obstacle(tool, args, { turn, tainted, messages: messagesOf(request.state) ?? [] });
        if (why) {
          this.#tell({ id, name, args }, why, turn);
          return refused(`Not done: ${why.en}. Tell the person what is missing.`);
        }
        const call = { id, name, args: JSON.parse(defences.scrub(JSON.stringify(args))) };
        const passed = await door.pass(call, turn.person, { ...turn.context, tainted }, turn.emit);
        tainted ||= tool !== undefined && defences.taints(tool, passed);
        return new ToolMessage({
          content: defences.scrub(tool ? defences.quarantine(tool, passed) : passed.text),
          tool_call_id: id,
          name,
          status: passed.ok ? 'success' : 'error',
          artifact: { lead: passed.lead },
        });
      },
    });
  }

  /** A person sees why nothing was proposed. */
  #tell({ id, name, args }: { id: string; name: string; args: unknown }, why: Text, { emit, context }: Turn): void {
    const { t } = context;
    emit({ type: 'tool-call', id, name, input: args });
    const lead = t({
      en: `I did nothing: ${why.en}.`,
      fr: `Je n'ai rien fait : ${why.fr}.`,
    });
    emit({ type: 'tool-result', id, name, ok: false, card: Card.parse({ title: name, lead, tone: 'bad' }) });
  }

  /** Why a call is not even tried; who may not make it at all hears so at the door. */
  #obstacle(tool: Tool, args: unknown, { turn, tainted, messages }: Situation): Text | undefined {
    const { defences, worldOf, symbolOf } = this.#parts;
    if (!mayCall(turn.person.role, tool.effect)) return undefined;
    if (defences.heldBack(tool, tainted)) return outsideRead;
    const caller = messages.findLast(message => message.getType() === 'ai');
    // The planner reads the person's words itself.
    if (tool.effect !== 'propose' || (caller && linkOf(caller) === lastLinkId)) return undefined;
    const said = messages.flatMap(message => (message.getType() === 'human' ? message.text : []));
    const words = { said: said.slice(-ownMessages).reverse(), world: worldOf(turn.person.language), symbolOf };
    return defences.unauthorised(args, words, plannerTool(tool));
  }

  /** Writes down the tokens of every answer, whoever of the chain gave it. */
  async #counted(turn: Turn) {
    const { createMiddleware, AIMessage } = await import('langchain');
    const { spending } = this.#parts;
    return createMiddleware({
      name: 'Counted',
      wrapModelCall: async (request, handler) => {
        const answer = await handler(request);
        const link = AIMessage.isInstance(answer) ? linkOf(answer) : undefined;
        if (AIMessage.isInstance(answer) && link !== undefined && link !== lastLinkId) {
          const usage = Usage.safeParse(answer.usage_metadata).data;
          spending.count(turn.person, link, { inputTokens: usage?.input_tokens, outputTokens: usage?.output_tokens });
        }
        return answer;
      },
    });
  }
}
