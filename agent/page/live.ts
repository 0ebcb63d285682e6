import type { Language } from '../../config/settings.ts';
import type { PageEvent } from '../web/web-live.ts';

const firstWaitMs = 5000;
const longestWaitMs = 60_000;

export type LiveActs = {
  /** The stream is open, or lost: the page looks at what it may have missed. */
  look(): void;
  hear(event: PageEvent): void;
};

const kinds: readonly PageEvent['type'][] = ['proposal-made', 'proposal-changed', 'alert', 'state'];

/**
 * What happens elsewhere, as it happens. A stream that breaks off is the browser's to open again; one that is refused we
 * ask for again ourselves, later each time; one that made room for others rests until this page is looked at.
 */
export class Live {
  readonly #acts: LiveActs;
  #source: EventSource | undefined;
  #language: Language | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #wait = firstWaitMs;
  #rests = false;

  constructor(acts: LiveActs) {
    this.#acts = acts;
  }

  /** Listens in a language; does nothing where it does so already, or will when its time has come. */
  listen(language: Language): void {
    const same = language === this.#language;
    this.#language = language;
    if (this.#rests || (same && (this.#source || this.#timer))) return;
    this.#open(language);
  }

  /** The page is looked at again. */
  wake(): void {
    if (!this.#rests || !this.#language) return;
    this.#rests = false;
    this.#open(this.#language);
  }

  #open(language: Language): void {
    this.#source?.close();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const source = new EventSource(`/api/events?language=${language}`);
    this.#source = source;
    for (const kind of kinds) {
      source.addEventListener(kind, ({ data }) => this.#acts.hear(JSON.parse(data) as PageEvent));
    }
    source.addEventListener('closed', () => this.#rest(source));
    source.addEventListener('error', () => this.#lost(source));
    source.addEventListener('open', () => {
      this.#wait = firstWaitMs;
      this.#acts.look();
    });
  }

  /** The server ended it: to come again at once would end another page's, and so on without an end. */
  #rest(source: EventSource): void {
    source.close();
    if (source !== this.#source) return;
    this.#source = undefined;
    this.#rests = true;
    this.#acts.look();
  }

  /** The browser gives up when it is refused: then we come again, but not at every look. */
  #lost(source: EventSource): void {
    if (source !== this.#source) return;
    if (source.readyState === EventSource.CLOSED) {
      this.#source = undefined;
      this.#timer = setTimeout(() => this.#language && this.#open(this.#language), this.#wait);
      this.#wait = Math.min(longestWaitMs, this.#wait * 2);
    }
    this.#acts.look();
  }
}
