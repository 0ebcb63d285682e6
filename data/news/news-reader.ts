import type { Clock } from '../../config/clock.ts';
import { asQuaestorError, type QuaestorError } from '../../config/errors.ts';
import type { Language } from '../../config/settings.ts';
import { detectLanguage } from './detect-language.ts';
import { fetchText, type Validators } from './fetch-text.ts';
import type { NewsItem } from './news-item.ts';
import type { NewsStore } from './news-store.ts';
import { type FeedEntry, parseFeed } from './parse-feed.ts';

export type Feed = { readonly name: string; readonly url: string; readonly language: Language | null };

export type NewsUpdate = {
  /** Items that were not known before. */
  readonly added: readonly NewsItem[];
  readonly faults: readonly { readonly feed: string; readonly error: QuaestorError }[];
};

type Parts = {
  feeds: readonly Feed[];
  store: NewsStore;
  clock: Clock;
  timeoutMs: number;
  /** Gives a reader of the symbols that a text names, of the instruments known by now. */
  symbolReader: () => (text: string) => string[];
};

const pauseMs = 15 * 60_000;
const accept = 'application/rss+xml, application/atom+xml, application/rdf+xml, application/xml;q=0.9, */*;q=0.5';

/** Reads feeds into a store. What a feed does wrong is its own fault: the others are read all the same. */
export class NewsReader {
  readonly #parts: Parts;
  readonly #validators = new Map<string, Validators>();
  readonly #restUntil = new Map<string, number>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Reads every feed once; one that asked for a pause is left alone until it is over. */
  async refresh(signal: AbortSignal): Promise<NewsUpdate> {
    const { feeds, clock, store } = this.#parts;
    const now = clock.now();
    const due = feeds.filter(feed => now >= (this.#restUntil.get(feed.url) ?? now));
    const read = await Promise.all(due.map(feed => this.#read(feed, signal)));
    return {
      added: store.add(read.flatMap(one => ('error' in one ? [] : one.items))),
      faults: read.flatMap(one => ('error' in one ? [one] : [])),
    };
  }

  async #read(feed: Feed, signal: AbortSignal): Promise<{ items: NewsItem[] } | NewsUpdate['faults'][number]> {
    try {
      return { items: await this.#itemsOf(feed, signal) };
    } catch (thrown) {
      signal.throwIfAborted();
      const error = asQuaestorError(thrown);
      if (error.code === 'provider.rate-limited') this.#rest(feed, error);
      return { feed: feed.name, error };
    }
  }

  #rest(feed: Feed, { details }: QuaestorError): void {
    const asked = typeof details.retryAfterMs === 'number' ? details.retryAfterMs : 0;
    this.#restUntil.set(feed.url, this.#parts.clock.now() + Math.max(pauseMs, asked));
  }

  async #itemsOf(feed: Feed, signal: AbortSignal): Promise<NewsItem[]> {
    const { timeoutMs } = this.#parts;
    const validators = this.#validators.get(feed.url);
    const fetched = await fetchText(feed.url, { signal, timeoutMs, accept, ...(validators ? { validators } : {}) });
    if (!fetched.changed) return [];
    const entries = await parseFeed(fetched.text, feed.url);
    this.#validators.set(feed.url, fetched.validators);
    const symbolsIn = this.#parts.symbolReader();
    return entries.map(entry => this.#itemOf(feed, entry, symbolsIn));
  }

  #itemOf(feed: Feed, entry: FeedEntry, symbolsIn: (text: string) => string[]): NewsItem {
    const seenAt = this.#parts.clock.now();
    const words = `${entry.title} ${entry.summary}`;
    return {
      ...entry,
      feed: feed.name,
      language: feed.language ?? detectLanguage(words) ?? null,
      seenAt,
      availableAt: Math.max(entry.publishedAt ?? seenAt, seenAt),
      symbols: symbolsIn(words),
    };
  }
}
