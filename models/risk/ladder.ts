import type { Settings } from '../../config/settings.ts';

export type LadderStep = 'none' | 'warn' | 'no-new-risk' | 'flatten';

/** Equity below its peak as a share of it, not negative; NaN without both. */
export const drawdownOf = (equityUsd = Number.NaN, peakEquityUsd = Number.NaN): number =>
  peakEquityUsd > 0 ? Math.max(0, (peakEquityUsd - equityUsd) / peakEquityUsd) : Number.NaN;

/**
 * The step of the drawdown ladder on which an account stands: each begins exactly at its share. An unknown drawdown
 * takes no new risk, and closes nothing.
 */
export function ladderStep(
  equityUsd: number | undefined,
  peakEquityUsd: number | undefined,
  ladder: Settings['risk']['drawdownLadder'],
): LadderStep {
  if (ladder === null) return 'none';
  const drawdown = drawdownOf(equityUsd, peakEquityUsd);
  if (drawdown >= ladder.flatten) return 'flatten';
  if (!(drawdown < ladder.noNewRisk)) return 'no-new-risk';
  return drawdown >= ladder.warn ? 'warn' : 'none';
}
