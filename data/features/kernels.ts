import { atrKernel } from './atr.ts';
import { bollingerKernel } from './bollinger.ts';
import { candlePatternKernels } from './candle-patterns.ts';
import { contextKernels } from './context-kernels.ts';
import { emaKernel } from './ema.ts';
import type { Kernel } from './kernel.ts';
import { latentKernels } from './latent-kernels.ts';
import { macdKernel } from './macd.ts';
import { pointwiseKernels } from './pointwise.ts';
import { highestKernel, lowestKernel } from './rolling-extreme.ts';
import { rollingSumKernel } from './rolling-sum.ts';
import { rsiKernel } from './rsi.ts';
import { smaKernel } from './sma.ts';
import { standardDeviationKernel } from './standard-deviation.ts';
import { statisticKernels } from './statistic-kernels.ts';
import { stochasticKernel } from './stochastic.ts';
import { structureKernels } from './structure-kernels.ts';
import { talibKernels } from './talib-kernels.ts';
import { trueRangeKernel } from './true-range.ts';
import { volatilityKernels } from './volatility-kernels.ts';
import { wilderKernel } from './wilder.ts';

/** Every kernel by the name that `config/feature-sets.yaml` uses. */
export const kernels: ReadonlyMap<string, Kernel> = new Map(
  [
    ...candlePatternKernels,
    ...contextKernels,
    ...latentKernels,
    ...pointwiseKernels,
    ...statisticKernels,
    ...volatilityKernels,
    ...structureKernels,
    ...talibKernels,
    atrKernel,
    bollingerKernel,
    emaKernel,
    highestKernel,
    lowestKernel,
    macdKernel,
    rollingSumKernel,
    rsiKernel,
    smaKernel,
    standardDeviationKernel,
    stochasticKernel,
    trueRangeKernel,
    wilderKernel,
  ].map((kernel): [string, Kernel] => [kernel.name, kernel as Kernel]),
);
