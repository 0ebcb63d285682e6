import { z } from 'zod';
import { Language, type Role } from '../../config/settings.ts';
import { translateTo } from '../../config/text.ts';
import { loggedOut, logoutCommand } from '../commands/logout-command.ts';
import type { Emit } from '../events.ts';
import { isNamed, readSaid, type SaidCommand } from '../read-said.ts';
import { type Asked, allows, type Caller, type Route, requireScope, route } from './api-route.ts';
import { scopeOfCommand, scopesText } from './command-scope.ts';
import { ConversationId, conversationFor } from './web-conversations.ts';
import { endSession } from './web-session.ts';
import { answerTurn, turnReplies } from './web-turn.ts';

const Body = z.strictObject({
  text: z.string(),
  language: Language.optional(),
  /** Which of the person's conversations it belongs to. */
  conversation: ConversationId.optional(),
});
type Body = z.infer<typeof Body>;
type AskedChat = Asked<unknown, Body>;

const newCommand = { en: 'new', fr: 'nouveau' };
const forgetCommand = { en: 'forget_me', fr: 'oublie_moi' };

/** What is asked in words may do no more than the scopes of a key: undefined where the role of the key says it all. */
const mostOf = (caller: Caller, command: SaidCommand | undefined): Role | undefined =>
  command || allows(caller, 'trade') ? undefined : 'viewer';

/** A command is about the person, not about a conversation; only the one that forgets a conversation is. */
const roomFor = (conversation: string | undefined, command: SaidCommand | undefined): string | undefined =>
  command && !isNamed(command, newCommand) ? undefined : conversation;

const forgets = (command: SaidCommand): boolean =>
  isNamed(command, forgetCommand) && /^(yes|oui)\b/i.test(command.rest);

/** On the page, what a turn shows is remembered for the next visit; to be forgotten takes that away as well. */
function hear(
  { world, caller, body }: AskedChat,
  command: SaidCommand | undefined,
  emit: Emit,
  signal: AbortSignal,
): Promise<void> {
  const { text, language } = body;
  const { agent, shown } = world;
  const room = roomFor(body.conversation, command);
  const message = { channel: caller.channel, personId: caller.id, text, language, signal, room };
  // A key that only decides has the role for it, which would let it propose as well.
  if (caller.by === 'key') return agent.hear({ ...message, atMost: mostOf(caller, command) }, emit);
  const turn = shown.of(conversationFor(caller, body.conversation)).begin(text);
  return agent
    .hear(message, event => {
      turn.note(event);
      emit(event);
    })
    .finally(() => {
      turn.end(signal.aborted);
      if (command && forgets(command)) shown.forgetAll(caller);
    });
}

/** Only the answer to a request can take the cookie back: no turn of the agent could. */
function logOut({ context, world, person }: AskedChat): Promise<Response> {
  const text = translateTo(person().language)(loggedOut);
  endSession(context, world);
  return answerTurn(context, world, async emit => {
    emit({ type: 'answer-end', text, answeredBy: 'command', asOf: world.agent.asOf() });
  });
}

/** Talking to the agent: words and buttons. */
export const chatRoutes: readonly Route[] = [
  route({
    method: 'post',
    path: '/api/chat',
    about: 'Says something to the agent and streams its answer; with Accept: application/json, one answer.',
    access: 'read',
    details: `A command needs the scope of what it does, beside read; ${scopesText()}. Commands of tools, and what is asked in words, need trade where they propose or write, and admin where the tool is for admins.`,
    body: Body,
    replies: turnReplies,
    refuses: { 403: 'The key lacks the scope that the command needs; the message says which.' },
    answer(asked) {
      const { caller, body, world } = asked;
      const { command } = readSaid(body.text);
      if (command) requireScope(caller, scopeOfCommand(command, world.agent.parts.tools));
      if (command && caller.session !== undefined && isNamed(command, logoutCommand)) return logOut(asked);
      return answerTurn(asked.context, world, (emit, signal) => hear(asked, command, emit, signal));
    },
  }),
];
