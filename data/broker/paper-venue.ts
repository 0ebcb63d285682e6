import type { Database } from '../database.ts';
import { Fill, OrderRow } from '../ledger-row.ts';
import type { BrokerOrder } from './broker.ts';

/** An order at the simulated venue, with what it was sent as. */
export type PaperOrder = BrokerOrder & { order: OrderRow };

/** The venue's own memory, apart from our ledger, as a real venue's would be. */
export interface PaperVenue {
  get(clientOrderId: string): PaperOrder | undefined;
  put(order: PaperOrder): void;
  /** Working orders, oldest first. */
  working(): PaperOrder[];
}

/** A venue that forgets with the process: for backtests. */
export class MemoryVenue implements PaperVenue {
  readonly #orders = new Map<string, PaperOrder>();
  readonly #working = new Map<string, PaperOrder>();

  get(clientOrderId: string): PaperOrder | undefined {
    return this.#orders.get(clientOrderId);
  }

  put(order: PaperOrder): void {
    this.#orders.set(order.clientOrderId, order);
    if (order.state === 'working') this.#working.set(order.clientOrderId, order);
    else this.#working.delete(order.clientOrderId);
  }

  working(): PaperOrder[] {
    return [...this.#working.values()];
  }
}

type Stored = { client_order_id: string; body: string; state: BrokerOrder['state']; fills: string };

const fromStored = (row: Stored): PaperOrder => ({
  clientOrderId: row.client_order_id,
  state: row.state,
  fills: Fill.array().parse(JSON.parse(row.fills)),
  order: OrderRow.parse(JSON.parse(row.body)),
});

/** A venue that survives a crash of the process: one row per client order id. */
export class SqliteVenue implements PaperVenue {
  readonly #database: Database;
  readonly #accountId: string;

  constructor(database: Database, accountId: string) {
    this.#database = database;
    this.#accountId = accountId;
  }

  get(clientOrderId: string): PaperOrder | undefined {
    const row = this.#database
      .prepare<[string, string], Stored>('select * from paper_order where client_order_id = ? and account_id = ?')
      .get(clientOrderId, this.#accountId);
    return row && fromStored(row);
  }

  put(order: PaperOrder): void {
    this.#database
      .prepare(
        `insert into paper_order (client_order_id, account_id, body, state, fills) values (?, ?, ?, ?, ?)
         on conflict (client_order_id) do update set state = excluded.state, fills = excluded.fills`,
      )
      .run(order.clientOrderId, this.#accountId, JSON.stringify(order.order), order.state, JSON.stringify(order.fills));
  }

  working(): PaperOrder[] {
    return this.#database
      .prepare<[string], Stored>("select * from paper_order where account_id = ? and state = 'working' order by rowid")
      .all(this.#accountId)
      .map(fromStored);
  }
}
