import type { Card } from '../../tools/card.ts';
import { button, element } from './element.ts';
import type { Reader } from './reader.ts';
import { viewWords } from './view-words.ts';

const most = 3;

/** Alerts in a corner of the page, until they are closed; the oldest makes room. */
export class Toasts {
  readonly #place: HTMLElement;
  readonly #reader: Reader;

  constructor(place: HTMLElement, reader: Reader) {
    this.#place = place;
    this.#reader = reader;
  }

  show({ title, lead, lines, tone }: Card): void {
    const toast = element(
      'div',
      { class: `toast ${tone}` },
      element('div', {}, element('strong', {}, title), ...[lead, ...lines].map(line => line && element('p', {}, line))),
      button('×', { class: 'toast-close', 'aria-label': this.#reader.t(viewWords.close) }, () => toast.remove()),
    );
    this.#place.append(toast);
    while (this.#place.childElementCount > most) this.#place.firstElementChild?.remove();
  }
}
