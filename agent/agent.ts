import { cleanText } from '../config/clean-text.ts';
import { asQuaestorError, QuaestorError } from '../config/errors.ts';
import { errorText } from '../config/messages.ts';
import type { Language } from '../config/settings.ts';
import { translateTo } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';
import { adviceText, asksAdvice } from '../models/planner/advice.ts';
import { spokenLanguage } from '../models/planner/spoken-language.ts';
import type { AgentParts } from './agent-parts.ts';
import { commandOf, isYes } from './bare-word.ts';
import type { Proposal } from './desk/proposal.ts';
import type { Emit } from './events.ts';
import { withFirstNotices } from './first-notices.ts';
import { conversationOf, type Person } from './people.ts';
import { type Press, press } from './press.ts';
import type { Place } from './register.ts';
import { runCommand } from './run-command.ts';

export type Message = {
  channel: string;
  personId: string;
  text: string;
  language?: Language | undefined;
  signal?: AbortSignal | undefined;
} & Place;

/** A yes names no proposal: the answer says what would. */
const sayWhich = (id: string): QuaestorError =>
  new QuaestorError('user.bad-request', {
    en: `${id} waits. To approve it press Approve on its card, or write: approve ${id}`,
    fr: `${id} attend. Pour l'approuver, appuyez sur Approuver sur sa carte, ou écrivez : approuver ${id}`,
  });

/** A question is answered in the language in which it is clearly asked; what the person chose stays chosen. */
const inLanguageOf = (text: string, person: Person): Person => ({
  ...person,
  language: (text.startsWith('/') ? undefined : spokenLanguage(text)) ?? person.language,
});

/** A signal of the turn's own: what listens to it goes with the turn, however long the channel's lives. */
const signalOf = (signal: AbortSignal | undefined): AbortSignal =>
  signal ? AbortSignal.any([signal]) : new AbortController().signal;

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
    const person = this.person(message.channel, message.personId, message.language, message.room);
    this.parts.register.seen(person, message);
    const said = cleanText(message.text);
    const text = commandOf(said) ?? said;
    const listener = inLanguageOf(text, person);
    const tell = withFirstNotices(this.parts, listener, emit);
    const answer = () => this.#guard(listener, tell, () => this.#answer(listener, text, message.signal, tell));
    if (text.startsWith('/')) return answer();
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

  async #answer(person: Person, text: string, signal: AbortSignal | undefined, emit: Emit): Promise<void> {
    const { settings, loop, scenes } = this.parts;
    if (text.length > settings.conversation.maxCharacters) {
      const most = settings.conversation.maxCharacters;
      throw new QuaestorError('user.too-long', {
        en: `That message has ${text.length} characters; I read at most ${most}. Please send the part that matters.`,
        fr: `Ce message a ${text.length} caractères ; j'en lis au plus ${most}. Envoyez la partie qui compte.`,
      });
    }
    const context = this.parts.contextFor(person, signalOf(signal), () => this.reference());
    if (text.startsWith('/')) return runCommand(this, person, text, context, emit);
    if (text === '') {
      throw new QuaestorError('user.bad-request', {
        en: 'The message is empty. Ask me something.',
        fr: 'Le message est vide. Posez-moi une question.',
      });
    }
    if (asksAdvice(text)) return this.#educate(person, text, emit);
    const [waiting, ...others] = isYes(text) && !person.stranger ? this.parts.desk.waiting() : [];
    if (waiting && others.length === 0) throw sayWhich(waiting.id);
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
