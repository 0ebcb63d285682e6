import type { Text } from '../../config/text.ts';
import { cutReason } from './read-reason.ts';
import { Sentence } from './sentence.ts';

const b = '(?<![a-z])';
const e = '(?![a-z])';

/** Words that act, in any form: negating one of them forbids an order. */
const englishVerb =
  '(?:buy|buying|bought|purchas(?:e|ing|ed)|sell|selling|sold|clos(?:e|ing|ed)|trad(?:e|es|ing|ed)|short|shorting|shorted|invest|investing|invested|go|going|put|putting|plac(?:e|ing|ed)|open|opening|opened|exit|exiting|liquidat(?:e|ing|ed)|orders?|acquir(?:e|ing|ed)|add|adding|added|dump|dumping|get|getting|propos(?:e|ing|ed)|execut(?:e|ing|ed)|enter|take|taking|risk|risking|bet|betting|spend|reduce|trim|flatten|unload|grab|long|allocate|unwind)';
const frenchVerb =
  '(?:ach[ae]t[a-z]*|vend[a-z]*|vente[a-z]*|ferm[a-z]+|clotur[a-z]+|sold(?:e|es|er|ez|ons)|liquid(?:e|es|er|ez|ons)|invest[a-z]*|prend[a-z]*|prenez|prenons|prises?|mets|mett[a-z]+|place|places|placer|placez|ouvr[a-z]+|pass(?:e|es|er|ez|ons)|trad(?:e|es|er|ez)|short[a-z]*|sors|sort|sort(?:ir|ez|ons)|ajout[a-z]+|renforc[a-z]+|allou[a-z]+|alleg[a-z]+|redui[a-z]+|mis(?:e|es|er|ez)|pari(?:e|es|er|ez)|execut[a-z]+|propos[a-z]+|fais|fait|faire|faites|risqu[a-z]+|debarrass[a-z]+|ordres?|engag[a-z]+)';

const englishNot =
  "(?:not|[a-z]+n't|dont|doesnt|wont|cant|cannot|shouldnt|wouldnt|mustnt|never|no|no longer|neither|nor|without|avoid|refuse to|refrain from|stop|against|hate to|rather than)";
/** What may stand between commas and still belong to the negation: "don't, under any circumstances, buy". */
const aside =
  "(?:, ?(?:ever|please|really|at all|just|even|[a-z]+ever(?: [a-z]+){1,3}|under [a-z]+ circumstances|for [a-z]+ sake|no matter what|absolutely|surtout|jamais|absolument|je t'en prie|quoi qu'il arrive|en aucun cas|sous aucun pretexte|s'il (?:te|vous) plait|stp|svp),?)*";
const between = "(?: (?!but |then |just )[a-z'-]+){0,5}?";

const rules = [
  new RegExp(`${b}${englishNot}${aside}${between} ${englishVerb}${e}`),
  // "buy 5 SPX? No, don't."
  new RegExp(
    `${b}(?:do not|don't|dont)(?: (?:do|dare|even)(?: (?:it|that|this|so))?)?(?: (?:it|that|please|now|yet))*(?=[ ]?(?:[.!,;?]|$))`,
  ),
  new RegExp(`${b}(?:ne |n')(?:[a-z'-]+ ){0,5}?(?:[mtlys]')?${frenchVerb}${e}`),
  new RegExp(`${b}(?:ne|n'[a-z]+),? [a-z, ]{0,40}?${frenchVerb}${e}`),
  // Spoken French leaves "ne" out: "achète pas", "vends surtout rien".
  new RegExp(`${b}${frenchVerb}(?:-[a-z]+)*(?: [a-z'-]+){0,2}? (?:pas|rien|jamais|aucune?)${e}`),
  new RegExp(
    `${b}(?:pas|aucune?|sans|rien|jamais|evite[rz]?|arrete[rz]?|cesse[rz]?|refuse[rz]?|interdi[a-z]+|hors de question|surtout pas)(?: (?:a|de|d|me|te|les?|la|mes|tes|question))*(?: d')?(?: ?${frenchVerb})${e}`,
  ),
];

/** True where a sentence says not to buy, sell, close or order; the reason that it gives is not looked at. */
export function negatesOrder(text: string): boolean {
  const said = cutReason(Sentence.of(text)).sentence.text;
  return rules.some(rule => rule.test(said));
}

export const nothingDoneText: Text = {
  en: 'Understood: nothing was done. No order was proposed, and your positions are as they were.',
  fr: "C'est compris : rien n'a été fait. Aucun ordre n'a été proposé et vos positions restent telles quelles.",
};
