import { attempt } from '../config/attempt.ts';
import type { CandleSeries } from '../data/candle.ts';
import type { Instrument } from '../data/instrument.ts';
import type { DriverSources } from '../models/explain/driver-table.ts';
import type { InputChoice } from '../models/hybrid/input-choice.ts';
import type { InputSources } from '../models/hybrid/input-features.ts';
import type { ToolContext } from './tool-context.ts';

type Context = Pick<ToolContext, 'outside' | 'signal'>;

/** Daily candles with what is at hand beside them. Macro series that cannot be read are missing, as their features are. */
export async function driverSources(
  { outside, signal }: Context,
  instrument: Instrument,
  series: CandleSeries,
): Promise<DriverSources> {
  const macro = await attempt(() => outside.macro())
    ?.read(signal)
    .catch(() => undefined);
  return { series, instrument, ...(macro ? { macro: macro.series } : {}) };
}

/** What a network reads: the technical features are made of candles alone, so that nothing else is asked for. */
export const networkSources = async (
  context: Context,
  { features }: InputChoice,
  instrument: Instrument,
  series: CandleSeries,
): Promise<InputSources> => (features === 'technical' ? { series } : driverSources(context, instrument, series));
