import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attempt } from '../../config/attempt.ts';
import { NewsItem } from './news-item.ts';

const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

/** A feed repeats its entries for days, rarely for weeks: an id that is older than the two newest months is news again. */
const rememberedMonths = 2;

/**
 * News in one file of JSON lines per month (of `availableAt`). Lines are only ever appended and read by month, and no
 * query joins them with anything: a table would bring migrations and nothing else.
 */
export class NewsStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Keeps the items whose id is new, and gives those. */
  add(items: readonly NewsItem[]): NewsItem[] {
    const known = new Set(
      this.#months()
        .slice(-rememberedMonths)
        .flatMap(month => this.#read(month).map(one => one.id)),
    );
    const fresh = items.filter(({ id }) => !known.has(id) && known.add(id));
    for (const month of new Set(fresh.map(item => monthOf(item.availableAt)))) {
      const own = fresh.filter(item => monthOf(item.availableAt) === month);
      this.#append(month, own);
    }
    return fresh;
  }

  /** Items that became available from `fromAt` on and before `untilAt` (UTC ms), oldest first. */
  between(fromAt: number, untilAt: number): NewsItem[] {
    return this.#months()
      .filter(month => month >= monthOf(fromAt) && month <= monthOf(untilAt))
      .flatMap(month => this.#read(month))
      .filter(({ availableAt }) => availableAt >= fromAt && availableAt < untilAt)
      .sort((a, b) => a.availableAt - b.availableAt);
  }

  #months(): string[] {
    if (!existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .flatMap(name => /^(\d{4}-\d{2})\.jsonl$/.exec(name)?.[1] ?? [])
      .sort();
  }

  /** One item per id, the first that was written; a line that a crash cut short is passed over. */
  #read(month: string): NewsItem[] {
    const lines = readFileSync(this.#path(month), 'utf8').split('\n');
    const items = lines.flatMap(line => attempt(() => NewsItem.parse(JSON.parse(line))) ?? []);
    const first = new Map<string, NewsItem>();
    for (const item of items) if (!first.has(item.id)) first.set(item.id, item);
    return [...first.values()];
  }

  /** Starts with a line end, so that a line which a crash cut short spoils no other. */
  #append(month: string, items: readonly NewsItem[]): void {
    mkdirSync(this.#folder, { recursive: true });
    appendFileSync(this.#path(month), `\n${items.map(item => JSON.stringify(item)).join('\n')}\n`);
  }

  #path(month: string): string {
    return join(this.#folder, `${month}.jsonl`);
  }
}
