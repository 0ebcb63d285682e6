import { asQuaestorError } from '../../config/errors.ts';
import { type CandleSeries, dayOf } from '../candle.ts';
import { type MacroName, type MacroSeries, macroNames, macroSeriesOf } from './macro-series.ts';
import type { MacroReading, MacroSource } from './macro-source.ts';
import { type YieldUnit, yieldInPercent } from './yield-unit.ts';

/** Reads the closed daily candles of one of the three symbols; whoever opens the market brings it. */
export type ReadDaily = (name: MacroName, signal: AbortSignal) => Promise<CandleSeries>;

const seriesFrom = (name: MacroName, candles: CandleSeries): MacroSeries =>
  macroSeriesOf(
    name,
    Array.from(candles.openAt, (openAt, i) => ({ day: dayOf(openAt), value: candles.close[i] ?? Number.NaN })),
  );

/** Macro series from the daily candles of a live provider of prices. */
export class MacroLive implements MacroSource {
  readonly name = 'live';
  readonly #read: ReadDaily;
  readonly #unit: YieldUnit | undefined;

  constructor(read: ReadDaily, unit?: YieldUnit) {
    this.#read = read;
    this.#unit = unit;
  }

  async read(signal: AbortSignal): Promise<MacroReading> {
    const settled = await Promise.all(macroNames.map(name => this.#one(name, signal)));
    return {
      series: settled.flatMap(one => ('error' in one ? [] : [one])),
      faults: settled.flatMap(one => ('error' in one ? [one] : [])),
    };
  }

  async #one(name: MacroName, signal: AbortSignal): Promise<MacroSeries | MacroReading['faults'][number]> {
    try {
      const series = seriesFrom(name, await this.#read(name, signal));
      return name === 'TNX' ? { ...series, values: yieldInPercent(series.values, 'TNX', this.#unit) } : series;
    } catch (thrown) {
      return { name, error: asQuaestorError(thrown) };
    }
  }
}
