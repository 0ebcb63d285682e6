import type { Card } from '../../tools/card.ts';
import { type CardWorld, cardView } from './card-view.ts';
import { button, element } from './element.ts';
import type { Decision } from './server.ts';
import { words } from './words.ts';

/** Where a copy of a proposal's card stands, as the page knows it. */
export type ProposalLook = {
  card: Card;
  deciding?: Decision['verb'] | undefined;
  error?: string | undefined;
  /** It waits no longer, and nobody told us why. */
  gone?: boolean;
};

export type Decide = (decision: Decision) => void;

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
    // The chart stays as it is while only the buttons change.
    const old = before?.card === look.card ? this.element.querySelector('.foot') : null;
    if (old) old.replaceWith(foot);
    else this.element.replaceChildren(this.#whole(look, foot));
  }

  /** While it waits, its first line says so and the answer says what it is: the lead would be a third time. */
  #whole({ card }: ProposalLook, foot: HTMLElement): HTMLElement {
    const pending = card.actions.length > 0;
    const lines = this.compact ? card.lines.slice(0, pending ? 2 : 0) : card.lines;
    const said = pending ? (card.lead ?? '') : '';
    const { table, ...decided } = card;
    const shown = this.compact && !pending ? decided : card;
    return cardView({ ...shown, lines }, this.#world, { compact: this.compact, foot, said });
  }

  #foot({ card, deciding, error, gone }: ProposalLook): HTMLElement {
    const { t } = this.#world.reader;
    const foot = element('div', { class: 'foot' });
    if (gone) foot.append(element('p', { class: 'gone' }, t(words.gone)));
    for (const action of gone ? [] : card.actions) {
      const { kind, proposalId, version, nonce } = action;
      if (kind === 'ask' || proposalId === undefined || version === undefined || nonce === undefined) continue;
      const doing = kind === 'approve' ? words.approving : words.rejecting;
      const label = deciding === kind ? t(doing) : action.label;
      const press = button(label, { class: `decide ${kind}` }, () =>
        this.#decide({ verb: kind, proposalId, version, nonce }),
      );
      press.disabled = deciding !== undefined;
      foot.append(press);
    }
    if (error) foot.append(element('p', { class: 'card-error', role: 'alert' }, error));
    return foot;
  }
}
