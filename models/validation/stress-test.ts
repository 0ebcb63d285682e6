import { at } from '../../data/at.ts';
import type { CandleSeries } from '../../data/candle.ts';
import type { Trade } from '../../data/ledger-row.ts';
import { type BacktestInput, type BacktestResult, type Market, runBacktest } from '../backtest/engine.ts';
import { withCrash, withGap, withoutDays } from './stress-series.ts';

export type Scenario = 'crash' | 'gap' | 'blackout' | 'wide-spreads';

/** What a scenario did to the account. Money in USD, shares of one. */
export type StressResult = {
  readonly scenario: Scenario;
  /** Start (UTC ms) of the candle at which it strikes; undefined for costs, which strike always. */
  readonly struckAt: number | undefined;
  /** Against what was held: down against a long, up against a short. */
  readonly direction: 'down' | 'up';
  /** Equity at the close before and at the close of that candle; over the whole run for costs. */
  readonly beforeUsd: number;
  readonly afterUsd: number;
  /** What was lost there, as a share of the equity before. */
  readonly lossShare: number;
  readonly finalEquityUsd: number;
  /** The same of the run that was not disturbed. */
  readonly undisturbedUsd: number;
  /** The position that it struck was closed by its stop, at this price, with the stop at this level. */
  readonly stop: { readonly level: number | undefined; readonly filledAt: number | undefined };
  /** True when the drawdown ladder stopped the account. */
  readonly halted: boolean;
  readonly refusals: Readonly<Record<string, number>>;
};

export type StressInput = Omit<BacktestInput, 'markets'> & { readonly market: Market };

const fall = 0.2;
const blackoutDays = 7;
const widening = 10;

/** Where a blow strikes, and on which side the position stands that it strikes. */
type Place = { readonly row: number; readonly side: 1 | -1 };

/** The row at which a blow hurts most: a position is held through it, and equity before it is the highest. */
function worstPlace(result: BacktestResult, series: CandleSeries): Place | undefined {
  const { equityUsd, openAt, exposed } = result;
  let [worst, highest] = [-1, Number.NEGATIVE_INFINITY];
  for (let i = 1; i + 1 < equityUsd.length; i += 1) {
    const through = exposed[i - 1] === 1 && exposed[i] === 1 && exposed[i + 1] === 1;
    if (!through || at(equityUsd, i - 1) <= highest) continue;
    [worst, highest] = [i, at(equityUsd, i - 1)];
  }
  if (worst < 0) return undefined;
  return { row: series.openAt.indexOf(at(openAt, worst)), side: sideAt(result, at(openAt, worst)) };
}

/** The side of the position that was held into an instant. */
function sideAt({ trades, portfolio }: BacktestResult, instant: number): 1 | -1 {
  const trade = trades.find(one => one.openedAt < instant && one.closedAt >= instant);
  if (trade) return trade.direction === 'long' ? 1 : -1;
  const [open] = portfolio.positions.values();
  return (open?.quantity ?? 1) >= 0 ? 1 : -1;
}

const changes: Readonly<
  Record<Exclude<Scenario, 'wide-spreads'>, (series: CandleSeries, place: Place) => CandleSeries>
> = {
  crash: (series, { row, side }) => withCrash(series, row, fall * side),
  gap: (series, { row, side }) => withGap(series, row, fall * side),
  blackout: (series, { row }) => withoutDays(series, row, blackoutDays),
};

/**
 * Plays a strategy through blows: a fall of 20 % within one candle (a rise, where a short is held), a gap of 20 % through
 * every stop, a week without data,
 * spreads and slippage ten times as wide. The first three strike where a position is held and equity is highest; a
 * strategy that never holds through three candles in a row is struck by costs only.
 * @throws as `runBacktest`
 */
export async function stressTest({ market, ...input }: StressInput): Promise<StressResult[]> {
  const { series, instrument } = market;
  const play = (changed: CandleSeries, over: Partial<BacktestInput> = {}) =>
    runBacktest({ ...input, ...over, markets: [{ series: changed, instrument }] });
  const base = await play(series);
  const place = worstPlace(base, series);
  const results: StressResult[] = [];
  for (const [scenario, change] of Object.entries(changes) as [keyof typeof changes, (typeof changes)['gap']][]) {
    if (place === undefined) break;
    results.push(strike(scenario, base, await play(change(series, place)), at(series.openAt, place.row), place.side));
  }
  const { costs } = input;
  const wide = {
    ...costs,
    halfSpreadRate: costs.halfSpreadRate * widening,
    slippageRate: costs.slippageRate * widening,
  };
  results.push(strike('wide-spreads', base, await play(series, { costs: wide }), undefined, 1));
  return results;
}

function strike(
  scenario: Scenario,
  base: BacktestResult,
  struck: BacktestResult,
  struckAt: number | undefined,
  side: 1 | -1,
): StressResult {
  const last = struck.equityUsd.length - 1;
  const found = struckAt === undefined ? last : struck.openAt.findIndex(one => one >= struckAt);
  const row = found === -1 ? last : found;
  const beforeUsd =
    struckAt === undefined ? at(base.equityUsd, base.equityUsd.length - 1) : at(struck.equityUsd, row - 1);
  const afterUsd = at(struck.equityUsd, row);
  return {
    scenario,
    struckAt,
    direction: side > 0 ? 'down' : 'up',
    beforeUsd,
    afterUsd,
    lossShare: 1 - afterUsd / beforeUsd,
    finalEquityUsd: at(struck.equityUsd, last),
    undisturbedUsd: at(base.equityUsd, base.equityUsd.length - 1),
    stop: stopAt(struck, at(struck.openAt, row)),
    halted: struck.portfolio.halted,
    refusals: struck.refusals,
  };
}

/** The stop that acted in a candle, and the level that it was set to. */
function stopAt({ trades, ledger }: BacktestResult, openAt: number): StressResult['stop'] {
  const stopped: Trade | undefined = trades.find(one => one.closedAt === openAt && one.exitReason === 'stop');
  if (!stopped) return { level: undefined, filledAt: undefined };
  const fills = ledger.rows('fill').filter(({ body }) => body.filledAt === stopped.openedAt);
  const ids = new Set(fills.map(({ body }) => body.clientOrderId));
  const order = ledger.rows('order').find(({ body }) => ids.has(body.clientOrderId) && body.stop !== undefined);
  return { level: order?.body.stop, filledAt: stopped.exitPrice };
}
