import type { Trade } from '../../data/ledger-row.ts';

/** A statistic, or null with the reason why it is undefined. Never zero or infinity in place of "undefined". */
export type Statistic = { value: number; reason?: undefined } | { value: null; reason: string };

export type Metrics = {
  totalReturn: Statistic;
  /** Compound annual growth rate over calendar days / 365.25. */
  cagr: Statistic;
  /** Standard deviation (n - 1) of daily simple returns, annualised. */
  volatility: Statistic;
  /** Mean over standard deviation (n - 1) of daily simple returns, annualised; risk-free rate 0. */
  sharpe: Statistic;
  /** Deepest fall from a peak of equity, as a negative share. */
  maxDrawdown: Statistic;
  winRate: Statistic;
  profitFactor: Statistic;
  /** Share of candles in which a position was held. */
  exposure: Statistic;
};

const known = (value: number): Statistic => ({ value });
const undefinedFor = (reason: string): Statistic => ({ value: null, reason });
const dayMs = 86_400_000;

/** Simple returns of consecutive values. */
export function returnsOf(equity: Float64Array): Float64Array {
  const returns = new Float64Array(Math.max(0, equity.length - 1));
  for (let i = 1; i < equity.length; i += 1)
    returns[i - 1] = (equity[i] ?? Number.NaN) / (equity[i - 1] ?? Number.NaN) - 1;
  return returns;
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function sampleDeviation(values: Float64Array): number {
  const centre = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (values.length - 1));
}

/** 1 - equity / running peak at its deepest, negated. */
export function maxDrawdownOf(equity: Float64Array): number {
  let peak = Number.NEGATIVE_INFINITY;
  let deepest = 0;
  for (const value of equity) {
    peak = Math.max(peak, value);
    deepest = Math.max(deepest, 1 - value / peak);
  }
  return -deepest;
}

export function sharpeOf(returns: Float64Array, periodsPerYear: number): Statistic {
  if (returns.length < 2) return undefinedFor('fewer than 2 returns');
  const deviation = sampleDeviation(returns);
  if (!(deviation > 0)) return undefinedFor('returns never vary');
  return known((mean(returns) / deviation) * Math.sqrt(periodsPerYear));
}

export function profitFactorOf(trades: readonly Trade[]): Statistic {
  if (trades.length === 0) return undefinedFor('no closed trade');
  const won = trades.reduce((sum, { profitUsd }) => sum + Math.max(0, profitUsd), 0);
  const lost = trades.reduce((sum, { profitUsd }) => sum + Math.min(0, profitUsd), 0);
  return lost === 0 ? undefinedFor('no losing trade') : known(won / -lost);
}

function growthOf(equity: Float64Array, openAt: Float64Array): Statistic {
  const growth = (equity.at(-1) ?? Number.NaN) / (equity[0] ?? Number.NaN);
  const days = ((openAt.at(-1) ?? Number.NaN) - (openAt[0] ?? Number.NaN)) / dayMs;
  if (!(growth > 0)) return undefinedFor('equity fell to zero');
  return days < 30 ? undefinedFor('fewer than 30 days') : known(growth ** (365.25 / days) - 1);
}

export type MetricsInput = {
  equityUsd: Float64Array;
  openAt: Float64Array;
  exposed: Uint8Array;
  trades: readonly Trade[];
  /** Daily periods a year of the instrument's calendar. */
  daysPerYear: number;
};

/** The statistics of one equity curve of daily candles. Definitions: the comment of each field. */
export function metricsOf({ equityUsd, openAt, exposed, trades, daysPerYear }: MetricsInput): Metrics {
  const returns = returnsOf(equityUsd);
  const enough = returns.length >= 2;
  return {
    totalReturn: known((equityUsd.at(-1) ?? Number.NaN) / (equityUsd[0] ?? Number.NaN) - 1),
    cagr: growthOf(equityUsd, openAt),
    volatility: enough
      ? known(sampleDeviation(returns) * Math.sqrt(daysPerYear))
      : undefinedFor('fewer than 2 returns'),
    sharpe: sharpeOf(returns, daysPerYear),
    maxDrawdown: known(maxDrawdownOf(equityUsd)),
    winRate:
      trades.length === 0
        ? undefinedFor('no closed trade')
        : known(trades.filter(({ profitUsd }) => profitUsd > 0).length / trades.length),
    profitFactor: profitFactorOf(trades),
    exposure: known(exposed.reduce((sum, one) => sum + one, 0) / exposed.length),
  };
}
