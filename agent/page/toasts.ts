import type { Card } from '../../tools/card.ts';
import { button, element } from './element.ts';
import { removeFocused } from './keep-focus.ts';
import type { Reader } from './reader.ts';
import { viewWords } from './view-words.ts';

const most = 3;
/** Long enough to read; what matters stands in the conversation or on the card as well. */
const stayMs = 15_000;

/** Alerts in a corner of the page for a while, or until they are closed; the oldest makes room. */
export class Toasts {
  readonly #place: HTMLElement;
  readonly #reader: Reader;
  readonly #otherwise: HTMLElement;
  /** What had the focus before one of them. */
  #before: HTMLElement | undefined;

  /** @param otherwise gets the focus of one that is closed, where what had it before is gone */
  constructor(place: HTMLElement, reader: Reader, otherwise: HTMLElement) {
    this.#place = place;
    this.#reader = reader;
    this.#otherwise = otherwise;
    place.addEventListener('focusin', ({ relatedTarget }) => {
      if (relatedTarget instanceof HTMLElement && !place.contains(relatedTarget)) this.#before = relatedTarget;
    });
  }

  show({ title, lead, lines, tone }: Card): void {
    const toast = element(
      'div',
      { class: `toast ${tone}` },
      element('div', {}, element('strong', {}, title), ...[lead, ...lines].map(line => line && element('p', {}, line))),
      button('×', { class: 'toast-close', 'aria-label': this.#reader.t(viewWords.close) }, () =>
        removeFocused(toast, this.#back()),
      ),
    );
    const leave = () => (toast.matches(':hover, :focus-within') ? setTimeout(leave, stayMs) : toast.remove());
    setTimeout(leave, stayMs);
    this.#place.append(toast);
    while (this.#place.childElementCount > most) this.#place.firstElementChild?.remove();
  }

  #back(): HTMLElement {
    return this.#before?.checkVisibility() ? this.#before : this.#otherwise;
  }
}
