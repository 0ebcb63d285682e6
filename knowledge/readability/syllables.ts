import type { Language } from '../../config/settings.ts';

/** French words in -ent whose ending is heard: all in -ment, and these endings; in verbs of the plural it is mute. */
const heardEnt = /(?:[mgcvdl]ent|[^s]tient|[cl]ient|quent|[aé]rent|présent)$/;

/** Groups of vowels, less a final silent e (not that of -le after a consonant, nor -ee); a word has at least one. */
function english(word: string): number {
  const groups = word.match(/[aeiouy]+/g)?.length ?? 0;
  const silent = /[^aeiouyl]e$|[aeiouy]le$/.test(word);
  return Math.max(1, groups - (silent ? 1 : 0));
}

/** Groups of vowels, where é closes its own, less a mute final -e, -es or verbal -ent; a word has at least one. */
function french(word: string): number {
  const groups = word.match(/[aeiouyàâäèêëîïôöùûüœæ]*é|[aeiouyàâäèêëîïôöùûüœæ]+/g)?.length ?? 0;
  const silent = /[^aeiouyàâäèêëîïôöùûüœæ]es?$/.test(word) || (/[^aeiouyé]ent$/.test(word) && !heardEnt.test(word));
  return Math.max(1, groups - (silent ? 1 : 0));
}

/** Syllables of one word by its written vowels: a count for readability, not for verse. A number counts as one. */
export function syllables(word: string, language: Language): number {
  const letters = word.toLowerCase();
  return language === 'fr' ? french(letters) : english(letters);
}
