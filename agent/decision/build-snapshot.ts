import { z } from 'zod';
import type { LedgerRow } from '../../data/ledger-row.ts';
import { foldPortfolio, type Position, portfolioKinds } from '../../data/portfolio.ts';
import type { DecisionMemory } from '../../knowledge/memory/decision-memory.ts';
import { fittingLessons } from '../../knowledge/memory/resolve-lessons.ts';
import { memoryText } from '../../knowledge/memory/trading-memory.ts';
import type { DecisionOutcome } from '../../models/decision/outcome.ts';
import type { InstrumentSnapshot, Snapshot } from '../../models/decision/snapshot.ts';
import { enforcedRules } from '../../models/risk/rule-words.ts';
import type { ToolContext } from '../../tools/tool-context.ts';
import { promptVersion } from '../prompt.ts';
import { type AccountParts, accountMemory } from './account-memory.ts';
import { instrumentSnapshot } from './instrument-snapshot.ts';
import { marketBreadth } from './market-breadth.ts';
import { modeOf } from './mode.ts';

const TaintedDraft = z.object({ tainted: z.literal(true), symbol: z.string(), thesis: z.string().optional() });

/** Outcomes of this prompt by language model and symbol, of the regime in which each instrument is now. */
function pastOf(outcomes: readonly DecisionOutcome[], instruments: readonly InstrumentSnapshot[]): Snapshot['past'] {
  const past: Snapshot['past'] = {};
  for (const { symbol, regime } of instruments) {
    for (const one of outcomes) {
      if (one.promptVersion !== promptVersion || one.regime !== regime) continue;
      const byModel = past[one.provider] ?? {};
      past[one.provider] = byModel;
      byModel[symbol] = [...(byModel[symbol] ?? []), { confidence: one.confidence, won: one.won }];
    }
  }
  return past;
}

/** The lessons that fit any of the instruments, once each. */
function lessonsFor(memory: DecisionMemory, instruments: readonly InstrumentSnapshot[]): string[] {
  const all = memory.lessons.all().map(({ body }) => body);
  const fitting = instruments.flatMap(({ symbol, regime }) => fittingLessons(all, symbol, regime ?? undefined));
  return [...new Set(fitting.map(({ text }) => text))];
}

/** True when the thesis of an open position was written in a turn that had read outside text. */
function hasTaintedPlan(rows: readonly LedgerRow[], positions: ReadonlyMap<string, Position>): boolean {
  const drafts = rows.flatMap(({ kind, body }) => (kind === 'draft' ? [TaintedDraft.safeParse(body).data] : []));
  const theses = new Set(drafts.flatMap(draft => (draft ? [`${draft.symbol} ${draft.thesis ?? ''}`] : [])));
  return [...positions.values()].some(({ symbol, thesis }) => theses.has(`${symbol} ${thesis ?? ''}`));
}

export type SnapshotParts = AccountParts & { memory: DecisionMemory };

/**
 * Everything that the next decision is made from, at one instant, as plain values.
 * @throws QuaestorError `data.unknown-symbol` for an instrument that nobody knows, `data.stale` when the account cannot be valued
 */
export async function buildSnapshot(
  { memory, ...account }: SnapshotParts,
  symbols: readonly string[],
  context: ToolContext,
): Promise<Snapshot> {
  const { ledger, market, settings, wall } = account;
  const { manager } = settings.cycle;
  const { positions } = foldPortfolio(ledger.rows(...portfolioKinds));
  const instruments: InstrumentSnapshot[] = [];
  for (const given of symbols) {
    const { symbol } = market.instrument(given);
    instruments.push(await instrumentSnapshot(context, symbol, positions.get(symbol)));
  }
  const lived = accountMemory(account);
  const call = memory.calls.count() + 1;
  return {
    id: `M-${call}`,
    at: market.now(symbols[0]),
    wallAt: wall.now(),
    account: settings.broker.accountId,
    mode: modeOf(ledger, settings),
    stance: 'PAPER',
    session: { minutes: lived.session.minutes, call },
    breadth: marketBreadth(market),
    instruments,
    memory: memoryText(lived).split('\n'),
    lessons: lessonsFor(memory, instruments),
    digest: [],
    tainted: hasTaintedPlan(ledger.rows(), positions),
    enforced: enforcedRules(settings),
    limits: {
      minimumRewardToRisk: manager.minimumRewardToRisk,
      stopAtr: manager.stopAtr,
      minimumTargetToCost: manager.minimumTargetToCost,
      riskPercent: manager.riskPercent,
    },
    past: pastOf(
      memory.outcomes.all().map(({ body }) => body),
      instruments,
    ),
  };
}
