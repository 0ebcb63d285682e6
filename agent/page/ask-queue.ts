import { button, element } from './element.ts';
import type { Reader } from './reader.ts';
import { words } from './words.ts';

/** Questions that wait for the answer which is being written, above the field: each can be taken back to it. */
export class AskQueue {
  readonly #place: HTMLElement;
  readonly #reader: Reader;
  readonly #back: (text: string) => void;
  #waiting: readonly string[] = [];

  /** @param back takes a question that shall not be asked */
  constructor(place: HTMLElement, reader: Reader, back: (text: string) => void) {
    this.#place = place;
    this.#reader = reader;
    this.#back = back;
    reader.always(() => this.#show());
  }

  add(text: string): void {
    this.#waiting = [...this.#waiting, text];
    this.#show();
  }

  /** The one that is asked now; undefined where none waits. */
  next(): string | undefined {
    const [first, ...others] = this.#waiting;
    this.#waiting = others;
    this.#show();
    return first;
  }

  /** Gives all of them back: what they were to follow has broken off. */
  giveBack(): void {
    const all = this.#waiting.join('\n');
    this.#waiting = [];
    this.#show();
    if (all !== '') this.#back(all);
  }

  #show(): void {
    const { t } = this.#reader;
    const lines = this.#waiting.map((text, i) => {
      const take = button('×', { class: 'take-back', 'aria-label': `${t(words.takeBack)}: ${text}` }, () => {
        this.#waiting = this.#waiting.filter((_, at) => at !== i);
        this.#show();
        this.#back(text);
      });
      return element('li', {}, element('span', { class: 'queued-text' }, text), take);
    });
    this.#place.hidden = lines.length === 0;
    this.#place.replaceChildren(element('p', {}, t(words.waitsForAnswer)), element('ul', {}, ...lines));
  }
}
