import { asQuaestorError, QuaestorError } from '../config/errors.ts';
import { errorText } from '../config/messages.ts';
import type { Language, Role } from '../config/settings.ts';
import { translateTo } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';
import type { AccountId } from '../data/people-store.ts';
import { adviceText, asksAdvice } from '../models/planner/advice.ts';
import { spokenLanguage } from '../models/planner/spoken-language.ts';
import type { AgentParts } from './agent-parts.ts';
import { isYes } from './bare-word.ts';
import { nameOf, type Proposal } from './desk/proposal.ts';
import type { Emit } from './events.ts';
import { withFirstNotices } from './first-notices.ts';
import { atLeast, conversationOf, hearsOfAccount, type Person } from './people.ts';
import { type Press, press } from './press.ts';
import { readSaid, type Said } from './read-said.ts';
import type { Place } from './register.ts';
import { runCommand } from './run-command.ts';

export type Message = {
  channel: string;
  personId: string;
  text: string;
  language?: Language | undefined;
  signal?: AbortSignal | undefined;
  /** The most that it may do where that is less than the person's role: the key of a program may hold less. */
  atMost?: Role | undefined;
} & Place;

/** A yes names no proposal: the answer says what would. */
const sayWhich = ({ id, version }: Proposal): QuaestorError =>
  new QuaestorError('user.bad-request', {
    en: `${id} waits. To approve it press Approve on its card, or write: approve ${nameOf(id, version)}`,
    fr: `${id} attend. Pour l'approuver, appuyez sur Approuver sur sa carte, ou écrivez : approuver ${nameOf(id, version)}`,
  });

/** A question is answered in the language in which it is clearly asked; what the person chose stays chosen. */
const inLanguageOf = ({ text, command }: Said, person: Person): Person => ({
  ...person,
  language: (command ? undefined : spokenLanguage(text)) ?? person.language,
});

/** The person with no more than the role that a message may use. */
const within = (person: Person, most: Role | undefined): Person =>
  most === undefined || atLeast(most, person.role) ? person : { ...person, role: most };

/**
 * Runs a turn under a signal of its own, which fires with the channel's and when the turn ends: what listens to it goes
 * with the turn. `AbortSignal.any` would keep it for as long as the channel's signal lives.
 */
async function underSignal(
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const turn = new AbortController();
  const end = (): void => turn.abort(outer?.reason);
  if (outer?.aborted) end();
  outer?.addEventListener('abort', end, { once: true });
  try {
    await work(turn.signal);
  } finally {
    outer?.removeEventListener('abort', end);
    turn.abort();
  }
}

const tooMany = (): QuaestorError =>
  new QuaestorError('user.too-fast', {
    en: 'That is more than I can answer at once: wait for the answers on their way, and ask again.',
    fr: "C'est plus que je ne peux traiter à la fois : attendez les réponses en route, puis redemandez.",
  });

/**
 * The agent that every channel talks to: a message or a tap comes in, events go out. Nothing escapes it as an
 * exception. Messages of one person on one channel are answered one after the other.
 */
export class Agent {
  readonly parts: AgentParts;
  readonly #lanes = new Map<string, Promise<void>>();
  /** Messages of each lane that are not answered yet. */
  readonly #waiting = new Map<string, number>();
  #references = 0;

  constructor(parts: AgentParts) {
    this.parts = parts;
  }

  /** The person behind an id, with the language that they chose or the one given. */
  person(channel: string, id: string, language?: Language, room?: string): Person {
    return this.parts.register.person({ channel, id }, language, room);
  }

  /** Answers one message. Commands such as /stop are handled at once, before whatever else this person waits for. */
  hear(message: Message, emit: Emit): Promise<void> {
    const { channel: from, personId, language, room, atMost } = message;
    const person = within(this.person(from, personId, language, room), atMost);
    this.parts.register.seen(person, message);
    const said = readSaid(message.text);
    const listener = inLanguageOf(said, person);
    const tell = withFirstNotices(this.parts, listener, emit);
    const answer = () =>
      this.#guard(listener, tell, () =>
        underSignal(message.signal, signal => this.#answer(listener, said, signal, tell)),
      );
    if (said.command) return answer();
    const { channel, id } = conversationOf(person);
    const lane = `${channel}:${id}`;
    const waiting = this.#waiting.get(lane) ?? 0;
    if (waiting > this.parts.settings.conversation.waitingMessages) {
      return this.#guard(listener, tell, () => {
        throw tooMany();
      });
    }
    this.#waiting.set(lane, waiting + 1);
    const turn = (this.#lanes.get(lane) ?? Promise.resolve()).then(answer);
    this.#lanes.set(lane, turn);
    return turn.finally(() => {
      const left = (this.#waiting.get(lane) ?? 1) - 1;
      if (left > 0) this.#waiting.set(lane, left);
      else this.#waiting.delete(lane);
      if (this.#lanes.get(lane) === turn) this.#lanes.delete(lane);
    });
  }

  /** Resolves when nothing that these accounts asked is being answered any more. */
  async answered(accounts: readonly AccountId[]): Promise<void> {
    const keys = accounts.map(({ channel, id }) => `${channel}:${id}`);
    const theirs = [...this.#lanes].filter(([lane]) => keys.some(key => lane === key || lane.startsWith(`${key}@`)));
    await Promise.all(theirs.map(([, turn]) => turn));
  }

  /** A button that was pressed: deterministic code only. */
  tap(pressed: Press, channel: string, personId: string, emit: Emit, language?: Language): Promise<void> {
    const person = this.person(channel, personId, language);
    return this.#guard(person, emit, () => press(this, pressed, person, emit));
  }

  /** Tells what became of a proposal: its card in the new state, with what was filled. */
  announce(proposal: Proposal, person: Person, emit: Emit): void {
    const t = translateTo(person.language);
    const card = this.parts.scenes.current(proposal, t);
    emit({ type: 'proposal-changed', proposalId: proposal.id, version: proposal.version, state: proposal.state, card });
    emit({ type: 'answer-end', text: card.lead ?? '', answeredBy: 'desk', asOf: this.asOf() });
  }

  asOf(): string {
    return dayOf(this.parts.market.now());
  }

  /** A reference under which a fault is logged and which a person can quote. */
  reference(): string {
    this.#references += 1;
    return `Q-${process.pid.toString(36)}-${this.#references}`;
  }

  async #answer(person: Person, { text, command }: Said, signal: AbortSignal, emit: Emit): Promise<void> {
    const { settings, loop, scenes } = this.parts;
    if (text.length > settings.conversation.maxCharacters) {
      const most = settings.conversation.maxCharacters;
      throw new QuaestorError('user.too-long', {
        en: `That message has ${text.length} characters; I read at most ${most}. Please send the part that matters.`,
        fr: `Ce message a ${text.length} caractères ; j'en lis au plus ${most}. Envoyez la partie qui compte.`,
      });
    }
    const context = this.parts.contextFor(person, signal, () => this.reference());
    if (command) return runCommand(this, person, command, context, emit);
    if (text === '') {
      throw new QuaestorError('user.bad-request', {
        en: 'The message is empty. Ask me something.',
        fr: 'Le message est vide. Posez-moi une question.',
      });
    }
    if (asksAdvice(text)) return this.#educate(person, text, emit);
    const [waiting, ...others] = isYes(text) && hearsOfAccount(person) ? this.parts.desk.waiting() : [];
    if (waiting && others.length === 0) throw sayWhich(waiting);
    await loop.answer({ person, text, context, emit, prompt: scenes.prompt(person), asOf: this.asOf() });
  }

  /** A wish for personal advice reaches no model and no tool: general information and the notice answer it. */
  #educate(person: Person, asked: string, emit: Emit): void {
    const text = translateTo(person.language)({
      en: adviceText({ language: 'en' }),
      fr: adviceText({ language: 'fr' }),
    });
    this.parts.conversations.append(conversationOf(person), [
      { role: 'human', text: asked },
      { role: 'ai', text },
    ]);
    emit({ type: 'answer-end', text, answeredBy: 'agent', asOf: this.asOf() });
  }

  async #guard(person: Person, emit: Emit, work: () => Promise<void> | void): Promise<void> {
    try {
      await work();
    } catch (thrown) {
      const error = asQuaestorError(thrown);
      const reference = this.reference();
      if (error.blame === 'bug' || error.blame === 'config') this.parts.log.error('turn failed', { reference, error });
      const text = translateTo(person.language)(errorText(error, reference));
      emit({ type: 'error', code: error.code, text });
      emit({ type: 'answer-end', text, answeredBy: 'agent', asOf: this.asOf() });
    }
  }
}
