import type { Translate } from '../config/text.ts';
import { isImported, type WrittenEntry } from '../knowledge/retrieval/written-entry.ts';
import { sourceOf } from './term-action.ts';

/** Terms under which our own entries may be used. */
const ownLicence = 'MIT';

/** Where an entry comes from and under which terms, in one line. */
export function sourceLine(entry: WrittenEntry, t: Translate): string {
  if (!isImported(entry))
    return t({
      en: `${sourceOf(entry, t)}; licence: ${ownLicence}`,
      fr: `${sourceOf(entry, t)} ; licence : ${ownLicence}`,
    });
  const day = new Date(entry.retrievedAt).toISOString().slice(0, 10);
  return t({
    en: `${entry.source}; licence: ${entry.licence}; retrieved on ${day}`,
    fr: `${entry.source} ; licence : ${entry.licence} ; lu le ${day}`,
  });
}

/** The sources of an entry as a card lists them. */
export function sourcesOf(entry: WrittenEntry, t: Translate): string[] {
  const where = isImported(entry) ? entry.sourceUrl : entry.reference;
  return [isImported(entry) ? sourceLine(entry, t) : sourceOf(entry, t), ...(where ? [where] : [])];
}

/** What is said beside the words of somebody else. */
export const uncheckedLine = (t: Translate): string =>
  t({
    en: 'From an imported glossary: quoted, not checked by us.',
    fr: 'Tiré d’un glossaire importé : cité, non vérifié par nous.',
  });
