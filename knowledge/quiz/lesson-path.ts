import type { GlossaryEntry } from '../glossary/entry.ts';
import { difficultyOf } from './difficulty.ts';

/** Terms of a lesson, when there are as many within reach. */
export const fewestSteps = 4;
export const mostSteps = 6;

type EntryOf = (id: string) => GlossaryEntry | undefined;

/** Everything that a term needs, and what that needs in turn. */
function neededBy({ needs = [] }: GlossaryEntry, entryOf: EntryOf): Set<string> {
  const all = new Set(needs);
  // Ids that are added while this runs are walked through as well.
  for (const id of all) for (const other of entryOf(id)?.needs ?? []) all.add(other);
  return all;
}

/** No term before one that it needs; among those that may come next, the easiest. Source: Kahn, CACM 5, 1962. */
function ordered(entries: readonly GlossaryEntry[], entryOf: EntryOf): GlossaryEntry[] {
  const waiting = new Map(entries.map(entry => [entry, neededBy(entry, entryOf)]));
  const path: GlossaryEntry[] = [];
  while (waiting.size > 0) {
    const left = [...waiting.keys()];
    const free = left.filter(entry => !left.some(({ id }) => id !== entry.id && waiting.get(entry)?.has(id)));
    const [next] = (free.length > 0 ? free : left).sort((a, b) => difficultyOf(a) - difficultyOf(b));
    if (!next) break;
    path.push(next);
    waiting.delete(next);
  }
  return path;
}

/** What leads to a term, and what it leads to. */
const nextTo = ({ needs = [], related }: GlossaryEntry): readonly string[] => [...needs, ...related];

/**
 * The terms of a lesson about one: it, what it needs and its related terms, with theirs where they are too few; each
 * after what it needs, and from easy to hard. Each stands once.
 */
export function lessonPath(start: GlossaryEntry, entryOf: EntryOf): readonly GlossaryEntry[] {
  const path = new Map([[start.id, start]]);
  for (const entry of path.values()) {
    // Terms that are added while this runs are walked through as well: nearest first.
    if (path.size >= (entry === start ? mostSteps : fewestSteps)) break;
    for (const id of nextTo(entry)) {
      const other = entryOf(id);
      if (other && path.size < mostSteps) path.set(id, other);
    }
  }
  return ordered([...path.values()], entryOf);
}
