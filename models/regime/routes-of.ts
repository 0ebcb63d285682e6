import { setImmediate } from 'node:timers/promises';
import { QuaestorError } from '../../config/errors.ts';
import type { CandleSeries } from '../../data/candle.ts';
import { type Route, routeAt } from './regime.ts';
import { openRegimePath } from './regime-path.ts';

/** A path to walk, or undefined where there are too few candles to read any regime. */
function opened(series: CandleSeries, from: number): ReturnType<typeof openRegimePath> | undefined {
  try {
    return openRegimePath(series, from);
  } catch (error) {
    if (error instanceof QuaestorError && error.code === 'data.too-few-candles') return undefined;
    throw error;
  }
}

/**
 * The route at the close of every row from `from` on, each from what was known then; undefined before it and where there
 * are too few candles to read one. Other work goes on between two fits.
 * @throws QuaestorError as `regimePath` for candles that are no prices; the signal's reason when it is aborted
 */
export async function routesOf(
  series: CandleSeries,
  from: number,
  signal?: AbortSignal,
): Promise<(Route | undefined)[]> {
  const rows = Array.from({ length: series.length }, (_, row) => row);
  const reading = opened(series, from);
  if (!reading) return rows.map(() => undefined);
  const { path, walk } = reading;
  while (walk()) {
    signal?.throwIfAborted();
    await setImmediate();
  }
  return rows.map(row => (row < Math.max(path.first, from) ? undefined : routeAt(path, row)));
}
