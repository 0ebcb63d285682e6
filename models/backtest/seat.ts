import type { OrderRow } from '../../data/ledger-row.ts';
import type { Position } from '../../data/portfolio.ts';
import type { Draft } from '../risk/draft.ts';
import { type Brackets, bracketLevels } from './brackets.ts';
import type { Idea, StrategyState } from './strategy.ts';

/** What stays the same for one instrument of a run. */
export type SeatParts = Brackets &
  Pick<StrategyState, 'symbol' | 'columns' | 'parameters' | 'investPercent'> & {
    readonly accountId: string;
    readonly strategy: string;
    readonly tick: number;
    readonly working: () => readonly OrderRow[];
    readonly waits: () => boolean;
  };

/** One instrument as a strategy sees it: the same object for all candles, so that looking costs nothing. */
export class Seat implements StrategyState {
  readonly symbol: string;
  readonly columns: StrategyState['columns'];
  readonly parameters: StrategyState['parameters'];
  readonly investPercent: number;
  readonly #parts: SeatParts;
  index = 0;
  price = Number.NaN;
  position: Position | undefined;
  equityUsd = Number.NaN;
  /** Orders that the strategy wants back. */
  cancelled: string[] = [];

  constructor(parts: SeatParts) {
    this.#parts = parts;
    this.symbol = parts.symbol;
    this.columns = parts.columns;
    this.parameters = parts.parameters;
    this.investPercent = parts.investPercent;
  }

  get waiting(): boolean {
    return this.#parts.waits();
  }

  get working(): readonly OrderRow[] {
    return this.#parts.working();
  }

  // Arrows: a strategy may take them out of the state.
  readonly draft = (idea: Idea): Draft => {
    const { accountId, strategy, tick } = this.#parts;
    const levels = idea.sizing.kind === 'close' ? {} : bracketLevels(idea.side, this.price, this.#parts, tick);
    return {
      accountId,
      symbol: this.symbol,
      entry: this.price,
      decisionId: `${strategy}-${this.index}`,
      tainted: false,
      ...levels,
      ...idea,
    };
  };

  readonly cancel = (clientOrderId: string): void => {
    this.cancelled.push(clientOrderId);
  };
}
