import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';
import { quotient } from './pointwise.ts';
import { openRollingSum } from './rolling-sum.ts';
import { periodOf } from './rows-parameter.ts';

const scales = [1, 2, 4, 8] as const;
const reach = 15;

/**
 * Share of each scale in the energy of the details of the last `period` rows, by the Haar wavelet "a trous" that looks
 * back only: details of 2, 4, 8 and 16 rows. The four add up to 1; NaN where nothing moves.
 * Source: Murtagh, Starck and Renaud, Decision Support Systems 37 (2004) 149-158.
 */
export const haarEnergyKernel = defineKernel({
  name: 'haar_energy',
  inputs: ['values'],
  outputs: ['scale_1', 'scale_2', 'scale_3', 'scale_4'],
  schema: periodOf(63, 2),
  lookback: ({ period }) => Math.max(8, period - 1),
  warmUp: ({ period }) => reach + period - 1,
  open({ inputs: { values }, outputs, parameters: { period }, scratch }) {
    const shares = [outputs.scale_1, outputs.scale_2, outputs.scale_3, outputs.scale_4];
    let source = values;
    const stages = scales.map((apart, k) => {
      const [smooth, squares, energy] = [scratch(), scratch(), scratch()];
      const [rough, share] = [source, shares[k] ?? energy];
      source = smooth;
      return { apart, rough, smooth, squares, energy, share, add: openRollingSum(squares, energy, period, 1) };
    });
    return (from, to) => {
      for (const { apart, rough, smooth, squares, add } of stages) {
        detail(rough, smooth, squares, apart, from, to);
        add(from, to);
      }
      for (let i = from; i < to; i += 1) {
        let total = 0;
        for (const { energy } of stages) total += here(energy, i);
        for (const { energy, share } of stages) share[i] = quotient(here(energy, i), total);
      }
    };
  },
});

/** Means of rows `apart` from one another, and the squares of what they leave out. */
function detail(
  rough: Float64Array,
  smooth: Float64Array,
  squares: Float64Array,
  apart: number,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i += 1) {
    const now = here(rough, i);
    const before = at(rough, i - apart);
    smooth[i] = (now + before) / 2;
    squares[i] = ((now - before) / 2) ** 2;
  }
}
