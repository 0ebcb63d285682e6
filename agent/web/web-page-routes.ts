import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { messages } from '../../config/messages.ts';
import { Language, Role } from '../../config/settings.ts';
import { translateTo } from '../../config/text.ts';
import { Card } from '../../tools/card.ts';
import { Account } from '../../tools/get-portfolio.ts';
import { appLanguage } from '../channels/app-language.ts';
import { ownerOf } from '../people.ts';
import { type Asked, type Route, route } from './api-route.ts';
import { browserLanguage } from './browser-language.ts';
import type { StreamEnd } from './open-streams.ts';
import { ConversationId, conversationFor } from './web-conversations.ts';
import { clientOf } from './web-guard.ts';
import type { PageEvent } from './web-live.ts';

const keepAliveMs = 15_000;
/** After this a page that lost its stream asks for it again. */
const comeAgainMs = 2000;
const afterClosedMs = 300_000;

const PersonShown = z.looseObject({ channel: z.string(), id: z.string(), role: Role, language: Language });

export const State = z.strictObject({
  person: PersonShown,
  /** Day of the market's clock, and the clock on the server's wall (UTC ms): proposals expire by that one. */
  asOf: z.string(),
  wallAt: z.int(),
  defaultSymbol: z.string(),
  /** The longest message that is read. */
  maxCharacters: z.int(),
  notice: z.string(),
  halted: z.boolean(),
  /** Null where the account cannot be valued; the portfolio card then says why. */
  account: Account.nullable(),
  portfolio: Card,
  proposals: z.array(Card),
});
export type State = z.infer<typeof State>;

const Past = z.strictObject({
  role: z.enum(['human', 'ai']),
  text: z.string(),
  cards: z.array(z.strictObject({ card: Card, proposalId: z.string().optional() })).optional(),
  stopped: z.literal(true).optional(),
});

/** The changes that a page hears of, until it goes or has to make room. */
function streamChanges({ context, world, caller, person }: Asked<unknown, unknown>): Response {
  context.header('x-accel-buffering', 'no');
  return streamSSE(context, async stream => {
    let end: (why?: StreamEnd) => void = () => undefined;
    const over = new Promise<StreamEnd | undefined>(resolve => {
      end = resolve;
    });
    stream.onAbort(() => end());
    const send = (event: PageEvent) => void stream.writeSSE({ event: event.type, data: JSON.stringify(event) });
    const leaveLive = world.live.follow({ owner: ownerOf(person()), language: () => person().language, send });
    const leave = world.streams.add(clientOf(context, caller), { session: caller.session, end });
    const keepAlive = setInterval(() => void stream.write(': here\n\n'), keepAliveMs);
    await stream.write(`retry: ${comeAgainMs}\n: here\n\n`);
    const reason = await over;
    clearInterval(keepAlive);
    leave();
    leaveLive();
    if (reason === undefined) return;
    const closed: PageEvent = { type: 'closed', reason };
    // A reader that does not know the event comes again by itself: not soon, or it would push out one after the other.
    await stream.writeSSE({ event: closed.type, data: JSON.stringify(closed), retry: afterClosedMs });
  });
}

/** What the page itself is made of: its state, what was said before, and what changes. */
export const pageRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/state',
    about: 'Account, clock and what waits for a decision.',
    access: 'page',
    query: z.object({ language: Language.optional() }),
    replies: { 'application/json': State },
    answer({ context, world: { agent }, caller, query, person: personOf }) {
      const person = personOf(query.language ?? appLanguage(agent, caller, browserLanguage(context)));
      const t = translateTo(person.language);
      const { desk, scenes, settings } = agent.parts;
      const account = scenes.account(t);
      const toolContext = agent.parts.contextFor(person, context.req.raw.signal, () => agent.reference());
      return context.json({
        person,
        asOf: agent.asOf(),
        wallAt: toolContext.wall.now(),
        defaultSymbol: settings.market.defaultSymbol,
        maxCharacters: settings.conversation.maxCharacters,
        notice: `${t(messages.software)} ${t(messages.notAdvice)}`,
        halted: desk.halted(),
        account: account.figures,
        portfolio: account.card,
        proposals: desk.waiting().map(proposal => scenes.proposal(proposal, t)),
      });
    },
  }),
  route({
    method: 'get',
    path: '/api/history',
    about: 'What was said in a conversation; with cards, also what was shown, as far back as it is remembered.',
    access: 'page',
    query: z.object({ cards: z.string().optional(), conversation: ConversationId.optional() }),
    replies: { 'application/json': z.array(Past) },
    answer({ context, world, caller, query, person }) {
      const { desk, scenes, conversations } = world.agent.parts;
      const owner = conversationFor(caller, query.conversation);
      const kept = conversations.load(owner);
      if (query.cards === undefined) {
        const said = kept.filter(one => one.role !== 'tool' && one.text !== '');
        return context.json(said.map(({ role, text }) => ({ role, text })));
      }
      const t = translateTo(person().language);
      desk.waiting();
      const fresh = (proposalId: string) => {
        const proposal = desk.find(proposalId);
        return proposal && scenes.current(proposal, t);
      };
      return context.json(world.shown.of(owner).past(kept, fresh));
    },
  }),
  route({
    method: 'post',
    path: '/api/language',
    about: 'Chooses the language of the person at this page.',
    access: 'page',
    body: z.strictObject({ language: Language }),
    replies: { 'application/json': z.strictObject({ language: Language }) },
    answer({ context, world, body, person }) {
      world.agent.parts.conversations.setLanguage(ownerOf(person()), body.language);
      return context.json({ language: body.language });
    },
  }),
  route({
    method: 'get',
    path: '/api/events',
    about:
      'What changes while the page is open: proposal-made, proposal-changed, alert, state. At most 8 streams of one client at once: one more ends the oldest with the event closed.',
    access: 'page',
    query: z.object({ language: Language.optional() }),
    replies: {
      'text/event-stream': z.string().describe('Server-sent events; the server ends them after closed alone.'),
    },
    answer: asked => streamChanges(asked),
  }),
];
