import { AIMessage, type BaseMessage, HumanMessage, ToolMessage } from '@langchain/core/messages';
import type { Kept } from './conversation.ts';

const asRecord = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;

/** Kept messages as LangChain reads them. */
export function toMessages(kept: readonly Kept[]): BaseMessage[] {
  return kept.map(message => {
    if (message.role === 'human') return new HumanMessage(message.text);
    if (message.role === 'tool') {
      return new ToolMessage({ content: message.text, tool_call_id: message.callId ?? '', name: message.name ?? '' });
    }
    return new AIMessage({
      content: message.text,
      tool_calls: (message.calls ?? []).map(call => ({ type: 'tool_call', ...call })),
      ...(message.pending ? { additional_kwargs: { pending: message.pending } } : {}),
    });
  });
}

/** A turn's messages as they are kept. */
export function toKept(messages: readonly BaseMessage[]): Kept[] {
  return messages.flatMap((message): Kept[] => {
    if (message.getType() === 'human') return [{ role: 'human', text: message.text }];
    if (ToolMessage.isInstance(message)) {
      return [{ role: 'tool', text: message.text, callId: message.tool_call_id, name: message.name ?? '' }];
    }
    if (!AIMessage.isInstance(message)) return [];
    const calls = (message.tool_calls ?? []).map(({ id, name, args }) => ({ id: id ?? '', name, args }));
    const pending = asRecord(message.additional_kwargs.pending);
    return [
      { role: 'ai', text: message.text, ...(calls.length > 0 ? { calls } : {}), ...(pending ? { pending } : {}) },
    ];
  });
}
