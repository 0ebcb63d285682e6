import { z } from 'zod';
import { at } from '../../data/at.ts';
import { type CandleSeries, closedAt } from '../../data/candle.ts';
import { cellsOf } from '../trees/cells.ts';
import type { ForecastDays } from '../volatility/forecaster.ts';
import { type HarColumns, harDesign } from '../volatility/har-design.ts';
import { LogHar } from '../volatility/log-har.ts';
import { linearShap } from './linear-shap.ts';

/** What moved a log-HAR forecast. */
export type HarDrivers = {
  readonly model: string;
  /** Regressors, what they are at the last candle, and their means over the rows that were learnt from. */
  readonly names: readonly string[];
  readonly values: Float64Array;
  readonly means: Float64Array;
  /** Mean of the forecasts of ln variance (%^2) over those rows, and what each regressor adds to it now. */
  readonly base: number;
  readonly phi: Float64Array;
  /** Half the residual variance: turns a forecast of ln variance into one of the variance, whatever the regressors. */
  readonly correction: number;
  /** The forecast in %^2. */
  readonly variance: number;
  /** True when the forecast would lie outside of what the rows have shown and is held at its border. */
  readonly held: boolean;
};

/** The parts of a saved log-HAR that an explanation needs. */
const Saved = z.object({
  regressors: z.record(z.string(), z.number()),
  horizons: z.array(
    z.object({
      rows: z.int(),
      intercept: z.number(),
      coefficients: z.record(z.string(), z.number()),
      residualVariance: z.number(),
    }),
  ),
});

/** The columns of the log-HAR of that name, with conformal quantiles or without; undefined for any other forecaster. */
export function harColumnsOf(name: string, vix: HarColumns['vix']): HarColumns | undefined {
  const kinds: HarColumns[] = [{}, { longLeverage: true }, ...(vix ? [{ vix }, { vix, longLeverage: true }] : [])];
  return kinds.find(columns => new LogHar(columns).name === name.replace(/-conformal$/, ''));
}

/**
 * Fits log-HAR to a series and shares its forecast of ln variance among the regressors: each coefficient times the
 * distance of its regressor from the mean of the rows that were learnt from, exactly.
 * @throws QuaestorError as `LogHar.fit`
 */
export function harDrivers(candles: CandleSeries, days: ForecastDays, columns: HarColumns = {}): HarDrivers {
  const forecaster = new LogHar({ ...columns, horizons: [days] });
  forecaster.fit(candles, closedAt(at(candles.openAt, candles.length - 1), candles.timeframe));
  const { logMean, variance } = forecaster.logForecast(days);
  const { regressors, horizons } = Saved.parse(forecaster.save());
  const [learnt = { rows: 0, intercept: Number.NaN, coefficients: {}, residualVariance: Number.NaN }] = horizons;
  const names = Object.keys(learnt.coefficients);
  const to = candles.length - days;
  const design = harDesign(candles, columns).regressors;
  const background = cellsOf(
    Object.fromEntries(names.map(name => [name, (design[name] ?? new Float64Array(0)).slice(to - learnt.rows, to)])),
    names,
  );
  const values = Float64Array.from(names, name => regressors[name] ?? Number.NaN);
  const model = { intercept: learnt.intercept, slopes: Object.values(learnt.coefficients) };
  const { base, phi } = linearShap(model, { values, rows: 1, width: names.length }, background);
  const correction = learnt.residualVariance / 2;
  return {
    model: forecaster.name,
    names,
    values,
    means: meansOf(background.values, names.length),
    base,
    phi,
    correction,
    variance,
    held: Math.abs(Math.log(variance) - logMean - correction) > 1e-9,
  };
}

/** Means of the columns of a row-major table. */
function meansOf(cells: Float64Array, width: number): Float64Array {
  const means = new Float64Array(width);
  for (const [i, value] of cells.entries()) means[i % width] = at(means, i % width) + (value * width) / cells.length;
  return means;
}
