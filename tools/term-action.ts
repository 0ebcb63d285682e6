import type { Translate } from '../config/text.ts';
import type { GlossaryEntry } from '../knowledge/glossary/entry.ts';
import type { CardAction } from './card.ts';

export const termLabel = (entry: GlossaryEntry, t: Translate): string => entry[t.language].term;

/** A button that asks what a term means. */
export const askFor = (term: string, t: Translate): CardAction => ({
  kind: 'ask',
  label: term,
  question: t.language === 'fr' ? `Que veut dire « ${term} » ?` : `What does "${term}" mean?`,
});

/** Where an entry of ours comes from, for the sources of a card. */
export const sourceOf = ({ id }: GlossaryEntry, t: Translate): string =>
  `${t({ en: 'Quaestor glossary', fr: 'Glossaire Quaestor' })}: ${id}`;
