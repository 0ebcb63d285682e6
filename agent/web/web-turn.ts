import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { type ErrorCode, QuaestorError } from '../../config/errors.ts';
import { Card } from '../../tools/card.ts';
import type { AgentEvent, Emit } from '../events.ts';
import type { WebEnvironment } from './api-route.ts';
import { statusOf } from './web-error.ts';
import type { WebWorld } from './web-world.ts';

/** A proposal in the state that it has. */
export const ProposalShown = z.strictObject({
  proposalId: z.string(),
  version: z.int(),
  state: z.string(),
  card: Card,
});

/** A whole turn as one answer. */
export const TurnReply = z.strictObject({
  text: z.string(),
  answeredBy: z.string(),
  /** Day of the market's clock. */
  asOf: z.string(),
  cards: z.array(Card),
  /** Proposals that were made or changed. */
  proposals: z.array(ProposalShown),
  /** Code of the error where the turn failed; the text says it in words. */
  error: z.string().optional(),
});
export type TurnReply = z.infer<typeof TurnReply>;

/** The two ways in which a turn is answered; the events are those of `agent/events.ts`, each as JSON. */
export const turnReplies = {
  'text/event-stream': z.string().describe('Server-sent events: tool-call, tool-result, text-delta, …, answer-end.'),
  'application/json': TurnReply,
} as const;

type Work = (emit: Emit, signal: AbortSignal) => Promise<void>;

/** Events come as they happen, unless JSON alone is wanted. */
const wantsJson = (context: Context): boolean => {
  const accept = context.req.header('accept') ?? '';
  return accept.includes('application/json') && !accept.includes('text/event-stream');
};

/** Adds what an event says to the answer. */
function note(reply: TurnReply, event: AgentEvent): void {
  if (event.type === 'tool-result') {
    if (event.card) reply.cards.push(event.card);
  } else if (event.type === 'proposal-made') {
    const { proposalId, version, card } = event;
    reply.proposals.push({ proposalId, version, state: 'pending', card });
  } else if (event.type === 'proposal-changed') {
    const { type: _type, ...changed } = event;
    reply.proposals.push(changed);
  } else if (event.type === 'error') reply.error = event.code;
  else if (event.type === 'answer-end') {
    const { type: _type, ...said } = event;
    Object.assign(reply, said);
  }
}

/** The status of a turn: one that failed says so before its body is read. */
export function turnStatus({ error }: TurnReply): ContentfulStatusCode {
  return error === undefined ? 200 : statusOf(new QuaestorError(error as ErrorCode, ''));
}

function streamed(context: Context, work: Work): Response {
  return streamSSE(context, async stream => {
    const abort = new AbortController();
    stream.onAbort(() => abort.abort());
    let sent: Promise<unknown> = Promise.resolve();
    const emit: Emit = event => {
      sent = sent.then(() => stream.writeSSE({ event: event.type, data: JSON.stringify(event) }));
    };
    await work(emit, abort.signal);
    await sent;
  });
}

/** Runs a turn and answers with its events as they come, or with one JSON. */
export async function answerTurn(
  context: Context<WebEnvironment>,
  { metrics }: WebWorld,
  work: Work,
): Promise<Response> {
  const counted = metrics.turn();
  const counting =
    (emit: Emit): Emit =>
    event => {
      counted(event);
      emit(event);
    };
  if (!wantsJson(context)) return streamed(context, (emit, signal) => work(counting(emit), signal));
  const reply: TurnReply = { text: '', answeredBy: '', asOf: '', cards: [], proposals: [] };
  await work(
    counting(event => note(reply, event)),
    context.req.raw.signal,
  );
  return context.json(reply, turnStatus(reply));
}
