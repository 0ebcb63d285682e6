import type { Contestant } from './compare-forecasters.ts';
import { ConformalForecaster } from './conformal-forecaster.ts';
import { openEgarch } from './egarch.ts';
import { openEwma } from './ewma.ts';
import type { ForecastDays, Forecaster } from './forecaster.ts';
import { openGarch, openGjrGarch } from './garch.ts';
import { openHar } from './har.ts';
import type { HarColumns } from './har-design.ts';
import { LogHar } from './log-har.ts';
import { openRandomWalk } from './random-walk.ts';
import { TreeForecaster } from './tree-forecaster.ts';

/** Days between two estimations of a GARCH model in a comparison: its parameters move slowly, and each costs a search. */
const garchRefitDays = 20;

/** Days between two growths of the trees. */
const treeRefitDays = 250;

export type UsualOptions = HarColumns & {
  days: ForecastDays;
  /** Trading days in a year. */
  annualisation?: number;
  /** Rows to learn from at most. */
  window?: number;
};

/**
 * Every forecaster there is, log-HAR first. With the columns that are given there are log-HARs with them too, and each
 * log-HAR comes with conformal quantiles as well. Models of returns are brought to the level of the proxy, so that all
 * forecast the same thing.
 */
export function usualContestants({ days, vix, intraday, ...given }: UsualOptions): Contestant[] {
  const options = { ...given, horizons: [days] as const };
  const columns: HarColumns[] = [
    {},
    { longLeverage: true },
    ...(vix ? [{ vix }, { vix, longLeverage: true }] : []),
    ...(intraday ? [{ vix, intraday, longLeverage: true }] : []),
  ];
  const linear = columns.map(one => () => new LogHar({ ...options, ...one }));
  const daily: Forecaster[] = [
    ...linear.map(open => open()),
    ...linear.map(open => new ConformalForecaster(open(), { horizons: [days], realised: given.realised })),
    openRandomWalk(options),
    openEwma(options),
    openHar(options),
  ];
  const rare = { ...options, refitDays: garchRefitDays };
  const laws = (['normal', 'student-t'] as const).flatMap(law => [
    openGarch(law, rare),
    openGjrGarch(law, rare),
    openEgarch(law, rare),
  ]);
  const trees = new TreeForecaster({ ...options, ...(vix ? { vix } : {}), refitDays: treeRefitDays });
  return [
    ...daily.map(forecaster => ({ forecaster, refitDays: 1 })),
    { forecaster: trees, refitDays: treeRefitDays },
    ...laws.map(forecaster => ({ forecaster, refitDays: garchRefitDays })),
  ];
}
