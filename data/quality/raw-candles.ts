import type { Candle, CandleSeries } from '../candle.ts';

/**
 * Candles as a provider or a file gave them: columns of equal length, in any order, with any fault. `openAt` is already
 * a number, in whatever unit the source used; a cell that could not be read is NaN.
 */
export type RawCandles = Pick<CandleSeries, 'length' | keyof Candle>;
