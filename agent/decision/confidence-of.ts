import type { Ledger } from '../../data/ledger.ts';
import { DecisionRow, decisionIdOf } from '../../models/decision/call-record.ts';
import type { Calibrated } from '../../models/decision/confidence.ts';

/** How sure the language model was of a decision, as the ledger wrote it down; undefined where no model decided. */
export function confidenceOf(ledger: Pick<Ledger, 'rows'>, decisionId: string): Calibrated | undefined {
  const rows = ledger.rows('decision').flatMap(({ body }) => DecisionRow.safeParse(body).data ?? []);
  for (const { decisionId: callId, decisions } of rows) {
    const found = decisions.find(({ symbol }) => decisionIdOf(callId, symbol) === decisionId);
    if (found) return found.confidence;
  }
  return undefined;
}
