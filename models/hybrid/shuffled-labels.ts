import { seededRandom } from '../performance/seeded-random.ts';
import { unknownClass } from './hybrid-rows.ts';

/**
 * The control that tells a leak from skill: the known labels in a random order, so that nothing is left to learn. Runs
 * of `block` neighbouring labels stay together, as long as labels overlap, so that a split which lets neighbours of a
 * test row into the training still looks skilful and one that purges them does not. Unknown labels stay where they are.
 */
export function shuffledLabels(labels: Int8Array, { seed, block }: { seed: number; block: number }): Int8Array {
  const known = labels.filter(label => label !== unknownClass);
  const starts = Array.from({ length: Math.ceil(known.length / block) }, (_, k) => k * block);
  const random = seededRandom(seed);
  // Source: Durstenfeld, "Algorithm 235: Random permutation", CACM 7 (1964) 420.
  for (let last = starts.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [starts[last], starts[other]] = [starts[other] ?? 0, starts[last] ?? 0];
  }
  const shuffled = starts.flatMap(start => [...known.subarray(start, start + block)]);
  let next = 0;
  return labels.map(label => {
    if (label === unknownClass) return unknownClass;
    next += 1;
    return shuffled[next - 1] ?? unknownClass;
  });
}
