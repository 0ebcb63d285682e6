import { button, element } from './element.ts';
import type { Reader } from './reader.ts';
import { words } from './words.ts';

const firstWaitMs = 1000;
const longestWaitMs = 15_000;

/** Says when nobody answers, and tries again until somebody does. */
export class Connection {
  readonly #banner: HTMLElement;
  readonly #reader: Reader;
  readonly #probe: () => void;
  #wait = firstWaitMs;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(banner: HTMLElement, reader: Reader, probe: () => void) {
    this.#banner = banner;
    this.#reader = reader;
    this.#probe = probe;
    reader.always(() => {
      if (!banner.hidden && this.#timer) this.#say();
    });
  }

  lost(): void {
    if (this.#timer) return;
    this.#say();
    this.#timer = setTimeout(() => this.#try(), this.#wait);
    this.#wait = Math.min(longestWaitMs, this.#wait * 2);
  }

  found(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wait = firstWaitMs;
    this.#banner.hidden = true;
  }

  /** The server answers, but not to us: what it says is what the person needs to know. */
  refused(text: string): void {
    this.found();
    this.#banner.replaceChildren(text);
    this.#banner.hidden = false;
  }

  #try(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#probe();
  }

  #say(): void {
    const { t } = this.#reader;
    this.#banner.replaceChildren(
      element('span', {}, t(words.lost)),
      button(t(words.again), { class: 'quiet' }, () => this.#try()),
    );
    this.#banner.hidden = false;
  }
}
