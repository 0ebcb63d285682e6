import { at } from '../../data/at.ts';
import type { CandleSeries } from '../../data/candle.ts';
import type { Trade } from '../../data/ledger-row.ts';

const reasons = ['order', 'stop', 'target', 'liquidation'] as const;
export type ExitCode = 0 | 1 | 2 | 3;

const columnsOf = (length: number) => ({
  entryRow: new Float64Array(length),
  exitRow: new Float64Array(length),
  quantity: new Float64Array(length),
  entryPrice: new Float64Array(length),
  exitPrice: new Float64Array(length),
  commissionUsd: new Float64Array(length),
  profitUsd: new Float64Array(length),
  otherProfitUsd: new Float64Array(length),
  reason: new Float64Array(length),
});

/** Closed trades as columns that grow: no object is made while candles are played. `quantity` is negative for a short. */
export class ArrayTrades {
  #columns = columnsOf(64);
  count = 0;

  /** Forgets everything and keeps the memory, for the next run. */
  clear(): void {
    this.count = 0;
  }

  /** Adds one closed trade. `otherProfitUsd` is NaN unless the order of events inside a candle decided it. */
  add(
    entryRow: number,
    exitRow: number,
    quantity: number,
    entryPrice: number,
    exitPrice: number,
    commissionUsd: number,
    profitUsd: number,
    otherProfitUsd: number,
    reason: ExitCode,
  ): void {
    if (this.count === this.#columns.quantity.length) this.#grow();
    const [to, i] = [this.#columns, this.count];
    to.entryRow[i] = entryRow;
    to.exitRow[i] = exitRow;
    to.quantity[i] = quantity;
    to.entryPrice[i] = entryPrice;
    to.exitPrice[i] = exitPrice;
    to.commissionUsd[i] = commissionUsd;
    to.profitUsd[i] = profitUsd;
    to.otherProfitUsd[i] = otherProfitUsd;
    to.reason[i] = reason;
    this.count += 1;
  }

  /** Profits in USD, oldest first. A view: read it before the next run. */
  get profitUsd(): Float64Array {
    return this.#columns.profitUsd.subarray(0, this.count);
  }

  /** Profits in USD of the trades that were closed at or after a row. */
  profitsFrom(row: number): Float64Array {
    return this.profitUsd.filter((_, i) => at(this.#columns.exitRow, i) >= row);
  }

  /** The trades as the ledger writes them, oldest first. */
  of(series: CandleSeries, thesis: (side: 'buy' | 'sell') => string): Trade[] {
    return Array.from({ length: this.count }, (_, i) => this.#trade(i, series, thesis));
  }

  #trade(i: number, { symbol, openAt }: CandleSeries, thesis: (side: 'buy' | 'sell') => string): Trade {
    const of = (name: keyof ReturnType<typeof columnsOf>): number => at(this.#columns[name], i);
    const [quantity, profitUsd, other] = [of('quantity'), of('profitUsd'), of('otherProfitUsd')];
    const range = { worstProfitUsd: Math.min(profitUsd, other), bestProfitUsd: Math.max(profitUsd, other) };
    return {
      symbol,
      direction: quantity > 0 ? 'long' : 'short',
      quantity: Math.abs(quantity),
      entryPrice: of('entryPrice'),
      exitPrice: of('exitPrice'),
      openedAt: at(openAt, of('entryRow')),
      closedAt: at(openAt, of('exitRow')),
      commissionUsd: of('commissionUsd'),
      profitUsd,
      ...(Number.isNaN(other) ? {} : range),
      exitReason: reasons[of('reason')] ?? 'order',
      thesis: thesis(quantity > 0 ? 'buy' : 'sell'),
    };
  }

  #grow(): void {
    const [old, larger] = [this.#columns, columnsOf(this.#columns.quantity.length * 2)];
    for (const name of Object.keys(larger) as (keyof typeof larger)[]) larger[name].set(old[name]);
    this.#columns = larger;
  }
}
