import type { QuaestorError } from '../config/errors.ts';
import type { Text } from '../config/text.ts';
import type { Card } from '../tools/card.ts';

/**
 * What happens in a turn, in order: sent unchanged as JSON lines and over SSE. A `text-delta` with a new `messageId`
 * starts the answer over: what came before it is dropped. `answer-end` holds the whole text. A
 * `tool-result` has no card where a `proposal-made` with its own follows.
 */
export type AgentEvent =
  | { type: 'tool-call'; id: string; name: string; input: unknown }
  | { type: 'tool-progress'; id: string; name: string; share: number; at: Text }
  | { type: 'tool-result'; id: string; name: string; ok: boolean; card?: Card }
  | { type: 'text-delta'; messageId: string; text: string }
  | { type: 'proposal-made'; proposalId: string; version: number; card: Card }
  | { type: 'proposal-changed'; proposalId: string; version: number; state: string; card: Card }
  | { type: 'error'; code: QuaestorError['code']; text: string }
  | { type: 'answer-end'; text: string; answeredBy: string; asOf: string };

export type Emit = (event: AgentEvent) => void;
