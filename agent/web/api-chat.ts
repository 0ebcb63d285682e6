import { z } from 'zod';
import { Language } from '../../config/settings.ts';
import { Rating } from '../../knowledge/memory/feedback.ts';
import type { Emit } from '../events.ts';
import { type Asked, type Route, route } from './api-route.ts';
import { ConversationId, conversationFor } from './web-conversations.ts';
import { answerTurn, turnReplies } from './web-turn.ts';

const Said = z.strictObject({
  text: z.string(),
  language: Language.optional(),
  /** Which of the person's conversations it belongs to. */
  conversation: ConversationId.optional(),
});
type Said = z.infer<typeof Said>;

const card = {
  proposalId: z.string().max(40),
  version: z.int(),
  nonce: z.string().max(64),
  language: Language.optional(),
};
const Change = z.strictObject({
  quantity: z.number().positive().optional(),
  stop: z.number().positive().optional(),
  target: z.number().positive().optional(),
});

/** A button of a card, as the page presses it. */
const Tapped = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.enum(['approve', 'reject', 'again']), ...card }),
  z.strictObject({
    verb: z.literal('edit'),
    ...card,
    change: Change.refine(change => Object.keys(change).length > 0, { message: 'change at least one' }),
  }),
  z.strictObject({ verb: z.literal('answer'), ...card, choice: z.int().min(0).max(20) }),
  z.strictObject({
    verb: z.literal('rate'),
    ratedId: z.string().max(64),
    rating: Rating,
    language: Language.optional(),
  }),
]);

/** A command is about the person, not about a conversation; only the one that forgets a conversation is. */
const roomFor = ({ text, conversation }: Said): string | undefined =>
  text.startsWith('/') && !/^\/(new|nouveau)\b/i.test(text) ? undefined : conversation;

/** On the page, what a turn shows is remembered for the next visit; to be forgotten takes that away as well. */
function hear({ world, caller, body }: Asked<unknown, Said>, emit: Emit, signal: AbortSignal): Promise<void> {
  const { text, language } = body;
  const { agent, shown } = world;
  const room = roomFor(body);
  const message = { channel: caller.channel, personId: caller.id, text, language, signal, room };
  if (caller.by === 'key') return agent.hear(message, emit);
  const turn = shown.of(conversationFor(caller, body.conversation)).begin(text);
  return agent
    .hear(message, event => {
      turn.note(event);
      emit(event);
    })
    .finally(() => {
      turn.end(signal.aborted);
      if (/^\/(forget_me|oublie_moi)\s+(yes|oui)\b/i.test(text)) shown.forgetAll(caller);
    });
}

/** Talking to the agent: words and buttons. */
export const chatRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/chat',
    about: 'Says something to the agent and streams its answer; with Accept: application/json, one answer.',
    access: 'read',
    body: Said,
    replies: turnReplies,
    answer: asked => answerTurn(asked.context, asked.world, (emit, signal) => hear(asked, emit, signal)),
  }),
  route({
    method: 'post',
    path: '/api/tap',
    about: 'Presses a button of a card.',
    access: 'page',
    body: Tapped,
    replies: turnReplies,
    answer({ context, world, caller, body: { language, ...press } }) {
      return answerTurn(context, world, emit => world.agent.tap(press, caller.channel, caller.id, emit, language));
    },
  }),
];
