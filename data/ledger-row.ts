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

/** How an order is to be filled. Prices in the instrument's currency. */
export const OrderTerms = z.strictObject({
  type: z.enum(['market', 'limit', 'stop', 'stop-limit', 'trailing-stop']),
  /** Of a limit and a stop-limit order: the worst price that is accepted. */
  limitPrice: positive.optional(),
  /** Of a stop and a stop-limit order: the price that wakes it. */
  triggerPrice: positive.optional(),
  /** Of a trailing stop: its distance from the best price since it was placed, as a share of that price. */
  trailShare: z.number().gt(0).lt(1).optional(),
  /** gtc: until filled or cancelled (the default) | day: until the first candle of the next day | ioc: the next candle only. */
  timeInForce: z.enum(['gtc', 'day', 'ioc']).optional(),
  /** Of several orders of one group the first fill cancels the others. */
  ocoGroup: z.string().optional(),
});
export type OrderTerms = z.infer<typeof OrderTerms>;

/** Which prices an order of a type has, and no others. */
const pricesOf: Readonly<Record<OrderTerms['type'], { limit: boolean; trigger: boolean; trail: boolean }>> = {
  market: { limit: false, trigger: false, trail: false },
  limit: { limit: true, trigger: false, trail: false },
  stop: { limit: false, trigger: true, trail: false },
  'stop-limit': { limit: true, trigger: true, trail: false },
  'trailing-stop': { limit: false, trigger: false, trail: true },
};

/** True when the prices of an order are those that its type needs, and no others. */
export function hasItsPrices({ type, limitPrice, triggerPrice, trailShare }: OrderTerms): boolean {
  const { limit, trigger, trail } = pricesOf[type];
  return (
    limit === (limitPrice !== undefined) &&
    trigger === (triggerPrice !== undefined) &&
    trail === (trailShare !== undefined)
  );
}
export const wrongPrices =
  'a limit order needs limitPrice, a stop triggerPrice, a stop-limit both, a trailing-stop trailShare, and no other';

export const OrderRow = z
  .strictObject({
    clientOrderId: z.string(),
    symbol: z.string(),
    side: Side,
    quantity: positive,
    referencePrice: positive,
    reduceOnly: z.boolean(),
    decisionId: z.string(),
    ...OrderTerms.shape,
    ...plan,
  })
  .refine(hasItsPrices, { path: ['type'], message: wrongPrices });
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
  reason: z.enum(['order', 'stop', 'target', 'liquidation', 'end-of-data']),
  /** True when the order of events inside the candle decided this fill, and cannot be known. */
  ambiguous: z.boolean().optional(),
  /** Price, after costs, of the exit that another order of events inside the same candle would have made. */
  otherPrice: positive.optional(),
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
  /** Profit under the worst and the best order of events, where the order inside a candle could not be known. */
  worstProfitUsd: money.optional(),
  bestProfitUsd: money.optional(),
  exitReason: Fill.shape.reason,
  thesis: z.string().optional(),
});
export type Trade = z.infer<typeof Trade>;

/** Money that a position pays or earns without a trade: positive is received. */
export const CashFlow = z.strictObject({
  symbol: z.string(),
  reason: z.enum(['funding', 'borrow-fee', 'dividend']),
  amountUsd: money,
  /** Market instant (UTC ms). */
  at: z.int(),
});
export type CashFlow = z.infer<typeof CashFlow>;

export const KillSwitch = z.strictObject({ state: z.enum(['active', 'halted']), reason: z.string() });
export type KillSwitch = z.infer<typeof KillSwitch>;

/** Who a row is about: a channel and the id there. */
const Account = z.strictObject({ channel: z.string(), id: z.string() });

export const Note = z.union([
  z.strictObject({ event: z.literal('account-opened'), cashUsd: positive }),
  z.strictObject({ event: z.literal('order-failed'), clientOrderId: z.string(), reason: z.string() }),
  z.strictObject({ event: z.literal('click-refused'), proposalId: z.string(), code: z.string() }),
  z.strictObject({ event: z.literal('role-refused'), tool: z.string() }),
  /** The first of two persons approved a version of a proposal. */
  z.strictObject({ event: z.literal('first-approval'), proposalId: z.string(), version: z.int(), hash: z.string() }),
  /** A version of a proposal was replaced by an edited one. */
  z.strictObject({ event: z.literal('proposal-edited'), proposalId: z.string(), version: z.int(), by: z.int() }),
  /** A person answered the question that is asked before their first approval. */
  z.strictObject({ event: z.literal('check-answered'), account: Account, right: z.boolean() }),
  /** An admin gave or took a role. */
  z.strictObject({ event: z.literal('role-given'), account: Account, role: z.string(), before: z.string() }),
  /** A person linked an account of another channel to themselves with a one-time code, or let it go. */
  z.strictObject({ event: z.literal('account-linked'), account: Account, primary: Account }),
  z.strictObject({ event: z.literal('account-unlinked'), account: Account }),
  /** A person had their conversations and preferences removed. */
  z.strictObject({ event: z.literal('person-forgotten'), account: Account }),
  /** Somebody let the strategy and the portfolio manager pause, or go on. */
  z.strictObject({ event: z.literal('cycle-paused'), paused: z.boolean() }),
  /** An admin chose how far the portfolio manager may go. */
  z.strictObject({ event: z.literal('mode-chosen'), mode: z.enum(['advise', 'propose', 'auto']) }),
  /** The invalidation of an open position became true, or could not be evaluated for too long. */
  z.strictObject({
    event: z.literal('plan-alert'),
    symbol: z.string(),
    openedAt: z.int(),
    state: z.enum(['invalidated', 'unknown']),
  }),
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
  'cash-flow': CashFlow,
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
