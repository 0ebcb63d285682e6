import { type CandleSeries, sliceSeries } from '../../data/candle.ts';

/** Difference between a column's last value with all history and with the last `candles` only, as a share of the former. */
export type StartUp = {
  readonly column: string;
  readonly candles: number;
  /** NaN where the short history gives no value yet. */
  readonly difference: number;
};

/** Lengths of history that are tried. */
export const startUpLengths = [20, 40, 60, 80, 100, 150, 200, 250, 400] as const;

/**
 * How much history recursive columns need: each is computed from the last candles alone and compared at the last candle.
 * A live path that loads fewer candles than the backtest sees other values.
 */
export function startUpOf(
  columnsOf: (series: CandleSeries) => Readonly<Record<string, Float64Array>>,
  series: CandleSeries,
  lengths: readonly number[] = startUpLengths,
): StartUp[] {
  const whole = columnsOf(series);
  return lengths
    .filter(candles => candles <= series.length)
    .flatMap(candles => {
      const short = columnsOf(sliceSeries(series, series.length - candles, series.length));
      return Object.entries(whole).map(([column, values]): StartUp => {
        const full = values.at(-1) ?? Number.NaN;
        const own = short[column]?.at(-1) ?? Number.NaN;
        return { column, candles, difference: own === full ? 0 : (own - full) / Math.abs(full) };
      });
    });
}
