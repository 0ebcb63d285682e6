import type { Text } from '../../config/text.ts';
import type { Card, CardAction } from '../../tools/card.ts';
import type { Change } from '../desk/change.ts';
import type { Press } from '../press.ts';
import { type CardWorld, cardView } from './card-view.ts';
import type { Countdowns } from './countdown.ts';
import { editForm } from './edit-form.ts';
import { button, element } from './element.ts';
import { keepFocus } from './keep-focus.ts';
import type { Order } from './server.ts';
import { words } from './words.ts';

/** Where a copy of a proposal's card stands, as the page knows it. */
export type ProposalLook = {
  card: Card;
  pressing?: Press['verb'] | undefined;
  error?: string | undefined;
  /** The copy whose button was pressed. */
  pressed?: ProposalView;
  /** What the desk answered beside the card: its question before a first approval, or why the gate refused a change. */
  note?: Card | undefined;
  /** It waits no longer, and nobody told us why. */
  gone?: boolean;
};

export type ProposalWorld = CardWorld & {
  countdowns: Countdowns;
  /** The order of a proposal that waits; undefined where it waits no longer. */
  orderOf(proposalId: string): Promise<Order | undefined>;
};

/** How, quantity, value, cost, stop and what is at risk. */
const keyRows = 6;

type ProposalPress = Exclude<Press, { verb: 'rate' }>;
export type Decide = (press: ProposalPress, pressed: ProposalView) => void;

type Kind = 'approve' | 'reject' | 'edit' | 'again' | 'answer';
const doing: Readonly<Record<Kind, Text>> = {
  approve: words.approving,
  reject: words.rejecting,
  edit: words.editing,
  again: words.proposing,
  answer: words.answering,
};
const isKind = (kind: CardAction['kind']): kind is Kind => Object.hasOwn(doing, kind);

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
  readonly #world: ProposalWorld;
  readonly #decide: Decide;
  #look: ProposalLook | undefined;

  constructor(world: ProposalWorld, decide: Decide, compact: boolean) {
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
    keepFocus(this.element, () => {
      if (old) old.replaceWith(foot);
      else this.element.replaceChildren(this.#whole(look, foot));
    });
  }

  /** While it waits, its first line says so and the answer says what it is: the lead would be a third time. */
  #whole({ card }: ProposalLook, foot: HTMLElement): HTMLElement {
    const pending = card.until !== undefined;
    const said = pending ? (card.lead ?? '') : '';
    const shown = this.compact ? compactOf(card, pending) : card;
    return cardView(shown, this.#world, { compact: this.compact, foot, said });
  }

  #foot(look: ProposalLook): HTMLElement {
    const { gone, pressed, card, note } = look;
    const here = pressed === undefined || pressed === this;
    // One decision, one message: why it failed stands where the button was pressed.
    const error = here ? look.error : undefined;
    const foot = element('div', { class: 'foot' });
    if (gone && !error) foot.append(element('p', { class: 'gone' }, this.#world.reader.t(words.gone)));
    if (!gone && card.until !== undefined) foot.append(this.#world.countdowns.view(card.until));
    if (!gone) foot.append(...card.actions.flatMap(action => this.#button(action, look)));
    if (error) foot.append(element('p', { class: 'card-error', role: 'alert' }, error));
    if (note && here) foot.append(this.#note(note, look));
    return foot;
  }

  /** What the desk answered, with its own buttons. */
  #note(note: Card, look: ProposalLook): HTMLElement {
    const buttons = note.actions.flatMap(action => this.#button(action, look));
    const foot = buttons.length > 0 ? element('div', { class: 'foot' }, ...buttons) : undefined;
    return element('div', { class: 'desk-note', role: 'status' }, cardView(note, this.#world, { compact: true, foot }));
  }

  #button(action: CardAction, { pressing }: ProposalLook): HTMLElement[] {
    const { kind, label, proposalId, version, nonce, choice } = action;
    if (!isKind(kind) || proposalId === undefined || version === undefined || nonce === undefined) return [];
    const shown = pressing === kind && kind !== 'answer' ? this.#world.reader.t(doing[kind]) : label;
    const card = { proposalId, version, nonce };
    const name = kind === 'answer' ? shown : `${shown} ${proposalId}`;
    const press = button(shown, { class: `decide ${kind}`, 'aria-label': name }, () => {
      if (kind === 'edit') void this.#edit(card, press);
      else if (kind === 'answer') this.#decide({ verb: kind, ...card, choice: choice ?? 0 }, this);
      else this.#decide({ verb: kind, ...card }, this);
    });
    press.disabled = pressing !== undefined;
    return [press];
  }

  /** The form opens below the buttons, and closes with the button that opened it. */
  async #edit(card: { proposalId: string; version: number; nonce: string }, opener: HTMLElement): Promise<void> {
    const open = this.element.querySelector('form.edit-form');
    if (open) {
      open.remove();
      return;
    }
    const order = await this.#world.orderOf(card.proposalId);
    if (!order || this.element.querySelector('form.edit-form')) return;
    const form = editForm(order, this.#world.reader, {
      submit: (change: Change) => this.#decide({ verb: 'edit', ...card, change }, this),
      cancel: () => {
        form.remove();
        opener.focus();
      },
    });
    this.element.querySelector('.foot')?.append(form);
    form.querySelector('input')?.focus();
  }
}
