import { randomBytes } from 'node:crypto';
import type { ClearedOrder } from '../../data/broker/order.ts';
import type { Actor } from '../../data/ledger-row.ts';
import { foldPortfolio, type Position, portfolioKinds } from '../../data/portfolio.ts';
import { closingDraft, flattenReason } from '../../models/risk/flatten.ts';
import { ladderStep } from '../../models/risk/ladder.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';
import { equityOf } from '../../models/risk/trading-state.ts';
import { type DeskParts, orderIdOf } from './desk-parts.ts';
import { proposalHash } from './proposal.ts';
import { settle } from './settle.ts';

const actor: Actor = { channel: 'desk', id: 'drawdown-ladder' };

/** A view of the account that looks at one symbol. */
type Risk = (symbol: string) => RiskView;

/** Why the account has to be closed, where the ladder says so and something is held. */
function fallOf({ ledger }: DeskParts, risk: Risk): { reason: string; halted: boolean } | undefined {
  const { positions } = foldPortfolio(ledger.rows(...portfolioKinds));
  const [symbol] = positions.keys();
  if (symbol === undefined) return undefined;
  const view = risk(symbol);
  const { portfolio, peakEquityUsd, limits } = view;
  const { drawdownLadder: ladder } = limits;
  const equityUsd = equityOf(view);
  if (!ladder || equityUsd === undefined || peakEquityUsd === undefined) return undefined;
  if (ladderStep(equityUsd, peakEquityUsd, ladder) !== 'flatten') return undefined;
  return { reason: flattenReason(equityUsd, peakEquityUsd, ladder.flatten), halted: portfolio.halted };
}

/** Takes the orders back that would open something. */
async function cancelEntries({ broker, store, settings, log }: DeskParts): Promise<void> {
  for (const { id, version, verdict } of store.inState('executing')) {
    if (verdict.order?.reduceOnly) continue;
    const outcome = await broker.cancel(orderIdOf(settings, id, version));
    if (outcome.class === 'unresolved') log.warn('cancel unresolved', { proposalId: id, reason: outcome.reason });
  }
}

/** Brings the closing order of one position through the gate and writes it down; undefined without a price and where the gate refuses it. */
function close(parts: DeskParts, held: Position, view: RiskView): ClearedOrder | undefined {
  const { ledger, gate, store, settings, wall } = parts;
  const price = view.priceOf(held.symbol);
  if (price === undefined) return undefined;
  const id = store.nextId();
  const draft = closingDraft(held, {
    accountId: settings.broker.accountId,
    price,
    decisionId: `drawdown-ladder-${id}`,
  });
  const { verdict, cleared } = gate.clear(draft, orderIdOf(settings, id, 1), view);
  const content = { id, version: 1, draft, verdict };
  store.insert({
    ...content,
    nonce: randomBytes(6).toString('hex'),
    hash: proposalHash(content),
    state: cleared ? 'executing' : 'refused',
    expiresAt: wall.now(),
    proposedBy: actor,
    proposedBefore: [],
    approvals: [],
    outlook: {},
  });
  ledger.append('draft', draft, actor);
  ledger.append('verdict', { proposalId: id, ...verdict }, actor);
  if (cleared) ledger.append('order', { ...cleared }, actor);
  return cleared;
}

/** Closing orders for everything that is held and is not being closed yet. */
function closeAll(parts: DeskParts, risk: Risk): ClearedOrder[] {
  const { ledger, store } = parts;
  const { positions } = foldPortfolio(ledger.rows(...portfolioKinds));
  const closing = new Set(store.inState('executing').map(({ draft }) => draft.symbol));
  return [...positions.values()]
    .filter(({ symbol }) => !closing.has(symbol))
    .flatMap(held => close(parts, held, risk(held.symbol)) ?? []);
}

/**
 * The last step of the drawdown ladder: the kill switch falls with the numbers as its reason, orders that would open
 * something are taken back, and every position is closed by an order that only reduces, through the gate. A step that
 * fails is made again the next time; nothing is sent twice. @returns true when orders were sent
 */
export async function flatten(parts: DeskParts, risk: Risk): Promise<boolean> {
  const { database, ledger, broker, log } = parts;
  const fallen = database
    .transaction(() => {
      const fall = fallOf(parts, risk);
      if (fall && !fall.halted) ledger.append('kill-switch', { state: 'halted', reason: fall.reason }, actor);
      return fall !== undefined;
    })
    .immediate();
  if (!fallen) return false;
  await cancelEntries(parts);
  await settle(parts);
  const orders = database.transaction(() => closeAll(parts, risk)).immediate();
  for (const order of orders) {
    await broker
      .submit(order)
      .catch((error: unknown) => log.error('broker failed', { order: order.clientOrderId, error }));
  }
  return orders.length > 0;
}
