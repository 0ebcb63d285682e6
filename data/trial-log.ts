import type { Clock } from '../config/clock.ts';
import type { Timeframe } from './candle.ts';
import type { Database } from './database.ts';
import { canonicalJson, sha256 } from './ledger-chain.ts';

/** One configuration that was evaluated on one stretch of history. */
export type Trial = {
  readonly strategy: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly parameters: Readonly<Record<string, number>>;
  /** Stops, targets, costs and size: another configuration where one of them is another. */
  readonly terms: Readonly<Record<string, unknown>>;
  /** Starts (UTC ms) of the first candle and of the last. */
  readonly fromAt: number;
  readonly untilAt: number;
  readonly dataHash: string;
  /** Mean over standard deviation of daily returns, not annualised. */
  readonly dailySharpe: number;
  readonly days: number;
};

/** One configuration, whatever stretches it was tried on. */
export type Tried = Pick<Trial, 'dailySharpe' | 'days'>;

type Subject = Pick<Trial, 'strategy' | 'symbol' | 'timeframe'>;

/** What was ever tried, each configuration once: the deflated Sharpe ratio needs all of it, the failures too. */
export class TrialLog {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Writes down what was evaluated; a configuration that is there already counts once. */
  add(trials: readonly Trial[]): void {
    const insert = this.#database.prepare(
      `insert or ignore into trial
         (key, at, strategy, symbol, timeframe, parameters, terms, from_at, until_at, data_hash, daily_sharpe, days)
       values (@key, @at, @strategy, @symbol, @timeframe, @parameters, @terms, @fromAt, @untilAt, @dataHash, @dailySharpe, @days)`,
    );
    const at = this.#clock.now();
    const write = this.#database.transaction(() => {
      for (const { dailySharpe, days, ...what } of trials) {
        const [parameters, terms] = [canonicalJson(what.parameters), canonicalJson(what.terms)];
        insert.run({ ...what, parameters, terms, dailySharpe, days, at, key: sha256(canonicalJson(what)) });
      }
    });
    write.immediate();
  }

  /** Every configuration that was tried of a strategy on a market, oldest first, by its longest stretch of history. */
  tried({ strategy, symbol, timeframe }: Subject): Tried[] {
    return this.#database
      .prepare<[string, string, string], { daily_sharpe: number; days: number }>(
        `select daily_sharpe, max(days) as days from trial where strategy = ? and symbol = ? and timeframe = ?
         group by parameters, terms order by min(rowid)`,
      )
      .all(strategy, symbol, timeframe)
      .map(row => ({ dailySharpe: row.daily_sharpe, days: row.days }));
  }
}
