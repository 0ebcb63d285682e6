import type { BaseChatModel } from '@langchain/core/language_models/chat_models';

/**
 * One language model of the chain. `id` tags its answers; one attempt may take `deadlineMs`, streaming included. `name` and
 * `parameters` are what its answers depend on beside the question.
 */
export type Link = Readonly<{
  id: string;
  model: BaseChatModel;
  deadlineMs: number;
  name?: string;
  parameters?: Readonly<Record<string, unknown>>;
}>;
