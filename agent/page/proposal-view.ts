import type { Card, CardAction } from '../../tools/card.ts';
import { type CardWorld, cardView } from './card-view.ts';
import { button, element } from './element.ts';
import type { Decision } from './server.ts';
import { words } from './words.ts';

/** Where a copy of a proposal's card stands, as the page knows it. */
export type ProposalLook = {
  card: Card;
  deciding?: Decision['verb'] | undefined;
  error?: string | undefined;
  /** The copy whose button was pressed. */
  pressed?: ProposalView;
  /** It waits no longer, and nobody told us why. */
  gone?: boolean;
};

/** Quantity, value, cost, stop and what is at risk. */
const keyRows = 5;

export type Decide = (decision: Decision, pressed: ProposalView) => void;

/** In the panel: what it is, why, its key figures, and later what became of it. The chat holds the rest. */
function compactOf(card: Card, pending: boolean): Card {
  const { table, ...others } = card;
  // Its first line says that it waits, its last names the rules; a warning stands between.
  const short = { ...others, lines: pending ? card.lines.slice(1, -1) : [] };
  return table && pending ? { ...short, table: { ...table, rows: table.rows.slice(0, keyRows) } } : short;
}

/** One copy of a proposal's card, in the chat or in the panel. */
export class ProposalView {
  readonly element = element('div', { class: 'proposal' });
  readonly compact: boolean;
  readonly #world: CardWorld;
  readonly #decide: Decide;
  #look: ProposalLook | undefined;

  constructor(world: CardWorld, decide: Decide, compact: boolean) {
    this.#world = world;
    this.#decide = decide;
    this.compact = compact;
  }

  show(look: ProposalLook): void {
    const before = this.#look;
    this.#look = look;
    const foot = this.#foot(look);
    this.element.classList.toggle('over', look.gone === true);
    // The chart stays as it is while only the buttons change.
    const old = before?.card === look.card ? this.element.querySelector('.foot') : null;
    if (old) old.replaceWith(foot);
    else this.element.replaceChildren(this.#whole(look, foot));
  }

  /** While it waits, its first line says so and the answer says what it is: the lead would be a third time. */
  #whole({ card }: ProposalLook, foot: HTMLElement): HTMLElement {
    const pending = card.actions.length > 0;
    const said = pending ? (card.lead ?? '') : '';
    const shown = this.compact ? compactOf(card, pending) : card;
    return cardView(shown, this.#world, { compact: this.compact, foot, said });
  }

  #foot(look: ProposalLook): HTMLElement {
    const { gone, pressed } = look;
    // One decision, one message: why it failed stands where the button was pressed.
    const error = pressed === undefined || pressed === this ? look.error : undefined;
    const foot = element('div', { class: 'foot' });
    if (gone && !error) foot.append(element('p', { class: 'gone' }, this.#world.reader.t(words.gone)));
    if (!gone) foot.append(...look.card.actions.flatMap(action => this.#button(action, look)));
    if (error) foot.append(element('p', { class: 'card-error', role: 'alert' }, error));
    return foot;
  }

  #button({ kind, label, proposalId, version, nonce }: CardAction, { deciding }: ProposalLook): HTMLElement[] {
    if (
      (kind !== 'approve' && kind !== 'reject') ||
      proposalId === undefined ||
      version === undefined ||
      nonce === undefined
    )
      return [];
    const doing = this.#world.reader.t(kind === 'approve' ? words.approving : words.rejecting);
    const shown = deciding === kind ? doing : label;
    const press = button(shown, { class: `decide ${kind}`, 'aria-label': `${shown} ${proposalId}` }, () =>
      this.#decide({ verb: kind, proposalId, version, nonce }, this),
    );
    press.disabled = deciding !== undefined;
    return [press];
  }
}
