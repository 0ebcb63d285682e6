import type { ToolSlot } from './tool-slots.ts';
import { wordPattern } from './word-pattern.ts';

type Lookup = { pattern: RegExp; choiceOf: ReadonlyMap<string, string> };
const cache = new WeakMap<ToolSlot, Lookup>();

const plain = (word: string): string => word.replace(/[\s_-]+/g, ' ');

function lookupOf(slot: ToolSlot): Lookup {
  const known = cache.get(slot);
  if (known) return known;
  const choiceOf = new Map(
    [...slot.words].flatMap(([value, words]) => [...words, value].map(word => [plain(word), value] as const)),
  );
  const made = { choiceOf, pattern: wordPattern(choiceOf.keys()) };
  cache.set(slot, made);
  return made;
}

/**
 * The choices that a text names, in its order. Of choices that stand side by side the later one counts ("je veux
 * vendre"): the first only leads to it.
 */
export function readChoices(text: string, slot: ToolSlot): string[] {
  const { pattern, choiceOf } = lookupOf(slot);
  const found = [...text.matchAll(pattern)].map(match => ({
    value: choiceOf.get(plain(match[0])) ?? '',
    start: match.index,
    end: match.index + match[0].length,
  }));
  const kept = slot.many ? found : found.filter(({ end }, i) => found[i + 1]?.start !== end + 1);
  return [...new Set(kept.map(({ value }) => value))];
}
