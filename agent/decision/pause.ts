import type { Ledger } from '../../data/ledger.ts';
import { Note } from '../../data/ledger-row.ts';
import { forbidden } from '../door.ts';
import { atLeast, type Person } from '../people.ts';

/** True while somebody lets the strategy and the portfolio manager rest. Stops, targets and plans go on. */
export const isPaused = (ledger: Pick<Ledger, 'rows'>): boolean =>
  ledger
    .rows('note')
    .flatMap(({ body }) => {
      const note = Note.parse(body);
      return note.event === 'cycle-paused' ? [note.paused] : [];
    })
    .at(-1) ?? false;

/** @throws QuaestorError `tool.forbidden` for anybody below a trader */
export function setPaused(ledger: Ledger, person: Person, paused: boolean): void {
  if (!atLeast(person.role, 'trader')) throw forbidden(paused ? '/pause' : '/resume', 'trader', person.role);
  if (isPaused(ledger) === paused) return;
  ledger.append('note', { event: 'cycle-paused', paused }, { channel: person.channel, id: person.id });
}
