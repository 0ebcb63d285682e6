import { seededRandom } from '../performance/seeded-random.ts';

/**
 * Places of the players in random orders, each followed by its reverse: what an order gives too much to the players at
 * its front, the reverse gives too little. Row-major [2 x pairs x players], place of each player.
 * Source: antithetic sampling of Shapley values, Mitchell, Cooper, Frank and Holmes, Journal of Machine Learning
 * Research 23 (2022) 43; the shuffle of Fisher and Yates, Knuth, volume 2, section 3.4.2.
 */
export function antitheticOrders(players: number, pairs: number, seed: number): Int32Array {
  const random = seededRandom(seed);
  const places = new Int32Array(2 * pairs * players);
  for (let pair = 0; pair < pairs; pair += 1) {
    const place = places.subarray(2 * pair * players, (2 * pair + 1) * players);
    const reverse = places.subarray((2 * pair + 1) * players, (2 * pair + 2) * players);
    for (let i = 0; i < players; i += 1) place[i] = i;
    for (let i = players - 1; i > 0; i -= 1) {
      const j = Math.floor(random() * (i + 1));
      const held = place[i] ?? 0;
      place[i] = place[j] ?? 0;
      place[j] = held;
    }
    for (let i = 0; i < players; i += 1) reverse[i] = players - 1 - (place[i] ?? 0);
  }
  return places;
}
