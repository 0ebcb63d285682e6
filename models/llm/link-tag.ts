import { AIMessage, type BaseMessage, HumanMessage } from '@langchain/core/messages';

/** The key of `response_metadata` under which an answer names the link that gave it. */
const key = 'quaestor_provider';

/** Writes the link into its answer, also where LangChain reads a message for storing it. */
export function tagAnswer(answer: AIMessage, link: string): AIMessage {
  answer.response_metadata = { ...answer.response_metadata, [key]: link };
  answer.lc_kwargs.response_metadata = answer.response_metadata;
  return answer;
}

/** The link that gave an answer; undefined for other messages and for answers without a tag. */
export function linkOf(message: BaseMessage): string | undefined {
  const tag: unknown = AIMessage.isInstance(message) ? message.response_metadata[key] : undefined;
  return typeof tag === 'string' ? tag : undefined;
}

/** Where the turn in progress begins: after the last words of the person. */
export const turnStart = (messages: readonly BaseMessage[]): number =>
  messages.findLastIndex(message => HumanMessage.isInstance(message)) + 1;

/** The link that answered last in the turn in progress. */
export const stickyLink = (messages: readonly BaseMessage[]): string | undefined =>
  messages
    .slice(turnStart(messages))
    .map(linkOf)
    .findLast(id => id !== undefined);
