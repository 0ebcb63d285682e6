import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import { type ErrorCode, QuaestorError } from '../../config/errors.ts';
import { Card } from '../../tools/card.ts';
import type { AgentEvent, Emit } from '../events.ts';
import type { WebEnvironment } from './api-route.ts';
import { type Refusal, statusOf } from './web-error.ts';
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
export function turnStatus({ error }: Pick<TurnReply, 'error'>): ContentfulStatusCode {
  return error === undefined ? 200 : statusOf(new QuaestorError(error as ErrorCode, ''));
}

/**
 * Does the work with a signal of its own, which fires at the latest when the work is over: Node keeps a signal that follows
 * another, with all that listens to it, until that other one fires.
 */
async function during(work: Work, emit: Emit, outer: (stop: () => void) => void): Promise<void> {
  const abort = new AbortController();
  outer(() => abort.abort());
  try {
    await work(emit, abort.signal);
  } finally {
    abort.abort();
  }
}

function streamed(context: Context, work: Work): Response {
  return streamSSE(context, async stream => {
    let sent: Promise<unknown> = Promise.resolve();
    const emit: Emit = event => {
      sent = sent.then(() => stream.writeSSE({ event: event.type, data: JSON.stringify(event) }));
    };
    await during(work, emit, stop => stream.onAbort(stop));
    await sent;
  });
}

/** Answers with the events of a turn as they come, or with one JSON. */
async function respond(context: Context, work: Work): Promise<Response> {
  if (!wantsJson(context)) return streamed(context, work);
  const reply: TurnReply = { text: '', answeredBy: '', asOf: '', cards: [], proposals: [] };
  const { signal } = context.req.raw;
  await during(
    work,
    event => note(reply, event),
    stop => signal.addEventListener('abort', stop, { once: true }),
  );
  return context.json(reply, turnStatus(reply));
}

/** The events of a turn are counted as they pass. */
function counting({ metrics }: WebWorld, work: Work): Work {
  const counted = metrics.turn();
  return (emit, signal) =>
    work(event => {
      counted(event);
      emit(event);
    }, signal);
}

/** Runs a turn and answers with its events as they come, or with one JSON. */
export const answerTurn = (context: Context<WebEnvironment>, world: WebWorld, work: Work): Promise<Response> =>
  respond(context, counting(world, work));

/** Why a button is not obeyed. */
export const pressRefuses = {
  403: 'The role does not allow it, or it is for another person to decide.',
  404: 'There is no such proposal.',
  409: 'Stale or wrong version or nonce, decided already, expired, or it no longer holds. Nothing was done.',
} as const;

/**
 * Runs what a button asks for, which code alone decides on at once. One that is refused is answered with the status of its
 * reason and no events; the others as a turn is.
 */
export async function answerPress(
  context: Context<WebEnvironment>,
  world: WebWorld,
  work: (emit: Emit) => Promise<void>,
): Promise<Response> {
  const events: AgentEvent[] = [];
  await counting(world, work)(event => events.push(event), context.req.raw.signal);
  const failed = events.find(event => event.type === 'error');
  if (failed) {
    const refused: Refusal = { error: failed.code, message: failed.text };
    return context.json(refused, turnStatus({ error: failed.code }));
  }
  return respond(context, async emit => {
    for (const event of events) emit(event);
  });
}
