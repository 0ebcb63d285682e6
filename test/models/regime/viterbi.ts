import { at } from '../../../data/at.ts';
import type { Chain } from '../../../models/regime/gaussian-hmm.ts';

/**
 * The likeliest sequence of states as seen from the end, and the log of its chance: what published figures of a chain are
 * about. The product reads states as they come and has no use for it.
 * Source: Viterbi, IEEE Transactions on Information Theory 13 (1967) 260-269.
 */
export function viterbi(chain: Chain): { path: Uint8Array; logChance: number } {
  const { states, count, initial, transition, densities } = chain;
  const logTransition = Float64Array.from(transition, Math.log);
  const from = new Uint8Array(count * states);
  let best = Float64Array.from(initial, (chance, k) => Math.log(chance * at(densities, k)));
  for (let t = 1; t < count; t += 1) {
    const next = new Float64Array(states);
    for (let k = 0; k < states; k += 1) {
      const chosen = likeliestWay(best, logTransition, k);
      from[t * states + k] = chosen;
      next[k] = at(best, chosen) + at(logTransition, chosen * states + k) + Math.log(at(densities, t * states + k));
    }
    best = next;
  }
  let state = best.indexOf(Math.max(...best));
  const logChance = at(best, state);
  const path = new Uint8Array(count);
  for (let t = count - 1; t >= 0; t -= 1) {
    path[t] = state;
    state = from[t * states + state] ?? 0;
  }
  return { path, logChance };
}

function likeliestWay(best: Float64Array, logTransition: Float64Array, to: number): number {
  const states = best.length;
  let chosen = 0;
  for (let j = 1; j < states; j += 1) {
    const gain =
      at(best, j) + at(logTransition, j * states + to) - at(best, chosen) - at(logTransition, chosen * states + to);
    if (gain > 0) chosen = j;
  }
  return chosen;
}
