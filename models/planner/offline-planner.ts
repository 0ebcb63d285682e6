import { createHash } from 'node:crypto';
import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import type { BaseLanguageModelInput } from '@langchain/core/language_models/base';
import {
  BaseChatModel,
  type BaseChatModelCallOptions,
  type BindToolsInput,
} from '@langchain/core/language_models/chat_models';
import { AIMessage, AIMessageChunk, type BaseMessage } from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import type { Runnable } from '@langchain/core/runnables';
import { convertToOpenAITool } from '@langchain/core/utils/function_calling';
import { z } from 'zod';
import { translateTo } from '../../config/text.ts';
import { askedLanguage } from './asked-language.ts';
import { closing, heldIn } from './held-positions.ts';
import { languageOf } from './language-of.ts';
import type { PendingCall, PlannedCall, PlannerTool, PlannerWorld, Turn, Understanding } from './planner-world.ts';
import { understand } from './understand.ts';

type Options = BaseChatModelCallOptions & { tools?: ReturnType<typeof convertToOpenAITool>[] };

const Pending = z.object({ name: z.string(), args: z.record(z.string(), z.unknown()), missing: z.array(z.string()) });
const Artifact = z.object({ lead: z.string().optional() });

const noTokens = { usage_metadata: { input_tokens: 0, output_tokens: 0, total_tokens: 0 } };

const isHuman = (message: BaseMessage): boolean => message.getType() === 'human';

/** Ids follow from the place in the conversation and the call, so that a replay gives the same ones. */
const idOf = (messages: number, index: number, call: PlannedCall): string =>
  `call_${createHash('sha256')
    .update(JSON.stringify([messages, index, call.name, call.args]))
    .digest('hex')
    .slice(0, 24)}`;

/** The question that the message before asked, with the call that it would complete. */
function pendingIn(before: readonly BaseMessage[]): PendingCall | undefined {
  const parsed = Pending.safeParse(before.at(-1)?.additional_kwargs.pending);
  return parsed.success ? parsed.data : undefined;
}

/** The latest call of the conversation. */
function lastCallIn(before: readonly BaseMessage[]): PlannedCall | undefined {
  return callsIn(before).at(-1);
}

const callsIn = (messages: readonly BaseMessage[]): PlannedCall[] =>
  messages.flatMap(message =>
    AIMessage.isInstance(message)
      ? (message.tool_calls ?? []).map(({ name, args }): PlannedCall => ({ name, args: { ...args } }))
      : [],
  );

const failed = (message: BaseMessage): boolean => 'status' in message && message.status === 'error';

/** What a tool's result says aloud: its lead for people, else its text. */
function spoken(message: BaseMessage): string {
  const artifact = Artifact.safeParse('artifact' in message ? message.artifact : undefined);
  return (artifact.success && artifact.data.lead) || message.text;
}

const says = (content: string, kwargs: Record<string, unknown> = {}): AIMessage =>
  Object.assign(new AIMessage({ content, additional_kwargs: kwargs }), noTokens);

/** A message that calls tools. */
function calling(calls: readonly PlannedCall[], count: number): AIMessage {
  const toolCalls = calls.map((call, index) => ({
    type: 'tool_call' as const,
    id: idOf(count, index, call),
    name: call.name,
    args: call.args,
  }));
  return Object.assign(new AIMessage({ content: '', tool_calls: toolCalls }), noTokens);
}

const asksFor = ({
  call,
  missing,
  question,
}: Extract<Understanding, { kind: 'asks' }>): { question: string; pending: PendingCall } => ({
  question,
  pending: { ...call, missing },
});

/**
 * A chat model without a language model: it reads the last sentence by rules, calls tools, and says their leads. The
 * same messages always give the same answer. Tokens: none.
 */
export class OfflinePlanner extends BaseChatModel<Options, AIMessageChunk> {
  readonly #tools: readonly PlannerTool[];
  readonly #world: PlannerWorld;
  /** The tools under each set of bound names, made once so that learning is done once. */
  readonly #bound = new Map<string, readonly PlannerTool[]>();

  constructor({ tools, world }: { tools: readonly PlannerTool[]; world: PlannerWorld }) {
    super({});
    this.#tools = tools;
    this.#world = world;
  }

  static override lc_name(): string {
    return 'OfflinePlanner';
  }

  override _llmType(): string {
    return 'offline-planner';
  }

  override getLsParams(options: this['ParsedCallOptions']): ReturnType<BaseChatModel['getLsParams']> {
    return { ...super.getLsParams(options), ls_provider: 'quaestor', ls_model_name: 'offline-planner' };
  }

  override bindTools(
    tools: BindToolsInput[],
    options?: Partial<Options>,
  ): Runnable<BaseLanguageModelInput, AIMessageChunk, Options> {
    const wired = tools.map(tool => convertToOpenAITool(tool as Parameters<typeof convertToOpenAITool>[0]));
    return this.withConfig({ tools: wired, ...options } as Partial<Options>);
  }

  override async _generate(messages: BaseMessage[], options: this['ParsedCallOptions']): Promise<ChatResult> {
    const message = this.#plan(messages, options);
    return { generations: [{ text: message.text, message }] };
  }

  /** Word by word; calls and what belongs to the message come in one last chunk. */
  override async *_streamResponseChunks(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    manager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    const message = this.#plan(messages, options);
    for (const word of message.text.match(/\S+\s*/g) ?? []) {
      options.signal?.throwIfAborted();
      const chunk = new ChatGenerationChunk({ text: word, message: new AIMessageChunk({ content: word }) });
      yield chunk;
      await manager?.handleLLMNewToken(word, undefined, undefined, undefined, undefined, { chunk });
    }
    const calls = (message.tool_calls ?? []).map(({ name, args, id }, index) => ({
      type: 'tool_call_chunk' as const,
      name,
      args: JSON.stringify(args),
      index,
      ...(id === undefined ? {} : { id }),
    }));
    const { additional_kwargs } = message;
    const last = new AIMessageChunk({ content: '', tool_call_chunks: calls, additional_kwargs });
    yield new ChatGenerationChunk({ text: '', message: Object.assign(last, noTokens) });
  }

  #plan(messages: readonly BaseMessage[], options: this['ParsedCallOptions']): AIMessage {
    options.signal?.throwIfAborted();
    const at = messages.findLastIndex(isHuman);
    const human = messages[at];
    if (!human) return says('');
    const tools = this.#toolsFor((options.tools ?? []).map(tool => tool.function.name));
    const understood = this.#understandAt(messages, at, tools, this.#world);
    const results = messages.slice(at + 1).filter(message => message.getType() === 'tool');
    if (results.length === 0) return this.#begin(messages.length, understood);
    return this.#close(messages.length, results, understood) ?? this.#answer(results, understood);
  }

  /** What the person meant by the message at a place of the conversation. */
  #understandAt(
    messages: readonly BaseMessage[],
    at: number,
    tools: readonly PlannerTool[],
    world: PlannerWorld,
  ): Understanding {
    const before = messages.slice(0, at);
    const text = messages[at]?.text ?? '';
    return understand(text, tools, world, pendingIn(before), lastCallIn(before), this.#turnBefore(messages, at, tools));
  }

  /** The turn before a place; to ask for another language changes nothing of what was meant. */
  #turnBefore(messages: readonly BaseMessage[], at: number, tools: readonly PlannerTool[]): Turn | undefined {
    const last = messages.slice(0, at).findLastIndex(isHuman);
    const meant = messages
      .slice(0, at)
      .findLastIndex(message => isHuman(message) && askedLanguage(message.text, this.#world.language) === undefined);
    if (last < 0 || meant < 0) return undefined;
    const answers = messages.slice(last + 1, at);
    return {
      calls: callsIn(answers),
      said: answers.findLast(message => AIMessage.isInstance(message))?.text ?? '',
      again: world => this.#understandAt(messages, meant, tools, world),
    };
  }

  #toolsFor(names: readonly string[]): readonly PlannerTool[] {
    if (names.length === 0) return this.#tools;
    const key = names.join();
    const known = this.#bound.get(key) ?? this.#tools.filter(({ name }) => names.includes(name));
    this.#bound.set(key, known);
    return known;
  }

  /** A text of the planner's own, as its language is printed: a greeting answers in the language of the greeting. */
  #printed(text: string): string {
    return languageOf(text) === 'en' ? text : translateTo(this.#world.language)({ en: text, fr: text });
  }

  #begin(count: number, understood: Understanding): AIMessage {
    if (understood.kind === 'declines') return says(this.#printed(understood.text));
    const calls = understood.kind === 'calls' ? understood.calls : (understood.first ?? []);
    return calls.length > 0 ? calling(calls, count) : this.#ask('', understood);
  }

  /** Closes what is held, once the account was looked up for it; undefined where nothing was to be looked up. */
  #close(count: number, results: readonly BaseMessage[], understood: Understanding): AIMessage | undefined {
    const [looked, ...closed] = results;
    if (understood.kind !== 'asks' || !understood.closes || !looked) return undefined;
    const held = heldIn(looked.text);
    if (!held) return undefined;
    if (closed.length > 0) return says(closed.map(spoken).join(' '));
    const next = closing(understood, held, this.#world);
    if ('calls' in next) return calling(next.calls, count);
    if ('text' in next) return says(this.#printed(next.text));
    return this.#ask('', { ...understood, question: next.question });
  }

  /** All that this turn's tools said, and the question that is still open. */
  #answer(results: readonly BaseMessage[], understood: Understanding): AIMessage {
    const { before = '', after = '', quiet = false } = understood.kind === 'calls' ? understood : {};
    const text = [
      this.#printed(before),
      ...results.filter(result => !quiet || failed(result)).map(spoken),
      this.#printed(after),
    ]
      .filter(said => said !== '')
      .join(' ');
    return understood.kind === 'asks' ? this.#ask(text, understood) : says(text);
  }

  #ask(text: string, understood: Understanding): AIMessage {
    if (understood.kind !== 'asks') return says(text);
    const { question, pending } = asksFor(understood);
    return says([text, this.#printed(question)].filter(part => part !== '').join(' '), { pending });
  }
}
