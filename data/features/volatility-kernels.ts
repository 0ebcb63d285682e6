import { abdiRanaldoKernel } from './abdi-ranaldo.ts';
import { bulkBalanceKernel } from './bulk-balance.ts';
import { corwinSchultzKernel } from './corwin-schultz.ts';
import { moneyFlowVolumeKernel } from './money-flow-volume.ts';
import { rangeVarianceKernel, widenedVarianceKernel } from './range-variance.ts';
import { varianceFilterKernels } from './variance-filter.ts';
import { windowMoveKernel } from './window-move.ts';
import { yangZhangKernel } from './yang-zhang.ts';

/** Variance, and what ranges, closes and volume tell of spreads and of who trades. */
export const volatilityKernels = [
  ...varianceFilterKernels,
  abdiRanaldoKernel,
  bulkBalanceKernel,
  corwinSchultzKernel,
  moneyFlowVolumeKernel,
  rangeVarianceKernel,
  widenedVarianceKernel,
  windowMoveKernel,
  yangZhangKernel,
] as const;
