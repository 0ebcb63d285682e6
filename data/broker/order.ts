import type { OrderRow } from '../ledger-row.ts';

declare const cleared: unique symbol;

/** An order that the gate let through. Nothing else reaches a broker: the brand can only be had from the mint below. */
export type ClearedOrder = Readonly<OrderRow> & { readonly [cleared]: true };

/** The mint. Only `models/risk/gate.ts` may import it; the architecture test enforces that. */
export const mintClearedOrder = (order: OrderRow): ClearedOrder => Object.freeze({ ...order }) as ClearedOrder;
