import type { Hit } from './knowledge-index.ts';

type Stored = { readonly id: string; readonly lang: 'en' | 'fr'; readonly vector: Buffer };

/** Vectors of length 1 in memory, compared one by one: exact, and fast enough below 20,000. */
export class VectorTable {
  #version = -1;
  #ids: readonly Stored[] = [];
  #values = new Float32Array();

  /** Reads the vectors anew when they have changed. */
  refresh(version: number, read: () => readonly Stored[]): void {
    if (version === this.#version) return;
    this.#ids = read();
    const dimensions = (this.#ids[0]?.vector.length ?? 0) / 4;
    this.#values = new Float32Array(this.#ids.length * dimensions);
    const bytes = new Uint8Array(this.#values.buffer);
    for (const [row, { vector }] of this.#ids.entries()) bytes.set(vector, row * dimensions * 4);
    this.#version = version;
  }

  /** The `k` with the largest cosine. */
  nearest(vector: Float32Array, lang: 'en' | 'fr' | undefined, k: number): Hit[] {
    const best: Hit[] = [];
    let least = Number.NEGATIVE_INFINITY;
    for (const [row, { id, lang: of }] of this.#ids.entries()) {
      if (lang !== undefined && of !== lang) continue;
      const score = this.#cosine(vector, row * vector.length);
      if (best.length === k && score <= least) continue;
      const at = best.findIndex(hit => score > hit.score);
      best.splice(at < 0 ? best.length : at, 0, { id, score });
      if (best.length > k) best.pop();
      least = best.at(-1)?.score ?? least;
    }
    return best;
  }

  /** Four sums at a time: the processor does not wait for one addition before the next. */
  #cosine(vector: Float32Array, from: number): number {
    const values = this.#values;
    const whole = vector.length - (vector.length % 4);
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let k = 0; k < whole; k += 4) {
      a += (vector[k] ?? 0) * (values[from + k] ?? 0);
      b += (vector[k + 1] ?? 0) * (values[from + k + 1] ?? 0);
      c += (vector[k + 2] ?? 0) * (values[from + k + 2] ?? 0);
      d += (vector[k + 3] ?? 0) * (values[from + k + 3] ?? 0);
    }
    for (let k = whole; k < vector.length; k += 1) a += (vector[k] ?? 0) * (values[from + k] ?? 0);
    return a + b + c + d;
  }
}
