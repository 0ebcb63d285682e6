type Stored = { readonly row: number; readonly key: string };

/** Saturation and length normalisation of BM25; Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009. */
const [k1, b] = [1.2, 0.75];

/** The three-letter runs of each word of a name. */
const trigramsOf = (key: string): Set<string> =>
  new Set(
    key
      .split(' ')
      .flatMap(word => Array.from({ length: Math.max(0, word.length - 2) }, (_, at) => word.slice(at, at + 3))),
  );

/** The three-letter runs of names in memory, ranked by BM25: what is like a name, also when it was typed wrongly. */
export class TrigramTable {
  #version = -1;
  #rows: readonly number[] = [];
  /** Of each run the places in `#rows` of the names that have it. */
  #places = new Map<string, number[]>();
  /** Of each name the weight of one run in it, before the run's own rarity. */
  #weights = new Float64Array();

  /** Reads the names anew when they have changed. */
  refresh(version: number, read: () => readonly Stored[]): void {
    if (version === this.#version) return;
    const stored = read();
    const runs = stored.map(({ key }) => trigramsOf(key));
    const places = new Map<string, number[]>();
    for (const [place, some] of runs.entries()) {
      for (const run of some) {
        const known = places.get(run);
        if (known) known.push(place);
        else places.set(run, [place]);
      }
    }
    const mean = runs.reduce((sum, { size }) => sum + size, 0) / Math.max(1, runs.length);
    this.#weights = Float64Array.from(runs, ({ size }) => (k1 + 1) / (1 + k1 * (1 - b + (b * size) / mean)));
    this.#rows = stored.map(({ row }) => row);
    this.#places = places;
    this.#version = version;
  }

  /** Rows of the `count` names most like a key, the most alike first. */
  nearest(key: string, count: number): number[] {
    const scores = new Float64Array(this.#rows.length);
    for (const run of trigramsOf(key)) {
      const places = this.#places.get(run) ?? [];
      const rarity = Math.log(1 + (scores.length - places.length + 0.5) / (places.length + 0.5));
      for (const place of places) scores[place] = (scores[place] ?? 0) + rarity * (this.#weights[place] ?? 0);
    }
    return best(scores, count).map(place => this.#rows[place] ?? 0);
  }
}

/** Places of the `count` largest scores above 0, the largest first. */
function best(scores: Float64Array, count: number): number[] {
  const places: number[] = [];
  const scoreAt = (place: number | undefined): number => (place === undefined ? 0 : (scores[place] ?? 0));
  for (let place = 0; place < scores.length; place += 1) {
    const score = scoreAt(place);
    if (score === 0 || (places.length === count && score <= scoreAt(places[count - 1]))) continue;
    const at = places.findIndex(other => score > scoreAt(other));
    places.splice(at < 0 ? places.length : at, 0, place);
    if (places.length > count) places.pop();
  }
  return places;
}
