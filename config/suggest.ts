import type { Text } from './text.ts';

/**
 * Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
 * Source: Boytsov, "Indexing methods for approximate dictionary searching", 2011, section 2.
 */
export function editDistance(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) row.push(cellOf(a, b, i, j, { before, above, row }));
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}

type Rows = { before: readonly number[]; above: readonly number[]; row: readonly number[] };

function cellOf(
  a: readonly string[],
  b: readonly string[],
  i: number,
  j: number,
  { before, above, row }: Rows,
): number {
  const substituted = at(above, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
  const cheapest = Math.min(at(above, j) + 1, at(row, j - 1) + 1, substituted);
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped ? Math.min(cheapest, at(before, j - 2) + 1) : cheapest;
}

const at = (row: readonly number[], index: number): number => row[index] ?? 0;

/** Lower case without accents: the form in which words are compared. */
export const fold = (text: string): string =>
  text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/[’‘]/g, "'").replace(/œ/g, 'oe');

/** The known name nearest to `given` when it is near enough to be meant (a third of its letters; one of a short name). */
export function nearest(given: string, known: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(given.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const name of known) {
    const distance = editDistance(fold(given), fold(name));
    if (distance < bestDistance) {
      best = name;
      bestDistance = distance;
    }
  }
  return best;
}

/** ` Did you mean "NVDA"?`, or nothing when no name is near. */
export const didYouMean = (given: string, known: readonly string[]): string => didYouMeanText(given, known).en;

/** The same in every language, for messages that a person reads. */
export function didYouMeanText(given: string, known: readonly string[]): Text {
  const name = nearest(given, known);
  return name === undefined
    ? { en: '', fr: '' }
    : { en: ` Did you mean "${name}"?`, fr: ` Vouliez-vous dire « ${name} » ?` };
}
