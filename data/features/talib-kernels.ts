import { adKernel, adoscKernel } from './accumulation-distribution.ts';
import { aroonKernel } from './aroon.ts';
import { bopKernel } from './balance-of-power.ts';
import { cciKernel } from './cci.ts';
import { demaKernel, t3Kernel, temaKernel, trixKernel } from './chained-ema.ts';
import { donchianKernel, midpointKernel, midpriceKernel } from './channel-middle.ts';
import { cmoKernel } from './cmo.ts';
import { adxKernel, adxrKernel, directionalIndexKernel } from './directional-movement.ts';
import { fastStochasticKernel, stochasticRsiKernel } from './fast-stochastic.ts';
import { kamaKernel } from './kama.ts';
import { keltnerKernel } from './keltner.ts';
import { linearRegressionKernel } from './linear-regression.ts';
import { macdFixKernel } from './macd.ts';
import { mfiKernel } from './money-flow-index.ts';
import { natrKernel } from './natr.ts';
import { obvKernel } from './on-balance-volume.ts';
import { sarKernel } from './parabolic-sar.ts';
import { apoKernel, ppoKernel } from './price-oscillator.ts';
import { rocKernel } from './rate-of-change.ts';
import { betaKernel, correlKernel } from './rolling-covariance.ts';
import { rollingVwapKernel } from './rolling-vwap.ts';
import { supertrendKernel } from './supertrend.ts';
import { trimaKernel } from './trima.ts';
import { ultimateOscillatorKernel } from './ultimate-oscillator.ts';
import { varianceKernel } from './variance.ts';
import { williamsRKernel } from './williams-r.ts';
import { wmaKernel } from './wma.ts';

/** Technical indicators with TA-Lib's conventions, and the usual ones that TA-Lib lacks. */
export const talibKernels = [
  adKernel,
  adoscKernel,
  adxKernel,
  adxrKernel,
  apoKernel,
  aroonKernel,
  betaKernel,
  bopKernel,
  cciKernel,
  cmoKernel,
  correlKernel,
  demaKernel,
  directionalIndexKernel,
  donchianKernel,
  fastStochasticKernel,
  kamaKernel,
  keltnerKernel,
  linearRegressionKernel,
  macdFixKernel,
  mfiKernel,
  midpointKernel,
  midpriceKernel,
  natrKernel,
  obvKernel,
  ppoKernel,
  rocKernel,
  rollingVwapKernel,
  sarKernel,
  stochasticRsiKernel,
  supertrendKernel,
  t3Kernel,
  temaKernel,
  trimaKernel,
  trixKernel,
  ultimateOscillatorKernel,
  varianceKernel,
  williamsRKernel,
  wmaKernel,
] as const;
