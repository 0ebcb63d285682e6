import type { Card } from '../../tools/card.ts';
import type { AgentEvent } from '../events.ts';
import type { Press } from '../press.ts';
import { pressing } from './pressing.ts';
import { type ProposalLook, ProposalView, type ProposalWorld } from './proposal-view.ts';
import type { ProposalShown } from './server.ts';

type Known = { look: ProposalLook; views: ProposalView[]; pending: boolean };
type Made = Extract<AgentEvent, { type: 'proposal-made' }>;

export type ProposalsWorld = ProposalWorld & {
  /** Something was decided: the account may have changed. What was said is empty where a card says it already. */
  decided(said: string, inPanel: boolean): void;
  /** What became of a proposal; undefined where nobody can say just now. */
  stateOf(proposalId: string): Promise<ProposalShown | undefined>;
  /** A button made another proposal: its card belongs into the conversation. */
  made(card: HTMLElement): void;
};

const refOf = (card: Card) => card.actions.find(action => action.proposalId);
const idOf = (card: Card): string | undefined => refOf(card)?.proposalId;
const isPending = (card: Card): boolean => card.until !== undefined;

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
  changed({ proposalId, state, card }: ProposalShown): boolean {
    const known = this.#known.get(proposalId);
    if (known) this.#show(known, { card }, state === 'pending');
    return known !== undefined && known.views.length > 0;
  }

  /** Brings the panel to what the server says. `before` are the ids that waited when it was asked. */
  sync(cards: readonly Card[], before: ReadonlySet<string>, anew: boolean): void {
    const ids = new Set<string>();
    for (const card of cards) {
      const id = idOf(card);
      if (id === undefined) continue;
      ids.add(id);
      this.#bring(id, card, anew);
    }
    for (const [id, known] of this.#known) {
      const missing = before.has(id) && !ids.has(id) && known.pending && known.look.pressing === undefined;
      if (missing) this.#goes(id, known);
    }
  }

  /** Takes what is decided out of the panel, and lets copies go that no conversation shows any more. */
  tidy(): void {
    for (const known of this.#known.values()) {
      known.views = known.views.filter(view => view.element.isConnected);
      if (!known.pending) this.#leavePanel(known);
    }
  }

  /** A card that waits: in the panel, and as its latest version on every copy. */
  #bring(id: string, card: Card, anew: boolean): void {
    const known = this.#known.get(id);
    if (!known?.views.some(view => view.compact)) this.list.prepend(this.#add(id, card, true).element);
    else if (known.look.pressing === undefined) {
      const newer = (refOf(card)?.version ?? 0) > (refOf(known.look.card)?.version ?? 0);
      if (anew || newer) this.#show(known, { card }, true);
    }
  }

  /** Somebody else decided. Where a button was pressed in vain the card says why; the panel says it no second time. */
  #goes(id: string, known: Known): void {
    const { pressed } = known.look;
    if (pressed) this.#leavePanel(known, pressed);
    this.#show(known, { ...known.look, gone: true }, false);
    if (!pressed) void this.#world.stateOf(id).then(shown => shown && this.changed(shown));
  }

  /** Takes the copies out of the panel, but for one that is still to be read. */
  #leavePanel(known: Known, but?: ProposalView): void {
    const leaves = (view: ProposalView) => view.compact && view !== but;
    for (const view of known.views) if (leaves(view)) view.element.remove();
    known.views = known.views.filter(view => !leaves(view));
  }

  #add(id: string, card: Card, compact: boolean): ProposalView {
    const view = new ProposalView(this.#world, (press, pressed) => void this.#press(press, pressed), compact);
    const known = this.#known.get(id) ?? { look: { card }, views: [], pending: isPending(card) };
    known.views.push(view);
    this.#known.set(id, known);
    if (known.look.pressing === undefined && !known.look.gone) this.#show(known, { card }, isPending(card));
    else view.show(known.look);
    return view;
  }

  #show(known: Known, look: ProposalLook, pending: boolean): void {
    known.look = look;
    known.pending = pending;
    for (const view of known.views) view.show(look);
  }

  async #press(press: Exclude<Press, { verb: 'rate' }>, pressed: ProposalView): Promise<void> {
    const known = this.#known.get(press.proposalId);
    if (!known || known.look.pressing) return;
    const { card } = known.look;
    let note: Card | undefined;
    this.#show(known, { card, pressing: press.verb }, known.pending);
    const { said, error } = await pressing(press, this.#world.reader, event => {
      if (event.type === 'proposal-changed') this.changed(event);
      else if (event.type === 'proposal-made') this.#makes(event);
      else if (event.type === 'tool-result') note = event.card;
    });
    // A note is not said a second time as an error.
    if (known.look.pressing || error || note)
      this.#show(known, { card: known.look.card, error: note ? undefined : error, note, pressed }, known.pending);
    // An error stands on the card, where it is read aloud too.
    const named = said.includes(press.proposalId) ? said : `${press.proposalId}: ${said}`;
    this.#world.decided(error || note ? '' : named, pressed.compact);
  }

  #makes({ proposalId, card }: Made): void {
    this.#world.made(this.copy(proposalId, card).element);
  }
}
