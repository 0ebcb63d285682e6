import type { Language } from '../../config/settings.ts';
import type { PageEvent } from '../web/web-live.ts';

const againMs = 5000;

export type LiveActs = {
  /** The stream is open, or lost: the page looks at what it may have missed. */
  look(): void;
  hear(event: PageEvent): void;
};

const kinds: readonly PageEvent['type'][] = ['proposal-made', 'proposal-changed', 'alert', 'state'];

/** What happens elsewhere, as it happens. The browser comes again by itself when the stream is lost. */
export class Live {
  readonly #acts: LiveActs;
  #source: EventSource | undefined;
  #language: Language | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(acts: LiveActs) {
    this.#acts = acts;
  }

  /** Listens in a language; does nothing where it does so already. */
  listen(language: Language): void {
    if (language === this.#language && this.#source) return;
    this.#source?.close();
    clearTimeout(this.#timer);
    this.#language = language;
    const source = new EventSource(`/api/events?language=${language}`);
    this.#source = source;
    for (const kind of kinds) {
      source.addEventListener(kind, ({ data }) => this.#acts.hear(JSON.parse(data) as PageEvent));
    }
    source.addEventListener('error', () => this.#lost(source));
    source.addEventListener('open', () => this.#acts.look());
  }

  /** The browser gives up when it is refused: then we come again. */
  #lost(source: EventSource): void {
    this.#acts.look();
    if (source.readyState !== EventSource.CLOSED || source !== this.#source) return;
    this.#source = undefined;
    this.#timer = setTimeout(() => this.#language && this.listen(this.#language), againMs);
  }
}
