import { seededRandom } from '../performance/seeded-random.ts';

/**
 * Places of the columns in random orders, each followed by its reverse: what an order gives too much to the columns at
 * its front, the reverse gives too little. Row-major [2 x pairs x columns], place of each column.
 * Source: antithetic sampling of Shapley values, Mitchell, Cooper, Frank and Holmes, Journal of Machine Learning
 * Research 23 (2022) 43; the shuffle of Fisher and Yates, Knuth, volume 2, section 3.4.2.
 */
export function antitheticOrders(columns: number, pairs: number, seed: number): Int32Array {
  const random = seededRandom(seed);
  const places = new Int32Array(2 * pairs * columns);
  for (let pair = 0; pair < pairs; pair += 1) {
    const place = places.subarray(2 * pair * columns, (2 * pair + 1) * columns);
    const reverse = places.subarray((2 * pair + 1) * columns, (2 * pair + 2) * columns);
    for (let i = 0; i < columns; i += 1) place[i] = i;
    for (let i = columns - 1; i > 0; i -= 1) {
      const j = Math.floor(random() * (i + 1));
      const held = place[i] ?? 0;
      place[i] = place[j] ?? 0;
      place[j] = held;
    }
    for (let i = 0; i < columns; i += 1) reverse[i] = columns - 1 - (place[i] ?? 0);
  }
  return places;
}
