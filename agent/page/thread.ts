import { button, element } from './element.ts';
import type { Reader } from './reader.ts';
import type { Turn } from './turn.ts';
import { examples, words } from './words.ts';

const nearEnd = 48;
const still = matchMedia('(prefers-reduced-motion: reduce)');

/** The conversation: what was said before, the turns of this visit, and the welcome while there is neither. */
export class Thread {
  readonly #box: HTMLElement;
  readonly #latest: HTMLElement;
  readonly #inside = element('div', { class: 'inside' });
  #welcome: HTMLElement | undefined;

  constructor(box: HTMLElement, latest: HTMLElement) {
    this.#box = box;
    this.#latest = latest;
    box.append(this.#inside);
    // The arrow keys scroll what was said, also where nothing in it can be pressed.
    box.tabIndex = 0;
    box.addEventListener('scroll', () => this.#watch(), { passive: true });
    const sizes = new ResizeObserver(() => this.#watch());
    sizes.observe(this.#inside);
    sizes.observe(box);
    latest.addEventListener('click', () => this.#move(this.#below() + nearEnd));
  }

  /** A first visit: what this is, and questions to start with. */
  welcome(reader: Reader, ask: (question: string) => void): void {
    this.#welcome ??= this.#greeting(reader, ask);
    this.#inside.append(this.#welcome);
    this.#watch();
  }

  /** Another conversation begins: nothing of this one stays. */
  clear(): void {
    this.#inside.replaceChildren();
  }

  #greeting(reader: Reader, ask: (question: string) => void): HTMLElement {
    const place = element('section', { class: 'welcome' });
    reader.always(() => {
      const { t } = reader;
      place.replaceChildren(
        element('img', { src: '/icon.svg', alt: '', width: '44', height: '44' }),
        element('h2', {}, t(words.welcome)),
        element('p', {}, t(words.about)),
        element(
          'div',
          { class: 'chips' },
          ...examples.map(one => button(t(one), { class: 'chip' }, () => ask(t(one)))),
        ),
      );
    });
    return place;
  }

  /** What was said and shown on an earlier visit. */
  restore(past: readonly HTMLElement[]): void {
    this.#inside.append(...past);
    this.#box.scrollTop = this.#box.scrollHeight;
  }

  /** A line between the turns: what was decided elsewhere on the page. */
  note(text: string): void {
    this.place(element('p', { class: 'note' }, text));
  }

  /** Something that no question asked for just now, such as a proposal that was made again. */
  place(line: HTMLElement): void {
    this.#welcome?.remove();
    const live = this.#inside.querySelector('.turn.live:last-child');
    if (live) live.append(line);
    else this.#inside.append(element('div', { class: 'turn past ai' }, line));
    this.#move(this.#below() + nearEnd);
  }

  /** A new turn stands at the top of the window, with room for its answer below. */
  add(turn: Turn): void {
    this.#welcome?.remove();
    for (const old of this.#inside.querySelectorAll('.turn.live')) old.classList.remove('live');
    this.#inside.append(turn.element);
    this.#move(turn.element.getBoundingClientRect().top - this.#box.getBoundingClientRect().top);
  }

  /** CSS pixels of the last turn that lie below the window. */
  #below(): number {
    const last = this.#inside.lastElementChild?.lastElementChild;
    return last ? last.getBoundingClientRect().bottom - this.#box.getBoundingClientRect().bottom : 0;
  }

  #move(by: number): void {
    this.#box.scrollBy({ top: by, behavior: still.matches ? 'auto' : 'smooth' });
  }

  #watch(): void {
    this.#latest.hidden = this.#welcome?.isConnected || this.#below() < nearEnd;
  }
}
