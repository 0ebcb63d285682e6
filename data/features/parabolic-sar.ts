import { z } from 'zod';
import { at } from '../at.ts';
import { here } from './here.ts';
import { defineKernel } from './kernel.ts';

/** The side of a parabolic stop (1 long, -1 short), its level for the next row, its extreme point and acceleration. */
type Stop = { side: number; level: number; extreme: number; speed: number };

/**
 * Parabolic stop and reverse in price units. First value at row 1 (TA-Lib SAR).
 *
 * Each reversal starts it anew from the extremes since the one before, so two of them that began at different rows become
 * one after a few reversals; on daily and hourly candles that took at most 157 rows.
 * Source: Wilder, "New Concepts in Technical Trading Systems", 1978.
 */
export const sarKernel = defineKernel({
  name: 'sar',
  inputs: ['high', 'low'],
  outputs: ['value'],
  schema: z.strictObject({
    acceleration: z.number().positive().max(1).default(0.02),
    maximum: z.number().positive().max(1).default(0.2),
  }),
  lookback: () => 1,
  forgets: () => 300,
  open({ inputs: { high, low }, outputs: { value }, parameters: { acceleration, maximum } }) {
    const stop: Stop = { side: 0, level: 0, extreme: 0, speed: acceleration };
    return (from, to) => {
      for (let i = from; i < to; i += 1) {
        const top = here(high, i);
        const bottom = here(low, i);
        const topBefore = at(high, i - 1);
        const bottomBefore = at(low, i - 1);
        if (!Number.isFinite(top + bottom + topBefore + bottomBefore)) {
          stop.side = 0;
          value[i] = Number.NaN;
        } else if (stop.side === 0) {
          begin(stop, topBefore, bottomBefore, top, bottom);
          stop.speed = acceleration;
          value[i] = step(stop, top, bottom, top, bottom, acceleration, maximum);
        } else value[i] = step(stop, top, bottom, topBefore, bottomBefore, acceleration, maximum);
      }
    };
  },
});

/** The first side: short after a fall of the low that is larger than the rise of the high, else long. */
function begin(stop: Stop, topBefore: number, bottomBefore: number, top: number, bottom: number): void {
  const fall = bottomBefore - bottom;
  const short = fall > 0 && fall > top - topBefore;
  stop.side = short ? -1 : 1;
  stop.level = short ? topBefore : bottomBefore;
  stop.extreme = short ? bottom : top;
}

/**
 * Moves the stop by one row and gives its level at this row. Both sides are one arithmetic: prices of a short side are
 * mirrored, so that `ahead` is the price in the stop's favour and `behind` the one that can hit it.
 */
function step(
  stop: Stop,
  top: number,
  bottom: number,
  topBefore: number,
  bottomBefore: number,
  acceleration: number,
  maximum: number,
): number {
  const long = stop.side > 0;
  const behind = long ? bottom : -top;
  if (behind <= stop.side * stop.level) return reverse(stop, top, bottom, topBefore, bottomBefore, acceleration);
  const shown = stop.level;
  const ahead = long ? top : -bottom;
  if (ahead > stop.side * stop.extreme) {
    stop.extreme = long ? top : bottom;
    stop.speed = Math.min(stop.speed + acceleration, maximum);
  }
  const moved = stop.level + stop.speed * (stop.extreme - stop.level);
  stop.level = long ? Math.min(moved, bottomBefore, bottom) : Math.max(moved, topBefore, top);
  return shown;
}

/** Turns the stop to the other side, from the extreme point, and gives its level at this row. */
function reverse(
  stop: Stop,
  top: number,
  bottom: number,
  topBefore: number,
  bottomBefore: number,
  acceleration: number,
): number {
  const toShort = stop.side > 0;
  const bound = toShort ? Math.max(topBefore, top) : Math.min(bottomBefore, bottom);
  const shown = toShort ? Math.max(stop.extreme, bound) : Math.min(stop.extreme, bound);
  stop.side = -stop.side;
  stop.speed = acceleration;
  stop.extreme = toShort ? bottom : top;
  const moved = shown + acceleration * (stop.extreme - shown);
  stop.level = toShort ? Math.max(moved, bound) : Math.min(moved, bound);
  return shown;
}
