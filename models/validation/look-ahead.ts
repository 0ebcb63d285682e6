import { at } from '../../data/at.ts';
import { type CandleSeries, sliceSeries } from '../../data/candle.ts';
import type { BacktestInput, Market } from '../backtest/engine.ts';
import { parametersOf, runBacktest } from '../backtest/engine.ts';
import { seededRandom } from '../performance/seeded-random.ts';

export type LookAhead = {
  /** clean | leaks: later candles change what was known or ordered | unverified: it never ordered anything. */
  readonly verdict: 'clean' | 'leaks' | 'unverified';
  /** Columns whose value at a candle changes when later candles are added, with the first such candle (UTC ms). */
  readonly columns: readonly { readonly name: string; readonly at: number }[];
  /** Candles (UTC ms) whose orders change when later candles are added. */
  readonly orders: readonly number[];
  /** Candles at which the history was cut to look. */
  readonly cuts: number;
};

export type LookAheadInput = Omit<BacktestInput, 'markets'> & {
  readonly market: Market;
  /** Candles at which to cut, besides those of orders. */
  readonly cuts?: number;
  readonly seed?: number;
};

const mostOrders = 20;

const same = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));

/** Rows spread over a list, the first and the last among them. */
const spread = (rows: readonly number[], most: number): number[] =>
  rows.length <= most
    ? [...rows]
    : Array.from({ length: most }, (_, i) => rows[Math.round((i * (rows.length - 1)) / (most - 1))] ?? 0);

function columnsThatChange({ strategy, ...input }: LookAheadInput, series: CandleSeries, cuts: readonly number[]) {
  const parameters = parametersOf(strategy, input.parameters);
  const whole = strategy.prepare?.(series, parameters) ?? {};
  const found = new Map<string, number>();
  for (const row of cuts) {
    const known = strategy.prepare?.(sliceSeries(series, 0, row + 1), parameters) ?? {};
    for (const [name, column] of Object.entries(known)) {
      const later = whole[name];
      if (!found.has(name) && !(later && same(at(column, row), at(later, row))))
        found.set(name, at(series.openAt, row));
    }
  }
  return [...found].map(([name, when]) => ({ name, at: when }));
}

/** What was ordered, by the row that decided it, without the names of orders. */
async function ordersOf({ market, ...input }: LookAheadInput, series: CandleSeries): Promise<Map<number, string>> {
  const { ledger } = await runBacktest({ ...input, markets: [{ ...market, series }] });
  const orders = new Map<number, string>();
  for (const { body } of ledger.rows('order')) {
    const row = Number(body.decisionId.slice(body.decisionId.lastIndexOf('-') + 1));
    const { side, quantity, type, stop, target } = body;
    orders.set(row, `${orders.get(row) ?? ''}${side} ${quantity} ${type} ${stop} ${target};`);
  }
  return orders;
}

/**
 * Looks for knowledge of the future, after freqtrade's lookahead-analysis and stronger: at sampled candles every prepared
 * column is computed again from the candles up to there, and at candles that ordered something the whole run is made
 * again with the history cut right behind them. A signal that never comes cannot be judged.
 * @throws as `runBacktest`
 */
export async function lookAhead(input: LookAheadInput): Promise<LookAhead> {
  const { series } = input.market;
  const random = seededRandom(input.seed ?? 1);
  const sampled = Array.from({ length: input.cuts ?? 60 }, () => 1 + Math.floor(random() * (series.length - 1)));
  const first = series.openAt.findIndex(one => one >= (input.fromAt ?? Number.NEGATIVE_INFINITY));
  const whole = await ordersOf(input, series);
  const ordered = spread(
    // A history that ends with its first candle cannot be played.
    [...whole.keys()].filter(row => row > first),
    mostOrders,
  );
  const columns = columnsThatChange(input, series, [...sampled, ...ordered]);
  const orders: number[] = [];
  for (const row of ordered) {
    const known = await ordersOf(input, sliceSeries(series, 0, row + 1));
    if (known.get(row) !== whole.get(row)) orders.push(at(series.openAt, row));
  }
  const leaks = columns.length > 0 || orders.length > 0;
  const verdict = leaks ? 'leaks' : ordered.length > 0 ? 'clean' : 'unverified';
  return { verdict, columns, orders, cuts: sampled.length + ordered.length };
}
