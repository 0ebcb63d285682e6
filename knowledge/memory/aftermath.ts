import type { Fill, LedgerBody, LedgerRow, OrderRow, Trade } from '../../data/ledger-row.ts';

/** What followed from one decision, as the ledger tells it; what did not happen is absent. */
export type Aftermath = {
  proposalId?: string;
  /** The rule that refused the draft. */
  refusedBy?: string;
  decision?: LedgerBody<'approval'>['decision'];
  decidedBy?: string;
  fills: Fill[];
  trade?: Trade;
};

type Verdicts = { proposalId?: unknown; passed?: unknown; results?: readonly { rule: string; passed: boolean }[] };

/** The verdict that stands right behind the draft of a decision. */
function verdictOf(rows: readonly LedgerRow[], decisionId: string): Verdicts | undefined {
  const draft = rows.findIndex(
    ({ kind, body }) => kind === 'draft' && (body as { decisionId?: unknown }).decisionId === decisionId,
  );
  return draft === -1
    ? undefined
    : (rows.slice(draft).find(({ kind }) => kind === 'verdict')?.body as Verdicts | undefined);
}

/** The trade that the position of these fills ended in: the first of its instrument that was closed after them. */
function tradeAfter(rows: readonly LedgerRow[], fills: readonly Fill[]): Trade | undefined {
  const [first] = fills;
  if (!first) return undefined;
  return rows
    .flatMap(({ kind, body }) => (kind === 'trade' ? [body as Trade] : []))
    .find(
      ({ symbol, openedAt, closedAt }) =>
        symbol === first.symbol && (openedAt === first.filledAt || closedAt === first.filledAt),
    );
}

/** Follows a decision through the ledger: draft, verdict, proposal, approval, order, fills, trade. */
export function aftermathOf(rows: readonly LedgerRow[], decisionId: string): Aftermath {
  const verdict = verdictOf(rows, decisionId);
  const proposalId = typeof verdict?.proposalId === 'string' ? verdict.proposalId : undefined;
  const refusedBy = verdict?.passed === false ? verdict.results?.find(one => !one.passed)?.rule : undefined;
  const approval = rows.find(
    ({ kind, body }) => kind === 'approval' && (body as { proposalId?: unknown }).proposalId === proposalId,
  );
  const orderIds = new Set(
    rows.flatMap(({ kind, body }) =>
      kind === 'order' && (body as OrderRow).decisionId === decisionId ? [(body as OrderRow).clientOrderId] : [],
    ),
  );
  const fills = rows.flatMap(({ kind, body }) =>
    kind === 'fill' && orderIds.has((body as Fill).clientOrderId) ? [body as Fill] : [],
  );
  const trade = tradeAfter(rows, fills);
  return {
    ...(proposalId === undefined ? {} : { proposalId }),
    ...(refusedBy === undefined ? {} : { refusedBy }),
    ...(approval
      ? {
          decision: (approval.body as LedgerBody<'approval'>).decision,
          decidedBy: `${approval.actor.channel}:${approval.actor.id}`,
        }
      : {}),
    fills,
    ...(trade ? { trade } : {}),
  };
}
