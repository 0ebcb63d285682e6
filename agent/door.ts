import { QuaestorError } from '../config/errors.ts';
import type { Role } from '../config/settings.ts';
import type { Text } from '../config/text.ts';
import type { Rated, Rating } from '../knowledge/memory/feedback.ts';
import { Draft } from '../models/risk/draft.ts';
import { refusalOf } from '../models/risk/verdict.ts';
import { Card } from '../tools/card.ts';
import { callTool, type Tool, type ToolResult } from '../tools/tool.ts';
import type { ToolContext } from '../tools/tool-context.ts';
import type { Desk } from './desk/desk.ts';
import type { Emit } from './events.ts';
import { mayCall, mayUse, type Person, roleFor, roleNames } from './people.ts';
import type { Scenes } from './scenes.ts';

export type DoorParts = {
  tools: readonly Tool[];
  desk: Desk;
  scenes: Scenes;
  /** Writes down that somebody asked for what their role does not allow. */
  refused: (person: Person, tool: string) => void;
  /** Keeps an answer that people may judge, with who sees it; gives the id of its buttons. */
  keepRated: (rated: Rated, shownTo: Person) => string;
};

/** What came through the door: text for the model, the sentence that answers for the planner, and what scripts print. */
export type Passed = { ok: boolean; text: string; lead: string | undefined; output?: unknown };

const unknownTool = (name: string, tools: readonly Tool[]): QuaestorError =>
  new QuaestorError('tool.not-found', `There is no tool "${name}". Tools: ${tools.map(tool => tool.name).join(', ')}.`);

/** The refusal of something that a role does not allow. */
export const forbidden = (what: string, needed: Role, role: Role): QuaestorError =>
  new QuaestorError('tool.forbidden', {
    en: `${what} needs the role ${needed}; you are a ${role}. An admin can change that.`,
    fr: `${what} demande le rôle ${roleNames[needed].fr} ; vous êtes ${roleNames[role].fr}. Un administrateur peut le changer.`,
  });

/** The refusal of the account's affairs to somebody whom nobody knows, or where others would read them. */
export const notYourAccount = ({ stranger }: Pick<Person, 'stranger'> = { stranger: true }): QuaestorError =>
  stranger ? notKnown() : notAloud();

const notAloud = (): QuaestorError =>
  new QuaestorError('tool.forbidden', {
    en: 'Everybody in this group would read it: ask me about the account in a private message. An admin can name this group in people.accountRooms.',
    fr: 'Tout le groupe le lirait : posez-moi vos questions sur le compte en message privé. Un admin peut nommer ce groupe dans people.accountRooms.',
  });

const notKnown = (): QuaestorError =>
  new QuaestorError('tool.forbidden', {
    en: 'The account is shown to people that it knows. If it is yours, say /link CODE here with a code from where you are known; an admin can also give you a role.',
    fr: "Le compte est montré aux personnes qu'il connaît. S'il est à vous, dites ici /lier CODE avec un code reçu là où vous êtes connu ; un admin peut aussi vous donner un rôle.",
  });

/**
 * The one door through which every call of a tool goes, whoever makes it: it looks at the effect and the role, calls the
 * tool, and hands a draft to the desk. What a tool returns is never acted upon anywhere else.
 */
export class Door {
  readonly #parts: DoorParts;

  constructor(parts: DoorParts) {
    this.#parts = parts;
  }

  async pass(
    call: { id: string; name: string; args: unknown },
    person: Person,
    context: ToolContext,
    emit: Emit,
  ): Promise<Passed> {
    const { tools } = this.#parts;
    emit({ type: 'tool-call', id: call.id, name: call.name, input: call.args });
    const tool = tools.find(one => one.name === call.name);
    if (!tool) return this.#deny(call, unknownTool(call.name, tools), context, emit);
    if (!mayCall(person.role, tool.effect)) {
      this.#parts.refused(person, tool.name);
      return this.#deny(call, forbidden(tool.name, roleFor(tool.effect), person.role), context, emit);
    }
    if (!mayUse(person, tool)) return this.#deny(call, notYourAccount(person), context, emit);
    const progress = (share: number, at: Text) =>
      emit({ type: 'tool-progress', id: call.id, name: call.name, share, at });
    const result = await callTool(tool, call.args, { ...context, progress });
    if (result.ok && tool.effect === 'propose') return this.#propose(call, result, person, context, emit);
    const card = result.ok && tool.rated ? this.#withRating(tool.name, result, person, context) : result.card;
    emit({ type: 'tool-result', id: call.id, name: call.name, ok: result.ok, card });
    const output = result.ok ? result.output : { error: result.error.code, message: result.error.message };
    return { ok: result.ok, text: result.text, lead: result.card.lead, output };
  }

  /** The card with the two buttons that judge it. */
  #withRating(
    tool: string,
    { output, card }: Extract<ToolResult, { ok: true }>,
    person: Person,
    { t }: ToolContext,
  ): Card {
    const ratedId = this.#parts.keepRated({ tool, output }, person);
    const button = (rating: Rating, label: string) => ({ kind: 'rate' as const, label, ratedId, rating });
    const buttons = [
      button('good', t({ en: '👍 Helpful', fr: '👍 Utile' })),
      button('bad', t({ en: '👎 Wrong', fr: '👎 Faux' })),
    ];
    return { ...card, actions: [...card.actions, ...buttons] };
  }

  #deny(call: { id: string; name: string }, error: QuaestorError, context: ToolContext, emit: Emit): Passed {
    const lead = error.text ? context.t(error.text) : error.message;
    emit({
      type: 'tool-result',
      id: call.id,
      name: call.name,
      ok: false,
      card: Card.parse({ title: call.name, lead, tone: 'bad' }),
    });
    return {
      ok: false,
      text: `${error.code}: ${error.message}`,
      lead,
      output: { error: error.code, message: error.message },
    };
  }

  #propose(
    call: { id: string; name: string },
    result: Extract<ToolResult, { ok: true }>,
    person: Person,
    context: ToolContext,
    emit: Emit,
  ): Passed {
    const draft = Draft.parse(result.output);
    const proposed = this.#parts.desk.propose(draft, person);
    if (proposed.kind === 'refused') {
      const card = this.#parts.scenes.refused(draft, proposed.verdict, context.t);
      const refusal = refusalOf(proposed.verdict);
      emit({ type: 'tool-result', id: call.id, name: call.name, ok: false, card });
      return {
        ok: false,
        text: `Refused by the risk gate, rule ${refusal?.rule}: ${refusal?.reason.en}`,
        lead: card.lead,
        output: proposed,
      };
    }
    const { proposal } = proposed;
    const card = this.#parts.scenes.proposal(proposal, context.t);
    emit({ type: 'tool-result', id: call.id, name: call.name, ok: true });
    emit({ type: 'proposal-made', proposalId: proposal.id, version: proposal.version, card });
    const order = proposal.verdict.order;
    const text = `Proposal ${proposal.id} waits for a person: ${order?.side} ${order?.quantity} ${order?.symbol} at about ${order?.referencePrice}. It is not executed.`;
    return { ok: true, text, lead: card.lead, output: proposal };
  }
}
