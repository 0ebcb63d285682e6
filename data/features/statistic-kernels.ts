import { candleAnatomyKernel } from './candle-anatomy.ts';
import { cusumKernel } from './cusum.ts';
import { efficiencyRatioKernel } from './efficiency-ratio.ts';
import { elementaryKernels } from './elementary.ts';
import { fisherTransformKernel } from './fisher-transform.ts';
import { momentsKernel } from './moments.ts';
import { percentileRankKernel } from './percentile-rank.ts';
import { quantileKernel } from './quantile.ts';
import { rowsSinceKernels } from './rows-since-extreme.ts';
import { runLengthKernel } from './run-length.ts';
import { sameStateKernel } from './same-state.ts';
import { signPatternKernel } from './sign-pattern.ts';
import { zScoreKernel } from './z-score.ts';

/** Elementary functions, statistics of windows, and what followed the states of the past. */
export const statisticKernels = [
  ...elementaryKernels,
  ...rowsSinceKernels,
  candleAnatomyKernel,
  cusumKernel,
  efficiencyRatioKernel,
  fisherTransformKernel,
  momentsKernel,
  percentileRankKernel,
  quantileKernel,
  runLengthKernel,
  sameStateKernel,
  signPatternKernel,
  zScoreKernel,
] as const;
