import { at } from './at.ts';
import { Timeframe, timeframeMs } from './candle.ts';

/** Distances that are looked at: enough for what is usual, at no cost for a million rows. */
const mostSteps = 10_000;

/**
 * The timeframe whose length is the usual distance between instants, in units of `unitMs` milliseconds; undefined when it is none of ours or
 * unknown. Holes, repeated rows and either direction of time do not change it.
 */
export function timeframeOf(openAt: Float64Array, unitMs = 1): Timeframe | undefined {
  const stride = Math.max(1, Math.floor(openAt.length / mostSteps));
  const steps: number[] = [];
  for (let row = 1; row < openAt.length; row += stride) {
    const step = Math.round(Math.abs(at(openAt, row) - at(openAt, row - 1)) * unitMs);
    if (step > 0) steps.push(step);
  }
  const median = steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)];
  return Timeframe.options.find(one => timeframeMs[one] === median);
}
