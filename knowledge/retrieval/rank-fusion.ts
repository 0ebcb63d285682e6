import type { Hit } from './knowledge-index.ts';

const byScore = (a: Hit, b: Hit): number => b.score - a.score || (a.id < b.id ? -1 : 1);

/**
 * Reciprocal rank fusion of several lists, each the best first.
 * Source: Cormack, Clarke and Buettcher, SIGIR 2009, with their k = 60.
 */
export function reciprocalRankFusion(lists: readonly (readonly Hit[])[], constant = 60): Hit[] {
  const scores = new Map<string, number>();
  for (const list of lists)
    for (const [rank, { id }] of list.entries()) scores.set(id, (scores.get(id) ?? 0) + 1 / (constant + rank + 1));
  return [...scores].map(([id, score]) => ({ id, score })).sort(byScore);
}
