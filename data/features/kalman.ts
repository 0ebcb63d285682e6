import { z } from 'zod';
import { here } from './here.ts';
import { defineKernel, forgotten } from './kernel.ts';

/** The steady gain of a local level whose steps have `ratio` times the variance of the noise. */
const levelGain = (ratio: number): number => (Math.sqrt(ratio * ratio + 4 * ratio) - ratio) / 2;

/**
 * Kalman filter of a random walk seen through noise (the local level model), with its steady gain: the level, and the
 * innovation, which is the value less the level expected before it. In the unit of the input; starts at the first row.
 * Source: Durbin and Koopman, "Time Series Analysis by State Space Methods", 2012, ch. 2.
 */
const localLevel = defineKernel({
  name: 'local_level',
  inputs: ['values'],
  outputs: ['level', 'innovation'],
  schema: z.strictObject({ ratio: z.number().min(1e-4).max(10).default(0.005) }),
  forgets: ({ ratio }) => forgotten(1 - levelGain(ratio), 1e-7) + 1,
  open({ inputs: { values }, outputs, parameters: { ratio } }) {
    const gain = levelGain(ratio);
    let carried = Number.NaN;
    return (from, to) => {
      let level = carried;
      for (let i = from; i < to; i += 1) {
        const innovation = here(values, i) - level;
        level = started(level + gain * innovation, here(values, i));
        outputs.level[i] = level;
        outputs.innovation[i] = Number.isFinite(innovation) ? innovation : Number.NaN;
      }
      carried = level;
    };
  },
});

/** The filtered value; where there is none yet, the row itself if it is finite. */
function started(filtered: number, x: number): number {
  if (Number.isFinite(filtered)) return filtered;
  return Number.isFinite(x) ? x : Number.NaN;
}

/** What the steady filter keeps of a deviation from row to row, by the tracking index (Kalata's r). */
const trackingShare = (index: number): number => (4 + index - Math.sqrt(8 * index + index * index)) / 4;

/**
 * Kalman filter of a level with a slope that wanders (the local linear trend), with its steady gains: level, slope per row
 * and innovation, in the unit of the input. `tracking` is the manoeuvre's deviation over that of the noise.
 * Source: Kalata, IEEE Transactions on Aerospace and Electronic Systems 20 (1984) 174-182.
 */
const localTrend = defineKernel({
  name: 'local_trend',
  inputs: ['values'],
  outputs: ['level', 'slope', 'innovation'],
  schema: z.strictObject({ tracking: z.number().min(1e-3).max(10).default(0.05) }),
  forgets: ({ tracking }) => Math.ceil(1.2 * forgotten(trackingShare(tracking), 1e-7)),
  open({ inputs: { values }, outputs, parameters: { tracking } }) {
    const kept = trackingShare(tracking);
    const alpha = 1 - kept * kept;
    const beta = 2 * (2 - alpha) - 4 * kept;
    let carriedLevel = Number.NaN;
    let carriedSlope = 0;
    return (from, to) => {
      let level = carriedLevel;
      let slope = carriedSlope;
      for (let i = from; i < to; i += 1) {
        const x = here(values, i);
        const innovation = x - level - slope;
        const known = Number.isFinite(innovation);
        level = started(level + slope + alpha * innovation, x);
        slope = known ? slope + beta * innovation : 0;
        outputs.level[i] = level;
        outputs.slope[i] = known ? slope : Number.NaN;
        outputs.innovation[i] = known ? innovation : Number.NaN;
      }
      carriedLevel = level;
      carriedSlope = slope;
    };
  },
});

/** State space filters with fixed signal-to-noise. */
export const kalmanKernels = [localLevel, localTrend] as const;
