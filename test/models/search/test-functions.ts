import type { Space } from '../../../models/search/space.ts';

/** Functions with known minima. Source: Surjanovic and Bingham, "Virtual Library of Simulation Experiments". */

const float = (low: number, high: number) => ({ kind: 'float', low, high }) as const;

/** Minimum .397887. */
export const branin = ([x = 0, y = 0]: readonly number[]): number =>
  (y - (5.1 / (4 * Math.PI ** 2)) * x * x + (5 / Math.PI) * x - 6) ** 2 +
  10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) +
  10;
export const braninSpace: Space = { x: float(-5, 10), y: float(0, 15) };

const hartmannA = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const hartmannP = [
  [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
  [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
  [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.665],
  [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
];

/** Minimum -3.32237. */
export const hartmann6 = (x: readonly number[]): number =>
  [1, 1.2, 3, 3.2].reduce((sum, height, i) => {
    const exponent = x.reduce((part, value, j) => {
      return part + (hartmannA[i]?.[j] ?? 0) * (value - (hartmannP[i]?.[j] ?? 0)) ** 2;
    }, 0);
    return sum - height * Math.exp(-exponent);
  }, 0);
export const hartmannSpace: Space = Object.fromEntries([...'abcdef'].map(name => [name, float(0, 1)]));

/** Minimum 0 at (1, ..., 1). */
export const rosenbrock = (x: readonly number[]): number =>
  x.slice(1).reduce((sum, next, i) => sum + 100 * (next - (x[i] ?? 0) ** 2) ** 2 + (1 - (x[i] ?? 0)) ** 2, 0);
export const rosenbrockSpace: Space = Object.fromEntries([...'abcd'].map(name => [name, float(-5, 10)]));

export const sphere = (x: readonly number[]): number => x.reduce((sum, value) => sum + value * value, 0);

/** Axes whose curvatures span six powers of ten. */
export const ellipsoid = (x: readonly number[]): number =>
  x.reduce((sum, value, i) => sum + 1e6 ** (i / (x.length - 1)) * value * value, 0);
