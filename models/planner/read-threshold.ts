import { readNumbers } from './read-figures.ts';
import { Sentence } from './sentence.ts';

/** The level that is watched: the last number of a sentence that belongs to no name ("S&P 500") and to no order. */
export function readThreshold(sentence: Sentence): number | undefined {
  const names = Sentence.all(sentence, 'symbol');
  const bare = names.reduce(
    (text, { start, end }) => `${text.slice(0, start)}${' '.repeat(end - start)}${text.slice(end)}`,
    sentence.raw,
  );
  return readNumbers(bare).at(-1);
}
