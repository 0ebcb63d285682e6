import type { z } from 'zod';
import type { Text } from '../../config/text.ts';
import type { Candle, CandleSeries } from '../../data/candle.ts';
import type { OrderRow } from '../../data/ledger-row.ts';
import type { Position } from '../../data/portfolio.ts';
import type { Draft } from '../risk/draft.ts';

/** What a strategy may say of a trade; the rest of the draft is filled in for it. */
export type Idea = Pick<Draft, 'side' | 'sizing'> &
  Partial<Pick<Draft, 'order' | 'stop' | 'target' | 'thesis' | 'invalidation'>>;

/** What a strategy sees of one instrument when a candle has closed. Nothing in it lies after that candle. */
export type StrategyState = {
  /** Index of the candle that just closed. */
  readonly index: number;
  readonly symbol: string;
  /** Columns made by `prepare`; read them at `index` or before. */
  readonly columns: Readonly<Record<string, Float64Array>>;
  readonly parameters: Readonly<Record<string, number>>;
  readonly position: Position | undefined;
  /** Equity of the whole account in USD at the close of this candle. */
  readonly equityUsd: number;
  /** True while an order of this instrument waits for its fill. */
  readonly waiting: boolean;
  /** Orders of this instrument that wait, oldest first. */
  readonly working: readonly OrderRow[];
  /** Percent of equity that an entry may use. */
  readonly investPercent: number;
  /** A draft of this instrument at this candle, with what every draft needs filled in. */
  draft(idea: Idea): Draft;
  /** Asks the venue to take a waiting order back before the next candle. */
  cancel(clientOrderId: string): void;
};

/** A rule that decides by code. Silence is hold: an empty list means that no draft was made. */
export interface Strategy {
  /** snake_case, as people and tools name it. */
  readonly name: string;
  readonly title: Text;
  /** What people call it, lower case, both languages. */
  readonly nicknames: readonly string[];
  /** Numbers only, each with a default. */
  readonly parameters: z.ZodObject;
  /** Indicator columns over the whole series; causal, so that a value at i uses candles up to i only. */
  prepare?(series: CandleSeries, parameters: Readonly<Record<string, number>>): Record<string, Float64Array>;
  /** Values of its parameters that are worth trying, where a search is asked for. */
  readonly ranges?: Readonly<Record<string, readonly number[]>>;
  decide(candle: Candle, state: StrategyState): Draft[];
}
