import { z } from 'zod';

const Side = z.enum(['buy', 'sell']);
const money = z.number();
const positive = z.number().positive();
const Json = z.looseObject({});

/** Words of the person or the strategy that stay with a position until its exit. */
const plan = {
  stop: positive.optional(),
  target: positive.optional(),
  thesis: z.string().optional(),
  invalidation: z.string().optional(),
};

export const OrderRow = z.strictObject({
  clientOrderId: z.string(),
  symbol: z.string(),
  side: Side,
  quantity: positive,
  type: z.literal('market'),
  referencePrice: positive,
  reduceOnly: z.boolean(),
  decisionId: z.string(),
  ...plan,
});
export type OrderRow = z.infer<typeof OrderRow>;

export const Fill = z.strictObject({
  clientOrderId: z.string(),
  symbol: z.string(),
  side: Side,
  quantity: positive,
  price: positive,
  commissionUsd: money,
  /** Market instant (UTC ms). */
  filledAt: z.int(),
  reason: z.enum(['order', 'stop', 'target', 'end-of-data']),
  /** True when stop and target lay inside one candle and the stop was taken first. */
  ambiguous: z.boolean().optional(),
});
export type Fill = z.infer<typeof Fill>;

export const Trade = z.strictObject({
  symbol: z.string(),
  direction: z.enum(['long', 'short']),
  quantity: positive,
  entryPrice: positive,
  exitPrice: positive,
  openedAt: z.int(),
  closedAt: z.int(),
  commissionUsd: money,
  /** After commissions of both sides. */
  profitUsd: money,
  exitReason: Fill.shape.reason,
  thesis: z.string().optional(),
});
export type Trade = z.infer<typeof Trade>;

export const KillSwitch = z.strictObject({ state: z.enum(['active', 'halted']), reason: z.string() });
export type KillSwitch = z.infer<typeof KillSwitch>;

export const Note = z.union([
  z.strictObject({ event: z.literal('account-opened'), cashUsd: positive }),
  z.strictObject({ event: z.literal('order-failed'), clientOrderId: z.string(), reason: z.string() }),
  z.strictObject({ event: z.literal('click-refused'), proposalId: z.string(), code: z.string() }),
  z.strictObject({ event: z.literal('role-refused'), tool: z.string() }),
]);

export const Approval = z.strictObject({
  proposalId: z.string(),
  version: z.int(),
  hash: z.string(),
  decision: z.enum(['approved', 'rejected', 'expired', 'superseded', 'withdrawn']),
  reason: z.string().optional(),
});

/** The body of each kind of row. Kinds that higher rooms own are kept as they are given. */
export const ledgerBodies = {
  draft: Json,
  verdict: Json,
  proposal: Json,
  approval: Approval,
  order: OrderRow,
  fill: Fill,
  trade: Trade,
  decision: Json,
  'kill-switch': KillSwitch,
  note: Note,
} as const;

export type LedgerKind = keyof typeof ledgerBodies;
export type LedgerBody<K extends LedgerKind> = z.infer<(typeof ledgerBodies)[K]>;

/** Who did it: a channel and the person's id there, or a part of the program. */
export type Actor = { readonly channel: string; readonly id: string };

export type LedgerRow<K extends LedgerKind = LedgerKind> = {
  readonly sequence: number;
  /** UTC ms. */
  readonly at: number;
  readonly accountId: string;
  readonly actor: Actor;
  readonly kind: K;
  readonly body: LedgerBody<K>;
};
