/** A ratio above this comes once in twenty times by chance: chi-squared with 1 degree of freedom. */
export const criticalRatio = 3.8415;

/** count ln(share), 0 where nothing was counted. */
const term = (count: number, share: number): number => (count === 0 ? 0 : count * Math.log(share));

/**
 * Kupiec's likelihood ratio of the share of hits against its nominal probability, chi-squared with 1 degree of freedom.
 * Source: Kupiec, Journal of Derivatives 3 (1995) 73-84.
 */
export function kupiec(count: number, hits: number, probability: number): number {
  const share = hits / count;
  const misses = count - hits;
  return -2 * (term(misses, 1 - probability) + term(hits, probability) - term(misses, 1 - share) - term(hits, share));
}

/**
 * Likelihood ratios of a sequence of hits: of independence (`independence`: does a hit today change the chance of one
 * tomorrow?) and of the share of hits (`coverage`, Kupiec's), each chi-squared with 1 degree of freedom; their sum tests both.
 * Source: Christoffersen, International Economic Review 39 (1998) 841-862.
 * @param hits in time order
 */
export function christoffersen(
  hits: readonly boolean[],
  probability: number,
): { coverage: number; independence: number } {
  const counts = { stayed: 0, came: 0, went: 0, repeated: 0 };
  for (let i = 1; i < hits.length; i += 1) {
    if (hits[i - 1]) counts[hits[i] ? 'repeated' : 'went'] += 1;
    else counts[hits[i] ? 'came' : 'stayed'] += 1;
  }
  const { stayed, came, went, repeated } = counts;
  const afterMiss = came / (stayed + came);
  const afterHit = repeated / (went + repeated);
  const share = (came + repeated) / (stayed + came + went + repeated);
  const apart =
    term(stayed, 1 - afterMiss) + term(came, afterMiss) + term(went, 1 - afterHit) + term(repeated, afterHit);
  const together = term(stayed + went, 1 - share) + term(came + repeated, share);
  const independence = 2 * (apart - together);
  const coverage = kupiec(hits.length, hits.filter(Boolean).length, probability);
  return { coverage, independence };
}
