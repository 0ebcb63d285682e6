import { QuaestorError } from '../../config/errors.ts';
import type { Settings } from '../../config/settings.ts';
import type { Ledger } from '../../data/ledger.ts';
import { Note } from '../../data/ledger-row.ts';
import { atLeast, type Person } from '../people.ts';

export type Mode = Settings['cycle']['manager']['mode'];
export const modes: readonly Mode[] = ['advise', 'propose', 'auto'];

/** How far the portfolio manager may go now: what an admin chose last, else what the settings say. */
export function modeOf(ledger: Pick<Ledger, 'rows'>, settings: Settings): Mode {
  const chosen = ledger.rows('note').flatMap(row => {
    const note = Note.parse(row.body);
    return note.event === 'mode-chosen' ? [note.mode] : [];
  });
  return chosen.at(-1) ?? settings.cycle.manager.mode;
}

/** @throws QuaestorError `tool.forbidden` for anybody but an admin, `user.bad-request` for a word that is no mode */
export function chooseMode(ledger: Ledger, person: Person, word: string): Mode {
  const mode = modes.find(one => one === word.trim().toLowerCase());
  if (!mode) {
    throw new QuaestorError('user.bad-request', {
      en: `There is no mode "${word}". Modes: advise (it only says), propose (a person decides), auto (it executes within the limits, on paper).`,
      fr: `Il n'y a pas de mode « ${word} ». Modes : advise (il ne fait que dire), propose (une personne décide), auto (il exécute dans les limites, en simulation).`,
    });
  }
  if (!atLeast(person.role, 'admin')) {
    throw new QuaestorError('tool.forbidden', {
      en: `Only an admin can choose the mode; you are a ${person.role}.`,
      fr: `Seul un administrateur peut choisir le mode ; vous êtes ${person.role}.`,
    });
  }
  ledger.append('note', { event: 'mode-chosen', mode }, { channel: person.channel, id: person.id });
  return mode;
}
