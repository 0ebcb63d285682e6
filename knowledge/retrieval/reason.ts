import { fold } from '../../config/suggest.ts';

const asking = /(?:^|[^a-z])(?:why|how come|what (?:causes|makes)|pourquoi|qu'est-ce qui (?:cause|fait))(?![a-z])/;

/** Words that lead to a reason or away from one, folded. */
const leading = {
  en: /(?<![a-z])(?:because|since|due to|so that|as (?:it|they|this|that|the)|comes? from|caused? by|explains? why|(?:that|this) is why|hence|therefore|for (?:the )?reason|otherwise|if|when|thus)(?![a-z])/,
  fr: /(?<![a-z])(?:parce qu[e']|car|puisqu[e']|vien(?:t|nent) d[eu']|en raison d[eu']|a cause d[eu']|du fait|c'est pourquoi|d'ou|donc|ainsi|sinon|faute d[e']|si|quand|lorsqu[e'])(?![a-z])/,
} as const;

/** Whether a question asks for a reason. @param folded lower case, without accents */
export const asksWhy = (folded: string): boolean => asking.test(folded);

/** Whether a sentence gives a reason or a condition, by the words that lead to one. */
export const givesReason = (sentence: string, lang: 'en' | 'fr'): boolean => leading[lang].test(fold(sentence));
