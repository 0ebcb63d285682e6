import type { GlossaryEntry } from '../glossary/entry.ts';
import { difficultyOf } from './difficulty.ts';

/** Terms of a lesson, when there are as many within reach. */
export const fewestSteps = 4;
export const mostSteps = 6;

/**
 * The terms of a lesson about one: it and its related terms, with theirs where they are too few, from easy to hard. Each
 * stands once.
 */
export function lessonPath(
  start: GlossaryEntry,
  entryOf: (id: string) => GlossaryEntry | undefined,
): readonly GlossaryEntry[] {
  const path = new Map([[start.id, start]]);
  for (const entry of path.values()) {
    // Terms that are added while this runs are walked through as well: nearest first.
    if (path.size >= (entry === start ? mostSteps : fewestSteps)) break;
    for (const id of entry.related) {
      const other = entryOf(id);
      if (other && path.size < mostSteps) path.set(id, other);
    }
  }
  return [...path.values()].sort((a, b) => difficultyOf(a) - difficultyOf(b));
}
