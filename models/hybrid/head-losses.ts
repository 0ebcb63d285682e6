import { forecastOf } from '../volatility/forecast-of.ts';
import { excursionProbabilities } from './excursion-head.ts';
import type { FoldForecasts } from './fold-forecasts.ts';
import type { HybridPredictions } from './hybrid-predictions.ts';
import { marketRegimeClasses, signalClasses, unknownClass, volatilityRegimeClasses } from './hybrid-rows.ts';
import { impliedRegime } from './implied-regime.ts';
import type { RowLoss } from './judge-head.ts';
import { logHarQuantiles } from './judge-volatility.ts';
import type { MarketRows } from './market-rows.ts';
import { classLoss, meanPinball } from './row-losses.ts';

/** What is said of the rows that a fold tests, by one network or by several together. */
export type TestedFold = Pick<FoldForecasts, 'test' | 'thresholds' | 'baselines' | 'volatilityRegime'> & {
  readonly ensemble: HybridPredictions;
};

type Place = { readonly row: number; readonly n: number; readonly fold: TestedFold; readonly tail: boolean };

/** Every tested row with its place in its fold. */
function places(folds: readonly TestedFold[]): Place[] {
  return folds.flatMap((fold, k) =>
    Array.from(fold.test, (row, n) => ({ row, n, fold, tail: k === folds.length - 1 })),
  );
}

const rowOf = (values: Float64Array, n: number, width: number): Float64Array =>
  values.subarray(n * width, (n + 1) * width);

export const signalLosses = ({ signal }: MarketRows, folds: readonly TestedFold[]): RowLoss[] =>
  places(folds).map(({ row, n, fold, tail }) => {
    const label = signal[row] ?? unknownClass;
    return {
      tail,
      network: classLoss(label, rowOf(fold.ensemble.signal, n, signalClasses.length)),
      baselines: [classLoss(label, fold.baselines.signal)],
    };
  });

export function volatilityRegimeLosses(rows: MarketRows, folds: readonly TestedFold[]): RowLoss[] {
  const head = { symbol: rows.symbol, model: 'log-har', proxy: 'range', days: 1, annualisation: 252 } as const;
  return places(folds).map(({ row, n, fold, tail }) => {
    const label = fold.volatilityRegime[n] ?? unknownClass;
    const forecast = forecastOf(
      { ...head, asOfOpenAt: rows.openAt[row] ?? Number.NaN },
      logHarQuantiles(rows, 1, row),
      Math.exp(rows.logVariance[1][row] ?? Number.NaN),
    );
    return {
      tail,
      network: classLoss(label, rowOf(fold.ensemble.volatilityRegime, n, volatilityRegimeClasses.length)),
      baselines: [
        classLoss(label, impliedRegime(forecast, fold.thresholds)),
        classLoss(label, fold.baselines.volatilityRegime),
      ],
    };
  });
}

export const marketRegimeLosses = ({ marketRegime, regimeNow }: MarketRows, folds: readonly TestedFold[]): RowLoss[] =>
  places(folds).map(({ row, n, fold, tail }) => {
    const label = marketRegime[row] ?? unknownClass;
    const { transitions, marketRegime: shares } = fold.baselines;
    return {
      tail,
      network: classLoss(label, rowOf(fold.ensemble.marketRegime, n, marketRegimeClasses.length)),
      baselines: [classLoss(label, transitions[regimeNow[row] ?? unknownClass] ?? shares), classLoss(label, shares)],
    };
  });

export const excursionLosses = ({ adverse, favourable }: MarketRows, folds: readonly TestedFold[]): RowLoss[] =>
  places(folds).map(({ row, n, fold, tail }) => {
    const { ensemble, baselines } = fold;
    const width = excursionProbabilities.length;
    const [fall, rise] = [adverse[row] ?? Number.NaN, favourable[row] ?? Number.NaN];
    const both = (down: ArrayLike<number>, up: ArrayLike<number>): number =>
      (meanPinball(fall, down) + meanPinball(rise, up)) / 2;
    return {
      tail,
      network: both(rowOf(ensemble.adverse, n, width), rowOf(ensemble.favourable, n, width)),
      baselines: [both(baselines.adverse, baselines.favourable)],
    };
  });
