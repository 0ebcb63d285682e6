import { z } from 'zod';
import type { Database } from '../database.ts';
import { Fill, OrderRow } from '../ledger-row.ts';
import { type BrokerOrder, isOpen } from './broker.ts';

/** What the venue remembers of an order beside its fills. Instants are UTC ms. */
export const Progress = z.strictObject({
  /** Candles that start at or before this instant have nothing to say to the order. */
  since: z.int().optional(),
  /** Of a day order: the UTC day (days since 1970) of the first candle that it met. */
  day: z.int().optional(),
  /** Of a trailing stop: the best price since it was placed. */
  best: z.number().positive().optional(),
  /** The trigger price was reached. */
  triggered: z.boolean().optional(),
});
export type Progress = z.infer<typeof Progress>;

/** An order at the simulated venue, with what it was sent as. */
export type PaperOrder = BrokerOrder & { order: OrderRow; progress: Progress };

/** The venue's own memory, apart from our ledger, as a real venue's would be. */
export interface PaperVenue {
  get(clientOrderId: string): PaperOrder | undefined;
  put(order: PaperOrder): void;
  /** Open orders, of one symbol or of all, oldest first. */
  working(symbol?: string): PaperOrder[];
  /** True while a symbol has an open order. */
  waits(symbol: string): boolean;
  /** All orders of an OCO group, those that have ended too. */
  inGroup(group: string): PaperOrder[];
}

/** A venue that forgets with the process: for backtests. */
export class MemoryVenue implements PaperVenue {
  readonly #orders = new Map<string, PaperOrder>();
  readonly #open = new Map<string, PaperOrder>();
  readonly #openBySymbol = new Map<string, Map<string, PaperOrder>>();
  readonly #groups = new Map<string, Map<string, PaperOrder>>();
  readonly #none: ReadonlyMap<string, PaperOrder> = new Map();

  get(clientOrderId: string): PaperOrder | undefined {
    return this.#orders.get(clientOrderId);
  }

  put(order: PaperOrder): void {
    const { clientOrderId, state } = order;
    const { symbol, ocoGroup } = order.order;
    this.#orders.set(clientOrderId, order);
    const ofSymbol = this.#openBySymbol.get(symbol) ?? new Map<string, PaperOrder>();
    if (isOpen(state)) {
      this.#open.set(clientOrderId, order);
      this.#openBySymbol.set(symbol, ofSymbol.set(clientOrderId, order));
    } else {
      this.#open.delete(clientOrderId);
      ofSymbol.delete(clientOrderId);
    }
    if (ocoGroup === undefined) return;
    const members = this.#groups.get(ocoGroup) ?? new Map<string, PaperOrder>();
    this.#groups.set(ocoGroup, members.set(clientOrderId, order));
  }

  working(symbol?: string): PaperOrder[] {
    return [...(symbol === undefined ? this.#open : (this.#openBySymbol.get(symbol) ?? this.#none)).values()];
  }

  waits(symbol: string): boolean {
    return this.#open.size > 0 && (this.#openBySymbol.get(symbol) ?? this.#none).size > 0;
  }

  inGroup(group: string): PaperOrder[] {
    return [...(this.#groups.get(group) ?? this.#none).values()];
  }
}

type Stored = { client_order_id: string; body: string; state: BrokerOrder['state']; fills: string; progress: string };

const fromStored = (row: Stored): PaperOrder => ({
  clientOrderId: row.client_order_id,
  state: row.state,
  fills: Fill.array().parse(JSON.parse(row.fills)),
  order: OrderRow.parse(JSON.parse(row.body)),
  progress: Progress.parse(JSON.parse(row.progress)),
});

const open = "account_id = ? and state in ('working', 'partially-filled')";

/** A venue that survives a crash of the process: one row per client order id. */
export class SqliteVenue implements PaperVenue {
  readonly #database: Database;
  readonly #accountId: string;

  constructor(database: Database, accountId: string) {
    this.#database = database;
    this.#accountId = accountId;
  }

  get(clientOrderId: string): PaperOrder | undefined {
    return this.#read('client_order_id = ? and account_id = ?', clientOrderId, this.#accountId)[0];
  }

  put({ clientOrderId, order, state, fills, progress }: PaperOrder): void {
    this.#database
      .prepare(
        `insert into paper_order (client_order_id, account_id, body, state, fills, progress) values (?, ?, ?, ?, ?, ?)
         on conflict (client_order_id) do update
         set state = excluded.state, fills = excluded.fills, progress = excluded.progress`,
      )
      .run(
        clientOrderId,
        this.#accountId,
        JSON.stringify(order),
        state,
        JSON.stringify(fills),
        JSON.stringify(progress),
      );
  }

  working(symbol?: string): PaperOrder[] {
    if (symbol === undefined) return this.#read(open, this.#accountId);
    return this.#read(`${open} and json_extract(body, '$.symbol') = ?`, this.#accountId, symbol);
  }

  waits(symbol: string): boolean {
    return this.working(symbol).length > 0;
  }

  inGroup(group: string): PaperOrder[] {
    return this.#read("account_id = ? and json_extract(body, '$.ocoGroup') = ?", this.#accountId, group);
  }

  #read(where: string, ...values: string[]): PaperOrder[] {
    return this.#database
      .prepare<string[], Stored>(`select * from paper_order where ${where} order by rowid`)
      .all(...values)
      .map(fromStored);
  }
}
