import { z } from 'zod';
import { Language } from '../../config/settings.ts';
import { Rating } from '../../knowledge/memory/feedback.ts';
import { type Route, route } from './api-route.ts';
import { answerPress, pressRefuses, turnReplies } from './web-turn.ts';

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

/** The buttons of the page's cards. */
export const tapRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/tap',
    about: 'Presses a button of a card.',
    access: 'page',
    body: Tapped,
    replies: turnReplies,
    refuses: pressRefuses,
    answer({ context, world, caller, body: { language, ...press } }) {
      return answerPress(context, world, emit => world.agent.tap(press, caller.channel, caller.id, emit, language));
    },
  }),
];
