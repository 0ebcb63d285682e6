import { z } from 'zod';
import type { Database } from '../../data/database.ts';
import type { AccountId } from '../../data/people-store.ts';
import { conversationOf } from '../people.ts';
import { type Route, route } from './api-route.ts';

/** The name of one of a person's conversations; the first has none. */
export const ConversationId = z
  .string()
  .regex(/^[a-z0-9]{1,20}$/)
  .describe('One of the person’s conversations; the first one when left out.');

/** Whose rows a conversation's are. */
export const conversationFor = ({ channel, id }: AccountId, conversation: string | undefined): AccountId =>
  conversationOf({ channel, id, ...(conversation === undefined ? {} : { room: conversation }) });

const Conversation = z.strictObject({
  /** Left out for the first one. */
  id: ConversationId.optional(),
  /** The first thing that was said in it. */
  title: z.string(),
  /** UTC ms of the last message. */
  at: z.int(),
  questions: z.int(),
});

const longestTitle = 120;

type Stored = { personId: string; title: string | null; at: number; questions: number };

/** The conversations of a person that hold anything, the latest first. */
function conversationsOf(database: Database, { channel, id }: AccountId): z.infer<typeof Conversation>[] {
  const named = `${id.replaceAll(/[\\%_]/g, '\\$&')}@%`;
  return database
    .prepare<[string, string, string], Stored>(
      `select m.person_id as personId, max(m.at) as at, sum(m.body ->> 'role' = 'human') as questions,
         (select f.body ->> 'text' from conversation_message f
          where f.channel = m.channel and f.person_id = m.person_id and f.body ->> 'role' = 'human'
          order by f.sequence limit 1) as title
       from conversation_message m
       where m.channel = ? and (m.person_id = ? or m.person_id like ? escape '\\')
       group by m.person_id order by max(m.sequence) desc`,
    )
    .all(channel, id, named)
    .map(({ personId, title, at, questions }) => ({
      ...(personId === id ? {} : { id: personId.slice(id.length + 1) }),
      title: (title ?? '').slice(0, longestTitle),
      at,
      questions,
    }));
}

/** The person's conversations on the page. */
export const conversationRoutes: readonly Route[] = [
  route({
    method: 'get',
    path: '/api/conversations',
    about: 'The conversations of the person at this page, the latest first.',
    access: 'page',
    replies: { 'application/json': z.array(Conversation) },
    answer: ({ context, world, caller }) => context.json(conversationsOf(world.agent.parts.database, caller)),
  }),
  route({
    method: 'delete',
    path: '/api/conversations',
    about: 'Removes one conversation for good.',
    access: 'page',
    query: z.object({ conversation: ConversationId.optional() }),
    replies: { 'application/json': z.strictObject({ removed: z.boolean() }) },
    answer({ context, world, caller, query }) {
      const owner = conversationFor(caller, query.conversation);
      const { conversations } = world.agent.parts;
      const removed = conversations.load(owner).length > 0;
      conversations.clear(owner);
      world.shown.forget(owner);
      return context.json({ removed });
    },
  }),
];
