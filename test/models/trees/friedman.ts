import type { Examples } from '../../../models/trees/boost.ts';
import { seeded } from '../../kit/seeded.ts';

/** Standard normal from two uniforms: Box and Muller. */
export const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/**
 * "Friedman #1" with noise of deviation 1: ten uniform columns, of which five count.
 * Source: Friedman, Annals of Statistics 19 (1991) 1-67.
 */
export function friedman(rows: number, seed: number): Examples {
  const random = seeded(seed);
  const x = Array.from({ length: 10 }, () => new Float64Array(rows));
  const target = new Float64Array(rows);
  for (let i = 0; i < rows; i += 1) {
    for (const column of x) column[i] = random();
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = x.map(column => column[i] ?? 0);
    target[i] = 10 * Math.sin(Math.PI * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e + normal(random);
  }
  return { columns: Object.fromEntries(x.map((column, j) => [`x${j}`, column])), target };
}
