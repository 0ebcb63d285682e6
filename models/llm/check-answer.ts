import { type AIMessage, AIMessageChunk } from '@langchain/core/messages';

/** An answer that came with status 200 and cannot be used. */
export class UnusableAnswer extends Error {
  override readonly name = 'UnusableAnswer';
}

/** What the end of a model call tells about itself: the `generationInfo` of LangChain, merged over a stream. */
export type GenerationInfo = Readonly<Record<string, unknown>>;

/**
 * The provider's finish reason. A streamed answer of ChatOpenAI has it in `generationInfo` only. For ChatGoogle
 * `generationInfo` cannot be trusted: after an unreadable event the client writes "stop" there by itself.
 */
function finishOf(message: AIMessage, info: GenerationInfo): unknown {
  const { additional_kwargs: extra, response_metadata: metadata } = message;
  if (metadata.model_provider === 'google') return extra.finishReason ?? metadata.finishReason;
  return info.finish_reason ?? metadata.finish_reason;
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** LangChain mends cut JSON of streamed calls: "quantity: 1" of "quantity: 100" would look whole. */
function hasBrokenCall(message: AIMessage): boolean {
  if ((message.invalid_tool_calls ?? []).length > 0) return true;
  if ((message.tool_calls ?? []).some(({ args }) => typeof args !== 'object' || args === null)) return true;
  const chunks = message instanceof AIMessageChunk ? (message.tool_call_chunks ?? []) : [];
  return chunks.some(({ args }) => args !== undefined && args !== '' && !isJson(args));
}

function faultOf(message: AIMessage, info: GenerationInfo): string | undefined {
  const finish = finishOf(message, info);
  const calls = (message.tool_calls ?? []).length;
  if (typeof finish !== 'string' || finish === '') return 'the answer ended without a finish reason';
  if (finish === 'error') return 'the answer ended with an error';
  if (hasBrokenCall(message)) return 'a tool call is not valid JSON';
  if (calls > 0 && /^(length|MAX_TOKENS)$/.test(finish)) return 'the answer was cut off inside a tool call';
  return calls === 0 && message.text.trim() === '' ? `the answer is empty (finish reason "${finish}")` : undefined;
}

/** @throws UnusableAnswer where the answer is unfinished, empty, or has a tool call that cannot be trusted. */
export function checkAnswer(message: AIMessage, info: GenerationInfo): void {
  const fault = faultOf(message, info);
  if (fault !== undefined) throw new UnusableAnswer(fault);
}
