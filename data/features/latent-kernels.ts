import { fractionalDifferenceKernel } from './fractional-difference.ts';
import { goertzelPowerKernel } from './goertzel-power.ts';
import { haarEnergyKernel } from './haar-energy.ts';
import { kalmanKernels } from './kalman.ts';
import { permutationEntropyKernel } from './permutation-entropy.ts';
import { principalComponentKernel } from './principal-component.ts';
import { varianceRatioKernel } from './variance-ratio.ts';

/** What lies behind the prices: levels and slopes, waves, memory, common factors, disorder. */
export const latentKernels = [
  ...kalmanKernels,
  fractionalDifferenceKernel,
  goertzelPowerKernel,
  haarEnergyKernel,
  permutationEntropyKernel,
  principalComponentKernel,
  varianceRatioKernel,
] as const;
