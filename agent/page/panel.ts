import type { Account } from '../../tools/get-portfolio.ts';
import { button, element } from './element.ts';
import type { Reader } from './reader.ts';
import type { State } from './server.ts';
import { words } from './words.ts';

type Position = Account['positions'][number];

const openProposals = 3;

const signed = (value: number): string => (value < 0 ? 'loss' : value > 0 ? 'gain' : '');

/** The side panel: what waits for a person, the account, and the clock. On a phone it is a sheet under a summary. */
export class Panel {
  readonly waiting = element('div', { class: 'waiting' });
  readonly #reader: Reader;
  readonly #summary: HTMLElement;
  readonly #account = element('section', { class: 'account' });
  readonly #title = element('h2');
  readonly #queue: HTMLElement;
  readonly #more: HTMLButtonElement;
  #showsAll = false;

  constructor(reader: Reader, panel: HTMLElement, summary: HTMLElement) {
    this.#reader = reader;
    this.#summary = summary;
    this.#more = button('', { class: 'quiet more' }, () => {
      this.#showsAll = !this.#showsAll;
      this.#fold();
    });
    this.#queue = element('section', { class: 'queue', hidden: true }, this.#title, this.waiting, this.#more);
    this.#account.append(element('p', { class: 'muted' }, reader.t(words.loading)));
    panel.append(this.#account, this.#queue);
  }

  /** Shows the account; `waiting` proposals are to be decided. */
  show(state: State, waiting: number): void {
    const { t } = this.#reader;
    this.#queue.hidden = this.waiting.childElementCount === 0;
    this.#fold();
    this.#title.textContent = t(waiting > 0 ? words.waiting : words.decided);
    this.#account.replaceChildren(
      element('h2', {}, t(words.account)),
      ...(state.account
        ? this.#figures(state.account, state.halted)
        : [element('p', { class: 'muted' }, state.portfolio.lead ?? ''), ...this.#halted(state.halted)]),
      element('p', { class: 'clock' }, `${t(words.asOf)} `, element('time', { datetime: state.asOf }, state.asOf)),
    );
    this.#summarise(state, waiting);
  }

  #halted(halted: boolean): HTMLElement[] {
    return halted ? [element('p', { class: 'halted-line' }, this.#reader.t(words.haltedLine))] : [];
  }

  #figures(account: Account, halted: boolean): HTMLElement[] {
    const { t } = this.#reader;
    return [
      element('p', { class: 'equity', title: t(words.equity) }, t.money(account.equityUsd)),
      element(
        'p',
        { class: 'profit' },
        element('span', { class: signed(account.profitUsd) }, this.#change(account.profitUsd, account.initialCashUsd)),
        ` ${t(words.sinceStart)}`,
      ),
      ...this.#halted(halted),
      this.#split(account),
      element('h3', {}, t(words.positions)),
      account.positions.length === 0
        ? element('p', { class: 'muted' }, t(words.noPositions))
        : element('ul', { class: 'positions' }, ...account.positions.map(one => this.#position(one))),
    ];
  }

  /** The newest proposals stand open; the others are folded behind a button. */
  #fold(): void {
    const { t } = this.#reader;
    const all = [...this.waiting.children];
    for (const [i, one] of all.entries()) one.toggleAttribute('hidden', !this.#showsAll && i >= openProposals);
    this.#more.hidden = all.length <= openProposals;
    this.#more.setAttribute('aria-expanded', String(this.#showsAll));
    this.#more.textContent = this.#showsAll ? t(words.fewProposals) : `${t(words.everyProposal)} (${all.length})`;
  }

  #change(profit: number, from: number): string {
    const { t } = this.#reader;
    const plus = profit > 0 ? '+' : '';
    return `${plus}${t.money(profit)} (${plus}${t.percent(profit / from)})`;
  }

  /** How much of the account is invested, as figures and as a bar. */
  #split({ equityUsd, cashUsd }: Account): HTMLElement {
    const { t } = this.#reader;
    const invested = equityUsd - cashUsd;
    const share = Math.min(1, Math.max(0, Math.abs(invested) / (equityUsd || 1)));
    const filled = element('span', { class: 'filled' });
    filled.style.width = `${share * 100}%`;
    const pair = (name: string, value: string) => element('div', {}, element('dt', {}, name), element('dd', {}, value));
    return element(
      'div',
      { class: 'split' },
      element('div', { class: 'bar', 'aria-hidden': 'true' }, filled),
      element(
        'dl',
        {},
        pair(t(words.invested), `${t.money(invested)} (${t.percent(invested / equityUsd, 1)})`),
        pair(t(words.cash), t.money(cashUsd)),
      ),
    );
  }

  #position({ symbol, quantity, averagePrice, valueUsd, profitUsd, stop, target }: Position): HTMLElement {
    const { t } = this.#reader;
    const levels = [
      ...(stop === undefined ? [] : [`${t(words.stopLevel)} ${t.number(stop)}`]),
      ...(target === undefined ? [] : [`${t(words.targetLevel)} ${t.number(target)}`]),
    ].join(' · ');
    const plus = profitUsd > 0 ? '+' : '';
    return element(
      'li',
      {},
      element('span', { class: 'symbol' }, symbol),
      element('span', { class: 'value' }, t.money(valueUsd)),
      element('span', { class: 'held' }, `${quantity} ${t(words.at)} ${t.number(averagePrice)}`),
      element('span', { class: `value ${signed(profitUsd)}` }, `${plus}${t.money(profitUsd)}`),
      levels === '' ? undefined : element('span', { class: 'levels' }, levels),
    );
  }

  #summarise({ account }: State, waiting: number): void {
    const { t } = this.#reader;
    const count = account?.positions.length ?? 0;
    const positions = `${count} position${count > 1 ? 's' : ''}`;
    this.#summary.replaceChildren(
      element('strong', {}, account ? t.money(account.equityUsd) : '–'),
      element('span', {}, count === 0 ? t({ en: 'no position', fr: 'aucune position' }) : positions),
      ...(waiting === 0
        ? []
        : [element('span', { class: 'count' }, t({ en: `${waiting} to decide`, fr: `${waiting} à décider` }))]),
      element('span', { class: 'chevron', 'aria-hidden': 'true' }),
    );
  }
}
