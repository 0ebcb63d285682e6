import { attempt } from '../config/attempt.ts';
import { QuaestorError } from '../config/errors.ts';
import type { CandleSeries } from '../data/candle.ts';
import type { Contestant } from '../models/volatility/compare-forecasters.ts';
import type { ForecastDays } from '../models/volatility/forecaster.ts';
import { usualContestants } from '../models/volatility/usual-contestants.ts';
import type { ToolContext } from './tool-context.ts';

/** The VIX where a source of macro series is set up and has it; undefined otherwise. */
async function vixOf({ outside, signal }: Pick<ToolContext, 'outside' | 'signal'>) {
  const source = attempt(() => outside.macro());
  const reading = await source?.read(signal).catch(() => undefined);
  return reading?.series.find(({ name }) => name === 'VIX');
}

/** Every forecaster that this world has the columns for, opened anew with each call of `all`. */
export async function forecastersOf(
  context: Pick<ToolContext, 'outside' | 'signal'>,
  days: ForecastDays,
  annualisation: number,
): Promise<{ all: () => Contestant[]; columns: readonly Float64Array[] }> {
  const vix = await vixOf(context);
  return {
    all: () => usualContestants({ days, annualisation, ...(vix ? { vix } : {}) }),
    columns: vix ? [vix.knownAt, vix.values] : [],
  };
}

/** @throws QuaestorError `data.bad-candle` for a history whose price never moves: it has no volatility to forecast */
export function refuseStill({ symbol, high, low, length }: CandleSeries): void {
  const [first] = low;
  if (length === 0 || !low.every((price, row) => price === first && high[row] === first)) return;
  throw new QuaestorError('data.bad-candle', {
    en: `The price of ${symbol} never moves in its ${length} candles: there is no volatility to forecast. check_data tells more.`,
    fr: `Le prix de ${symbol} ne bouge jamais dans ses ${length} bougies : il n'y a pas de volatilité à prévoir. check_data en dit plus.`,
  });
}
