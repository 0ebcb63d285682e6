import { ownerOf } from './entry-passages.ts';
import type { NamedItem, Names } from './names.ts';

const brought = (items: readonly NamedItem[]): NamedItem[] => items.filter(({ id }) => ownerOf(id).kind === 'imported');

/** The names among others that belong to entries that a person brought. */
export const importedNames = (all: Names): Names => ({
  named: key => brought(all.named(key)),
  stemmed: stem => brought(all.stemmed(stem)),
  like: (key, count) => brought(all.like(key, 3 * count)).slice(0, count),
  short: key => brought(all.short(key)),
});
