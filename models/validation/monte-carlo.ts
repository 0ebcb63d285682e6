import { QuaestorError } from '../../config/errors.ts';
import { at } from '../../data/at.ts';
import type { CandleSeries } from '../../data/candle.ts';
import type { Run, RunFigures, RunSpec } from '../backtest/run-chunk.ts';
import { deepestShareOf } from '../performance/drawdown.ts';
import { seededRandom } from '../performance/seeded-random.ts';
import { playRuns, type RunOptions } from './play-runs.ts';
import { type Quantiles, quantilesOf } from './quantiles.ts';

/** What a Monte Carlo found. Shares of one; drawdowns are not negative. */
export type MonteCarlo = {
  readonly kind: MonteCarloKind;
  readonly seed: number;
  readonly runs: number;
  readonly totalReturn: Quantiles;
  readonly drawdown: Quantiles;
  /** Share of runs that lost money. A shuffle cannot change the result, so there it is 0 or 1 and says nothing. */
  readonly losing: number;
};

/**
 * price-noise, block-bootstrap: the strategy is played anew over changed candles | trade-shuffle: the same trades in another order, which
 * moves the drawdown and not the result | trade-bootstrap: trades drawn with replacement.
 */
export type MonteCarloKind = 'price-noise' | 'block-bootstrap' | 'trade-shuffle' | 'trade-bootstrap';

export type MonteCarloInput = {
  readonly spec: RunSpec;
  readonly series: CandleSeries;
  readonly parameters: Readonly<Record<string, number>>;
  readonly from?: number;
  readonly kind: MonteCarloKind;
  readonly runs: number;
  readonly seed: number;
  /** Standard deviation of the price noise, as a share of the price. */
  readonly noise?: number;
  /** Candles in one block of the bootstrap. */
  readonly block?: number;
};

/** Runs that lose money, above which the rule is taken to be fitted to the exact candles it saw. */
export const overfittedAbove = 0.05;

/** One seed for each run, which depends on its number only. */
const seedOf = (seed: number, run: number): number =>
  (Math.imul(seed, 0x9e3779b1) + Math.imul(run + 1, 0x85ebca6b)) >>> 0;

function runsOf({ parameters, from = 0, kind, runs, seed, noise = 0.001, block = 20 }: MonteCarloInput): Run[] {
  return Array.from({ length: runs }, (_, i): Run => {
    const own = seedOf(seed, i);
    const change =
      kind === 'price-noise'
        ? ({ kind, seed: own, share: noise } as const)
        : ({ kind: 'block-bootstrap', seed: own, block } as const);
    return { parameters, from, change };
  });
}

/** Return and drawdown of trades taken one after the other on an account. */
function pathOf(profits: Float64Array, cashUsd: number): { totalReturn: number; drawdown: number } {
  const equity = new Float64Array(profits.length + 1).fill(cashUsd, 0, 1);
  for (let i = 0; i < profits.length; i += 1) equity[i + 1] = at(equity, i) + at(profits, i);
  return { totalReturn: at(equity, profits.length) / cashUsd - 1, drawdown: deepestShareOf(equity) };
}

function drawn(profits: Float64Array, random: () => number): Float64Array {
  return profits.map(() => profits[Math.floor(random() * profits.length)] ?? 0);
}

/** Fisher-Yates. */
function shuffled(profits: Float64Array, random: () => number): Float64Array {
  const made = profits.slice();
  for (let i = made.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    [made[i], made[j]] = [made[j] ?? 0, made[i] ?? 0];
  }
  return made;
}

const noTrades = (symbol: string): QuaestorError =>
  new QuaestorError('backtest.bad-parameters', {
    en: `There is no closed trade on ${symbol} to draw from: ask for price noise or a block bootstrap of the candles.`,
    fr: `Il n'y a aucun trade clôturé sur ${symbol} où puiser : demandez un bruit de prix ou un bootstrap par blocs des bougies.`,
  });

/**
 * Reruns a backtest in worlds that might have been, and tells how its result spreads. Profits of trades are in USD of
 * the account as it was: a shuffle or bootstrap adds them up and does not compound them anew.
 * @throws QuaestorError `backtest.bad-parameters` for trades where there are none; as `playRuns`
 */
export async function monteCarlo(input: MonteCarloInput, options: RunOptions): Promise<MonteCarlo> {
  const { spec, series, parameters, from = 0, kind, runs, seed } = input;
  let paths: readonly Pick<RunFigures, 'totalReturn' | 'drawdown'>[];
  if (kind === 'price-noise' || kind === 'block-bootstrap') {
    paths = await playRuns(spec, series, runsOf(input), { ...options, keep: 'figures' });
  } else {
    const [base] = await playRuns(spec, series, [{ parameters, from }], options);
    const profits = base?.profitsUsd ?? new Float64Array();
    if (profits.length === 0) throw noTrades(series.symbol);
    const reorder = kind === 'trade-shuffle' ? shuffled : drawn;
    paths = Array.from({ length: runs }, (_, i) =>
      pathOf(reorder(profits, seededRandom(seedOf(seed, i))), spec.cashUsd),
    );
  }
  return {
    kind,
    seed,
    runs,
    totalReturn: quantilesOf(paths.map(path => path.totalReturn)),
    drawdown: quantilesOf(paths.map(path => path.drawdown)),
    losing: paths.filter(path => path.totalReturn < 0).length / paths.length,
  };
}
