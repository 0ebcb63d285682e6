import type { Actor } from '../../data/ledger-row.ts';
import { Note } from '../../data/ledger-row.ts';
import { foldPortfolio, portfolioKinds } from '../../data/portfolio.ts';
import type { DeskParts } from './desk-parts.ts';
import { isRejection } from './order-failure.ts';

const actor: Actor = { channel: 'desk', id: 'safe-mode' };

/** Orders that the broker rejected since it last filled one, or since an admin last resumed trading. */
function rejectedInARow({ ledger }: Pick<DeskParts, 'ledger'>): string[] {
  let rejected: string[] = [];
  for (const { kind, body } of ledger.rows('note', 'fill', 'kill-switch')) {
    if (kind !== 'note') {
      rejected = [];
      continue;
    }
    const note = Note.parse(body);
    if (note.event === 'order-failed' && isRejection(note.reason)) rejected.push(note.reason);
  }
  return rejected;
}

/**
 * Lets the kill switch fall once a broker has rejected so many orders in a row as the settings allow: something is wrong
 * that the next order would not mend. Inside the transaction that writes the last of them down.
 */
export function haltOnRejections(parts: DeskParts): void {
  const { ledger, settings } = parts;
  const rejected = rejectedInARow(parts);
  if (rejected.length < settings.risk.rejectionsToHalt) return;
  if (foldPortfolio(ledger.rows(...portfolioKinds)).halted) return;
  const reason = `${rejected.length} orders in a row failed, the last: ${rejected.at(-1)}`;
  ledger.append('kill-switch', { state: 'halted', reason }, actor);
}
