import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import {
  BaseChatModel,
  type BaseChatModelCallOptions,
  type BindToolsInput,
} from '@langchain/core/language_models/chat_models';
import { AIMessage, AIMessageChunk, type BaseMessage } from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import { convertToOpenAITool } from '@langchain/core/utils/function_calling';

export type ScriptedCall = Readonly<{ name: string; args: Readonly<Record<string, unknown>>; id?: string }>;

/** What the model does at one call: answer, call tools (with or without text), fail, or wait until it is aborted. */
export type ScriptedAction =
  | Readonly<{ text: string; calls?: readonly ScriptedCall[] }>
  | Readonly<{ text?: string; calls: readonly ScriptedCall[] }>
  | Readonly<{ error: unknown }>
  | Readonly<{ hang: true }>;

/** An action, or a function that looks at the messages first and may assert on them. */
export type ScriptedStep = ScriptedAction | ((messages: readonly BaseMessage[]) => ScriptedAction);

/** One call as the model received it. */
export type ScriptedRequest = Readonly<{ messages: readonly BaseMessage[]; tools: readonly string[] }>;

interface ScriptedOptions extends BaseChatModelCallOptions {
  tools?: ReturnType<typeof convertToOpenAITool>[];
}

const finished = (calls: number): Record<string, unknown> => ({ finish_reason: calls > 0 ? 'tool_calls' : 'stop' });

/** `never`, because the library declares the field of a default message as undefined. */
const usage = { input_tokens: 7, output_tokens: 5, total_tokens: 12 } as never;

const untilAborted = (signal: AbortSignal | undefined): Promise<never> =>
  new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/**
 * A chat model whose steps are given in advance: `new ScriptedModel([{ calls: [{ name, args }] }, { text: 'Done.' }])`.
 * A call beyond the script throws; `assertFinished()` at the end of a test also reports steps that nobody asked for,
 * and calls beyond the script whose error the agent swallowed. It streams word by word, and its tool calls have the
 * ids `call-1-1`, `call-1-2`: number of the model call, number of the tool call.
 */
export class ScriptedModel extends BaseChatModel<ScriptedOptions, AIMessageChunk> {
  /** Every call so far, in order. */
  readonly requests: ScriptedRequest[] = [];
  readonly #steps: readonly ScriptedStep[];

  static override lc_name(): string {
    return 'ScriptedModel';
  }

  constructor(steps: readonly ScriptedStep[]) {
    super({ maxRetries: 0 });
    this.#steps = steps;
  }

  override _llmType(): string {
    return 'scripted';
  }

  override bindTools(tools: BindToolsInput[], kwargs?: Partial<ScriptedOptions>) {
    return this.withConfig({ tools: tools.map(tool => convertToOpenAITool(tool as never)), ...kwargs });
  }

  /** @throws Error that says how the calls and the script differ. */
  assertFinished(): void {
    const made = this.requests.length;
    const planned = this.#steps.length;
    if (made > planned) throw new Error(`ScriptedModel: ${made} calls, but the script has ${planned} steps.`);
    if (made === planned) return;
    const left = this.#steps
      .slice(made)
      .map(step => (typeof step === 'function' ? 'a function' : JSON.stringify(step)));
    throw new Error(`ScriptedModel: ${planned - made} steps were never asked for: ${left.join(', ')}.`);
  }

  async #next(messages: readonly BaseMessage[], options: this['ParsedCallOptions']): Promise<AIMessage> {
    options.signal?.throwIfAborted();
    const tools = options.tools?.map(tool => tool.function.name) ?? [];
    this.requests.push({ messages: [...messages], tools });
    const number = this.requests.length;
    const step = this.#steps[number - 1];
    if (!step) {
      const asked = JSON.stringify(messages.at(-1)?.text ?? '');
      throw new Error(
        `ScriptedModel: unexpected call ${number} after ${this.#steps.length} steps; it was asked ${asked}.`,
      );
    }
    const action = typeof step === 'function' ? step(messages) : step;
    if ('error' in action) throw action.error;
    if ('hang' in action) return untilAborted(options.signal);
    const calls = action.calls ?? [];
    return new AIMessage({
      content: action.text ?? '',
      tool_calls: calls.map(({ name, args, id }, index) => ({
        type: 'tool_call' as const,
        id: id ?? `call-${number}-${index + 1}`,
        name,
        args: { ...args },
      })),
      usage_metadata: usage,
      response_metadata: finished(calls.length),
    });
  }

  async _generate(messages: BaseMessage[], options: this['ParsedCallOptions']): Promise<ChatResult> {
    const message = await this.#next(messages, options);
    return { generations: [{ text: message.text, message }] };
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    runManager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    const message = await this.#next(messages, options);
    for (const word of message.text.match(/\S+\s*|\s+/g) ?? []) {
      options.signal?.throwIfAborted();
      const chunk = new ChatGenerationChunk({ text: word, message: new AIMessageChunk({ content: word }) });
      yield chunk;
      await runManager?.handleLLMNewToken(word, undefined, undefined, undefined, undefined, { chunk });
    }
    yield new ChatGenerationChunk({
      text: '',
      message: new AIMessageChunk({
        content: '',
        usage_metadata: usage,
        response_metadata: finished(message.tool_calls?.length ?? 0),
        tool_call_chunks: (message.tool_calls ?? []).map(({ id, name, args }, index) => ({
          type: 'tool_call_chunk' as const,
          name,
          args: JSON.stringify(args),
          index,
          ...(id !== undefined && { id }),
        })),
      }),
    });
  }
}
