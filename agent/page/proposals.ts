import type { Card } from '../../tools/card.ts';
import type { AgentEvent } from '../events.ts';
import type { CardWorld } from './card-view.ts';
import { type ProposalLook, ProposalView } from './proposal-view.ts';
import { type Decision, Refused, server } from './server.ts';
import { words } from './words.ts';

type Known = { look: ProposalLook; views: ProposalView[]; pending: boolean };

export type ProposalsWorld = CardWorld & {
  /** Something was decided: the account may have changed. What was said is empty where a card says it already. */
  decided(said: string, inPanel: boolean): void;
};

const idOf = (card: Card): string | undefined => card.actions.find(action => action.proposalId)?.proposalId;

/** Every proposal that the page has seen, and every copy of its card: what happens to one happens to all. */
export class Proposals {
  /** The copies in the panel, newest first. */
  readonly list: HTMLElement;
  readonly #world: ProposalsWorld;
  readonly #known = new Map<string, Known>();

  constructor(world: ProposalsWorld, list: HTMLElement) {
    this.#world = world;
    this.list = list;
  }

  /** How many wait for a person. */
  get waiting(): number {
    return [...this.#known.values()].filter(({ pending, look }) => pending && !look.gone).length;
  }

  /** The ids that wait now: what `sync` may find gone afterwards. */
  pendingIds(): ReadonlySet<string> {
    return new Set([...this.#known].flatMap(([id, { pending }]) => (pending ? [id] : [])));
  }

  /** A copy for the chat. */
  copy(proposalId: string, card: Card): ProposalView {
    return this.#add(proposalId, card, false);
  }

  /** Shows the new state on every copy; false where there is none. */
  changed(event: Extract<AgentEvent, { type: 'proposal-changed' }>): boolean {
    const known = this.#known.get(event.proposalId);
    if (known) this.#show(known, { card: event.card }, event.state === 'pending');
    return known !== undefined && known.views.length > 0;
  }

  /** Brings the panel to what the server says. `before` are the ids that waited when it was asked. */
  sync(cards: readonly Card[], before: ReadonlySet<string>, anew: boolean): void {
    const ids = new Set<string>();
    for (const card of cards) {
      const id = idOf(card);
      if (id === undefined) continue;
      ids.add(id);
      const known = this.#known.get(id);
      if (!known?.views.some(view => view.compact)) this.list.prepend(this.#add(id, card, true).element);
      else if (anew && known.look.deciding === undefined) this.#show(known, { card }, true);
    }
    for (const [id, known] of this.#known) {
      const missing = before.has(id) && !ids.has(id) && known.pending && known.look.deciding === undefined;
      if (missing) this.#goes(known);
    }
  }

  /** Somebody else decided. Where a button was pressed in vain the card says why; the panel says it no second time. */
  #goes(known: Known): void {
    if (known.look.pressed) this.#leavePanel(known, known.look.pressed);
    this.#show(known, { ...known.look, gone: true }, false);
  }

  /** Takes what is decided out of the panel. */
  tidy(): void {
    for (const known of this.#known.values()) {
      if (known.pending) continue;
      this.#leavePanel(known);
    }
  }

  /** Takes the copies out of the panel, but for one that is still to be read. */
  #leavePanel(known: Known, but?: ProposalView): void {
    const leaves = (view: ProposalView) => view.compact && view !== but;
    for (const view of known.views) if (leaves(view)) view.element.remove();
    known.views = known.views.filter(view => !leaves(view));
  }

  #add(id: string, card: Card, compact: boolean): ProposalView {
    const view = new ProposalView(this.#world, (decision, pressed) => void this.#decide(decision, pressed), compact);
    const known = this.#known.get(id) ?? { look: { card }, views: [], pending: idOf(card) !== undefined };
    known.views.push(view);
    this.#known.set(id, known);
    if (known.look.deciding === undefined && !known.look.gone) this.#show(known, { card }, idOf(card) !== undefined);
    else view.show(known.look);
    return view;
  }

  #show(known: Known, look: ProposalLook, pending: boolean): void {
    known.look = look;
    known.pending = pending;
    for (const view of known.views) view.show(look);
  }

  async #decide(decision: Decision, pressed: ProposalView): Promise<void> {
    const known = this.#known.get(decision.proposalId);
    if (!known || known.look.deciding) return;
    const { card } = known.look;
    this.#show(known, { card, deciding: decision.verb }, known.pending);
    const { said, error } = await this.#send(decision);
    if (known.look.deciding || error) this.#show(known, { card: known.look.card, error, pressed }, known.pending);
    // An error stands on the card, where it is read aloud too.
    const named = said.includes(decision.proposalId) ? said : `${decision.proposalId}: ${said}`;
    this.#world.decided(error ? '' : named, pressed.compact);
  }

  async #send(decision: Decision): Promise<{ said: string; error: string | undefined }> {
    const { language, t } = this.#world.reader;
    let [said, error]: [string, string | undefined] = ['', undefined];
    try {
      for await (const event of server.decide(decision, language)) {
        if (event.type === 'proposal-changed') this.changed(event);
        if (event.type === 'error') error = event.text;
        if (event.type === 'answer-end') said = event.text;
      }
      return { said, error: said === '' ? t(words.lostDecision) : error };
    } catch (thrown) {
      return { said, error: thrown instanceof Refused ? thrown.message : t(words.lostDecision) };
    }
  }
}
