/** Places that the best ten of a ranking earn, against the best that they could. Source: Jarvelin and Kekalainen, ACM TOIS 20, 2002. */
export function ndcgAt10(ranked: readonly string[], relevant: ReadonlySet<string>): number {
  const gain = (place: number): number => 1 / Math.log2(place + 2);
  const earned = ranked.slice(0, 10).reduce((sum, id, place) => sum + (relevant.has(id) ? gain(place) : 0), 0);
  const best = Array.from({ length: Math.min(10, relevant.size) }, (_, place) => gain(place));
  return earned / best.reduce((sum, one) => sum + one, 0);
}
