import { QuaestorError } from '../config/errors.ts';
import { fold } from '../config/suggest.ts';
import type { Timeframe } from '../data/candle.ts';
import type { StrategyRef } from '../models/backtest/load-strategy.ts';
import { agentNames, type RecordedDraft, recordedDecisions } from '../models/backtest/recorded-decisions.ts';
import { strategyNamed } from '../models/backtest/strategies.ts';
import type { Strategy } from '../models/backtest/strategy.ts';
import { Draft } from '../models/risk/draft.ts';
import type { ToolContext } from './tool-context.ts';

/** The drafts of the ledger, each at the market's instant when it was made. */
export const recordedDrafts = (ledger: ToolContext['ledger']): RecordedDraft[] =>
  ledger.rows('draft').flatMap(({ at, body }) => {
    const { decidedAt, ...rest } = body;
    const draft = Draft.safeParse(rest);
    return draft.success ? [{ at: typeof decidedAt === 'number' ? decidedAt : at, draft: draft.data }] : [];
  });

/**
 * A strategy by its name, and the same in plain values for a worker thread. "agent" is what was recorded in the ledger.
 * @throws QuaestorError `backtest.unknown-strategy`; `data.no-history` for the agent before its first decision
 */
export function labStrategy(
  name: string,
  symbol: string,
  timeframe: Timeframe,
  { strategies, settings, ledger }: Pick<ToolContext, 'strategies' | 'settings' | 'ledger'>,
): { strategy: Strategy; ref: StrategyRef } {
  const files = settings.strategies;
  if (!agentNames.includes(fold(name))) {
    const strategy = strategyNamed(name, strategies);
    return { strategy, ref: { name: strategy.name, files } };
  }
  const drafts = recordedDrafts(ledger).filter(({ draft }) => draft.symbol === symbol);
  if (drafts.length === 0) {
    throw new QuaestorError('data.no-history', {
      en: `No decision about ${symbol} has been recorded yet: there is nothing to play again.`,
      fr: `Aucune décision sur ${symbol} n'a encore été enregistrée : il n'y a rien à rejouer.`,
    });
  }
  const recording = { drafts, timeframe };
  return { strategy: recordedDecisions(recording), ref: { name: 'agent', files, recording } };
}
