import { QuaestorError } from '../../config/errors.ts';
import type { Tensor, TensorFlow } from '../tensor.ts';
import { quantileProbabilities } from '../volatility/forecaster.ts';
import { type Block, emptyBlock, type Head, pickRows } from './head.ts';
import type { VolatilityBaseline } from './network-rows.ts';
import { pinballLoss } from './pinball-loss.ts';

const levels = quantileProbabilities.length;
const gaps = levels - 1;
const median = quantileProbabilities.indexOf(0.5);
const horizons = [1, 2] as const;
const width = horizons.length * levels;

/** Corrections of a gap end here: it is between a twentieth and twenty times log-HAR's. */
const gapLimit = 3;

/** Positions in the raw outputs: the shift of each horizon, then the gap corrections of each horizon. */
const shiftAt = (days: 1 | 2): number => days - 1;
const gapsAt = (days: 1 | 2): number => horizons.length + (days - 1) * gaps;

/** How a gap moves a quantile: those above the median add the gaps between, those below take them away. */
function signOf(gap: number, quantile: number): -1 | 0 | 1 {
  if (gap >= median) return quantile > gap ? 1 : 0;
  return quantile <= gap ? -1 : 0;
}

const signs = Array.from({ length: gaps }, (_, gap) => Array.from({ length: levels }, (_, j) => signOf(gap, j)));

/** log-HAR's median of ln y at a row, and the gaps between its quantiles. */
function startAt({ logMean, residuals }: VolatilityBaseline, row: number): { centre: number; gaps: number[] } {
  const at = (k: number): number => residuals[row * levels + k] ?? Number.NaN;
  const centre = (logMean[row] ?? Number.NaN) + at(median);
  return { centre, gaps: Array.from({ length: gaps }, (_, k) => at(k + 1) - at(k)) };
}

/**
 * Quantiles of ln y over one horizon at `row`, rising: log-HAR's median plus the shift, and from there its gaps times
 * exp(correction). With raw outputs of zero they are log-HAR's own; NaN where log-HAR says nothing.
 * @param raw raw outputs of the volatility head at that row
 */
export function volatilityQuantiles(
  raw: ArrayLike<number>,
  baseline: VolatilityBaseline,
  row: number,
  days: 1 | 2,
): number[] {
  const start = startAt(baseline, row);
  const centre = start.centre + (raw[shiftAt(days)] ?? Number.NaN);
  const scaled = start.gaps.map((gap, k) => {
    const correction = raw[gapsAt(days) + k] ?? Number.NaN;
    return gap * Math.exp(Math.min(Math.max(correction, -gapLimit), gapLimit));
  });
  return quantileProbabilities.map((_, j) => scaled.reduce((sum, gap, k) => sum + gap * (signs[k]?.[j] ?? 0), centre));
}

function checkRising(start: { centre: number; gaps: number[] }, row: number, days: number): void {
  if (start.gaps.every(gap => gap >= 0)) return;
  throw new QuaestorError('model.bad-data', `The residual quantiles over ${days} day(s) of row ${row} do not rise.`, {
    row,
    days,
  });
}

/** Block-diagonal [rows x 14] of one small matrix for each horizon. */
const forBoth = (one: readonly (readonly number[])[]): number[][] =>
  horizons.flatMap((_, h) =>
    one.map(line => horizons.flatMap((_, other) => line.map(value => (other === h ? value : 0)))),
  );

/** How far raw outputs put the quantiles from log-HAR's median: the tensor form of `volatilityQuantiles`. */
function movement(tf: TensorFlow, raw: Tensor, gap: Tensor): Tensor {
  const shifts = tf.slice(raw, [0, 0], [-1, horizons.length]);
  const factors = tf.exp(tf.clipByValue(tf.slice(raw, [0, horizons.length], [-1, -1]), -gapLimit, gapLimit));
  const moved = tf.matMul(shifts, tf.tensor2d(forBoth([new Array<number>(levels).fill(1)])));
  return tf.add(moved, tf.matMul(tf.mul(gap, factors), tf.tensor2d(forBoth(signs))));
}

/**
 * Corrections to the quantiles of log-HAR, zero before any training. Raw outputs are the shifts of both horizons, then
 * six logs of gap factors for each horizon; scored by pinball on ln y, over both horizons and all quantiles alike.
 */
export const volatilityHead: Head = {
  outputs: width,
  targets({ volatility }, take) {
    const centre = emptyBlock(take.length, width);
    const outcome = emptyBlock(take.length, width);
    const weight = emptyBlock(take.length, width);
    const gap = emptyBlock(take.length, horizons.length * gaps);
    let total = 0;
    for (const [n, row] of take.entries()) {
      for (const days of horizons) {
        const value = volatility[days].outcome[row] ?? Number.NaN;
        const start = startAt(volatility[days], row);
        if (![value, start.centre, ...start.gaps].every(Number.isFinite)) continue;
        checkRising(start, row, days);
        const from = n * width + (days - 1) * levels;
        centre.values.fill(start.centre, from, from + levels);
        outcome.values.fill(value, from, from + levels);
        weight.values.fill(1, from, from + levels);
        gap.values.set(start.gaps, n * gap.width + (days - 1) * gaps);
        total += levels;
      }
    }
    return {
      weight,
      total,
      loss(tf, raw, picks) {
        const of = (block: Block): Tensor => pickRows(tf, block, picks);
        const quantiles = tf.add(of(centre), movement(tf, raw, of(gap)));
        return pinballLoss(tf, { outcome: of(outcome), quantiles, weight: of(weight) }, [
          ...quantileProbabilities,
          ...quantileProbabilities,
        ]);
      },
    };
  },
  usual: () => new Array<number>(width).fill(0),
};
