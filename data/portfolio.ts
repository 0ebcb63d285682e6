import { roundMoney } from '../config/decimal.ts';
import type { CashFlow, Fill, LedgerKind, LedgerRow, OrderRow, Trade } from './ledger-row.ts';
import { KillSwitch, Note } from './ledger-row.ts';

/** What is held of one instrument. `quantity` is negative for a short. */
export type Position = {
  readonly symbol: string;
  readonly quantity: number;
  readonly averagePrice: number;
  readonly openedAt: number;
  /** Market instant of the last fill: candles before it have nothing to say to the stop and target. */
  readonly changedAt: number;
  /** Commissions of the fills that built what is still open. */
  readonly commissionUsd: number;
  readonly stop: number | undefined;
  readonly target: number | undefined;
  readonly thesis: string | undefined;
  readonly invalidation: string | undefined;
  /** Prices, after costs, of exits that a candle may have made and that were not taken. */
  readonly otherPrices: readonly number[];
};

/** The newest closed trade and those before it. */
export type TradeChain = { readonly trade: Trade; readonly earlier: TradeChain | undefined; readonly count: number };

/** Closed trades, oldest first. */
export function tradesOf({ trades }: Pick<Portfolio, 'trades'>): Trade[] {
  const list: Trade[] = new Array(trades?.count ?? 0);
  for (let link = trades; link; link = link.earlier) list[link.count - 1] = link.trade;
  return list;
}

/** Everything that follows from the ledger of an account, without a price. */
export type Portfolio = {
  readonly initialCashUsd: number;
  readonly cashUsd: number;
  readonly positions: ReadonlyMap<string, Position>;
  readonly realisedUsd: number;
  readonly commissionUsd: number;
  /** Closed trades, the newest first, as a chain: adding one copies nothing. */
  readonly trades: TradeChain | undefined;
  readonly halted: boolean;
};

export const emptyPortfolio = (cashUsd = 0): Portfolio => ({
  initialCashUsd: cashUsd,
  cashUsd,
  positions: new Map(),
  realisedUsd: 0,
  commissionUsd: 0,
  trades: undefined,
  halted: false,
});

export type Plan = Pick<OrderRow, 'stop' | 'target' | 'thesis' | 'invalidation'>;

const signed = (fill: Fill): number => (fill.side === 'buy' ? fill.quantity : -fill.quantity);
const quantityScale = 1e8;
/** Quantities are kept to eight decimals. */
export const roundQuantity = (value: number): number => Math.round(value * quantityScale) / quantityScale || 0;

function closeTrade(position: Position, fill: Fill, closing: number): Trade {
  const share = closing / Math.abs(position.quantity);
  const direction = position.quantity > 0 ? 'long' : 'short';
  const grossAt = (price: number) => (price - position.averagePrice) * closing * Math.sign(position.quantity);
  const commissionUsd = roundMoney(position.commissionUsd * share + fill.commissionUsd * (closing / fill.quantity));
  const others = fill.otherPrice === undefined ? position.otherPrices : [...position.otherPrices, fill.otherPrice];
  const profits = [fill.price, ...others].map(price => roundMoney(grossAt(price) - commissionUsd));
  const range = others.length > 0 ? { worstProfitUsd: Math.min(...profits), bestProfitUsd: Math.max(...profits) } : {};
  return {
    symbol: fill.symbol,
    direction,
    quantity: closing,
    entryPrice: position.averagePrice,
    exitPrice: fill.price,
    openedAt: position.openedAt,
    closedAt: fill.filledAt,
    commissionUsd,
    profitUsd: roundMoney(grossAt(fill.price) - commissionUsd),
    ...range,
    exitReason: fill.reason,
    ...(position.thesis === undefined ? {} : { thesis: position.thesis }),
  };
}

function openPosition(before: Position | undefined, fill: Fill, quantity: number, plan: Plan | undefined): Position {
  const commission = fill.commissionUsd * (Math.abs(quantity) / fill.quantity);
  if (!before) {
    return {
      symbol: fill.symbol,
      quantity,
      averagePrice: fill.price,
      openedAt: fill.filledAt,
      changedAt: fill.filledAt,
      commissionUsd: roundMoney(commission),
      stop: plan?.stop,
      target: plan?.target,
      thesis: plan?.thesis,
      invalidation: plan?.invalidation,
      otherPrices: fill.otherPrice === undefined ? [] : [fill.otherPrice],
    };
  }
  const total = roundQuantity(before.quantity + quantity);
  return {
    ...before,
    changedAt: fill.filledAt,
    quantity: total,
    averagePrice: (before.averagePrice * before.quantity + fill.price * quantity) / total,
    commissionUsd: roundMoney(before.commissionUsd + commission),
    stop: plan?.stop ?? before.stop,
    target: plan?.target ?? before.target,
    thesis: plan?.thesis ?? before.thesis,
    invalidation: plan?.invalidation ?? before.invalidation,
  };
}

/** The position after `closing` units of it were closed; undefined when nothing is left. */
function reducePosition(before: Position, closing: number, changedAt: number): Position | undefined {
  const left = roundQuantity(Math.abs(before.quantity) - closing);
  if (left === 0) return undefined;
  const share = left / Math.abs(before.quantity);
  return {
    ...before,
    changedAt,
    quantity: left * Math.sign(before.quantity),
    commissionUsd: roundMoney(before.commissionUsd * share),
  };
}

const withTrade = (earlier: TradeChain | undefined, trade: Trade | undefined): TradeChain | undefined =>
  trade ? { trade, earlier, count: (earlier?.count ?? 0) + 1 } : earlier;

/**
 * The portfolio after one fill, and the round trip that it closed, if any. A fill beyond the open quantity closes it
 * and opens the rest on the other side. Average cost; commissions are shared by quantity.
 */
export function applyFill(portfolio: Portfolio, fill: Fill, plan?: Plan): { portfolio: Portfolio; trade?: Trade } {
  const positions = new Map(portfolio.positions);
  const before = positions.get(fill.symbol);
  const change = signed(fill);
  const opposite = before !== undefined && Math.sign(before.quantity) !== Math.sign(change);
  const closing = opposite ? Math.min(Math.abs(before.quantity), fill.quantity) : 0;
  const trade = before && closing > 0 ? closeTrade(before, fill, closing) : undefined;
  const kept = before && closing > 0 ? reducePosition(before, closing, fill.filledAt) : before;
  const opening = roundQuantity(change - Math.sign(change) * closing);
  const after = opening === 0 ? kept : openPosition(kept, fill, opening, plan);
  if (after) positions.set(fill.symbol, after);
  else positions.delete(fill.symbol);
  const next: Portfolio = {
    ...portfolio,
    positions,
    cashUsd: roundMoney(portfolio.cashUsd - change * fill.price - fill.commissionUsd),
    commissionUsd: roundMoney(portfolio.commissionUsd + fill.commissionUsd),
    realisedUsd: roundMoney(portfolio.realisedUsd + (trade?.profitUsd ?? 0)),
    trades: withTrade(portfolio.trades, trade),
  };
  return trade ? { portfolio: next, trade } : { portfolio: next };
}

type Folding = { portfolio: Portfolio; plans: Map<string, OrderRow> };

function foldRow(state: Folding, row: LedgerRow): Folding {
  if (row.kind === 'order') {
    const order = row.body as OrderRow;
    state.plans.set(order.clientOrderId, order);
    return state;
  }
  if (row.kind === 'fill') {
    const fill = row.body as Fill;
    return { ...state, portfolio: applyFill(state.portfolio, fill, state.plans.get(fill.clientOrderId)).portfolio };
  }
  if (row.kind === 'cash-flow') {
    return { ...state, portfolio: applyCashFlow(state.portfolio, row.body as CashFlow) };
  }
  if (row.kind === 'kill-switch') {
    return { ...state, portfolio: { ...state.portfolio, halted: KillSwitch.parse(row.body).state === 'halted' } };
  }
  if (row.kind !== 'note') return state;
  const note = Note.parse(row.body);
  if (note.event !== 'account-opened') return state;
  return { ...state, portfolio: { ...state.portfolio, initialCashUsd: note.cashUsd, cashUsd: note.cashUsd } };
}

/** The portfolio after a cash flow. */
export const applyCashFlow = (portfolio: Portfolio, { amountUsd }: CashFlow): Portfolio => ({
  ...portfolio,
  cashUsd: roundMoney(portfolio.cashUsd + amountUsd),
  realisedUsd: roundMoney(portfolio.realisedUsd + amountUsd),
});

/** The kinds of row that a portfolio follows from. */
export const portfolioKinds = [
  'note',
  'order',
  'fill',
  'cash-flow',
  'kill-switch',
] as const satisfies readonly LedgerKind[];

/** Folds ledger rows, oldest first, into the portfolio: the same rows always give the same portfolio. */
export function foldPortfolio(rows: readonly LedgerRow[]): Portfolio {
  const start: Folding = { portfolio: emptyPortfolio(), plans: new Map() };
  return rows.reduce(foldRow, start).portfolio;
}

/** Market value of all positions in USD; undefined when one of them has no price. */
export function marketValue(portfolio: Portfolio, priceOf: (symbol: string) => number | undefined): number | undefined {
  let value = 0;
  for (const position of portfolio.positions.values()) {
    const price = priceOf(position.symbol);
    if (price === undefined || !Number.isFinite(price)) return undefined;
    value += position.quantity * price;
  }
  return roundMoney(value);
}
