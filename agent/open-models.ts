import { lastRegime } from '../models/regime/regime.ts';
import { remember } from '../models/remember.ts';
import type { Models } from '../tools/models.ts';

/** Opens the models that tools and desk ask; nothing is computed before it is asked for. */
export function openModels(): Models {
  const regimes = remember<ReturnType<typeof lastRegime>>();
  return {
    regime: series => regimes(series.symbol, [series.openAt, series.close], () => lastRegime(series)),
  };
}
