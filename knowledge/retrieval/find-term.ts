import { editDistance } from '../../config/suggest.ts';
import { stemKey } from '../glossary/term-key.ts';
import type { NamedItem, Names } from './names.ts';
import { charGrams } from './words.ts';

/** How a term was found: by its name, by a name within a typing error, or not, with names that are like it. */
export type TermMatch =
  | { readonly band: 'exact' | 'typo'; readonly found: NamedItem }
  | { readonly band: 'like'; readonly meant: readonly NamedItem[] }
  | { readonly band: 'unknown' };

const candidates = 30;

/** Least cosine between the letters of two names for one to be offered for the other. */
const leastLike = 0.5;

/** Names up to this length may lose all their runs of three letters to one error. */
const shortKey = 8;

const digitsOf = (key: string): string => key.replace(/\D/g, '');

/** Edits that are still one name: one from four letters on, two from twelve; digits never differ. */
function isTypoOf(given: string, { key }: NamedItem, distance: number): boolean {
  const allowed = given.length >= 12 ? 2 : given.length >= 4 ? 1 : 0;
  return distance <= allowed && digitsOf(given) === digitsOf(key);
}

function cosine(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const gram of a) if (b.has(gram)) shared += 1;
  return shared / Math.sqrt(a.size * b.size || 1);
}

const gramsOf = (key: string): Set<string> => new Set(charGrams(key.split(' ')));

/** The same term has one owner per name: `ownerOf` says whose a passage is, so that two languages of one entry are one. */
export type OwnerOf = (id: string) => string;

function byTypo(key: string, near: readonly NamedItem[], ownerOf: OwnerOf): NamedItem | undefined {
  const typos = near
    .map(item => ({ item, distance: editDistance(key, item.key) }))
    .filter(({ item, distance }) => isTypoOf(key, item, distance))
    .sort((a, b) => a.distance - b.distance);
  const [best] = typos;
  const rival = typos.find(
    ({ item }) => best && item.key !== best.item.key && ownerOf(item.id) !== ownerOf(best.item.id),
  );
  return best && (!rival || rival.distance > best.distance) ? best.item : undefined;
}

function byLikeness(key: string, near: readonly NamedItem[], ownerOf: OwnerOf): NamedItem[] {
  const grams = gramsOf(key);
  const scored = near
    .map(item => ({ item, likeness: cosine(grams, gramsOf(item.key)) }))
    .filter(({ likeness }) => likeness >= leastLike)
    .sort((a, b) => b.likeness - a.likeness);
  const owners = new Set<string>();
  return scored.flatMap(({ item }) => {
    const owner = ownerOf(item.id);
    if (owners.has(owner)) return [];
    owners.add(owner);
    return [item];
  });
}

/** The name itself, or one with the same stems. */
export function exactTerm(key: string, names: Names): NamedItem | undefined {
  return names.named(key)[0] ?? names.stemmed(stemKey(key))[0];
}

/**
 * Finds a term by its name: exactly, by its stems, or with the one name within a typing error; else the names like it.
 * @param key compared form of what was asked
 */
export function findTerm(key: string, names: Names, ownerOf: OwnerOf = id => id): TermMatch {
  const exact = exactTerm(key, names);
  if (exact) return { band: 'exact', found: exact };
  const near = [...names.like(key, candidates), ...(key.length > 0 && key.length <= shortKey ? names.short(key) : [])];
  const typo = byTypo(key, near, ownerOf);
  if (typo) return { band: 'typo', found: typo };
  const meant = byLikeness(key, near, ownerOf).slice(0, 3);
  return meant.length > 0 ? { band: 'like', meant } : { band: 'unknown' };
}
