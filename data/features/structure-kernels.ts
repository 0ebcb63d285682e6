import { barStructureKernel } from './bar-structure.ts';
import { breakoutKernel } from './breakout.ts';
import { fairValueGapKernel } from './fair-value-gap.ts';
import { fibonacciLevelKernel } from './fibonacci-level.ts';
import { gapFillKernel } from './gap-fill.ts';
import { pivotPointsKernel } from './pivot-points.ts';
import { roundNumberKernel } from './round-number.ts';
import { swingHighKernel, swingLowKernel } from './swing.ts';
import { touchesKernel } from './touches.ts';
import { volumeProfileKernel } from './volume-profile.ts';

/** Market structure: turning points, ranges, gaps and levels. */
export const structureKernels = [
  barStructureKernel,
  breakoutKernel,
  fairValueGapKernel,
  fibonacciLevelKernel,
  gapFillKernel,
  pivotPointsKernel,
  roundNumberKernel,
  swingHighKernel,
  swingLowKernel,
  touchesKernel,
  volumeProfileKernel,
] as const;
