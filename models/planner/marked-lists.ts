import { Sentence } from './sentence.ts';
import type { ToolSlot } from './tool-slots.ts';
import { wordPattern } from './word-pattern.ts';

/** Finds the words of choices that a sentence may name several of, such as indicators, for all tools at once. */
export function listPattern(slots: readonly ToolSlot[]): RegExp {
  return wordPattern(slots.filter(({ many }) => many).flatMap(({ words }) => [...words.values()].flat()));
}

/** Takes those words out of the sentence as mentions, so that the router sees one kind of thing. */
export const markLists = (sentence: Sentence, pattern: RegExp): Sentence =>
  Sentence.mark(sentence, 'list', pattern, ([found]) => found);
