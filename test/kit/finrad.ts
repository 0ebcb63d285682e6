import { readFinrad } from '../../knowledge/glossary/finrad.ts';
import { importedEntries, type Provenance } from '../../knowledge/glossary/imported-entry.ts';
import { readReference } from './reference-data.ts';

export const provenance = (collection: string): Provenance => ({
  collection,
  source: 'test',
  sourceUrl: null,
  licence: 'test only',
  retrievedAt: 0,
});

/** The public sample of FinRAD, for evaluation only. */
export const finradEntries = () =>
  importedEntries(readFinrad(readReference('finrad-1500.csv'), 'finrad-1500.csv'), provenance('finrad'));

/** The longest word of a term with one error inside it: a letter lost, swapped with the next, or another in its place. */
export function withTypo(term: string, random: () => number): string | undefined {
  const pick = (count: number): number => Math.floor(random() * count);
  const [word = ''] = term.split(/[^A-Za-z]+/).sort((a, b) => b.length - a.length);
  if (word.length < 4) return undefined;
  const at = 1 + pick(word.length - 2);
  const [before, letter, next, after] = [word.slice(0, at), word.charAt(at), word.charAt(at + 1), word.slice(at + 2)];
  const changed = [
    `${before}${next}${after}`,
    `${before}${next}${letter}${after}`,
    `${before}${'aeiourst'.charAt(pick(8))}${next}${after}`,
  ][pick(3)];
  return changed === undefined || changed === word ? undefined : term.replace(word, changed);
}
