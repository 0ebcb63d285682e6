import { languageOf } from './language-of.ts';
import { Sentence } from './sentence.ts';

type Spelling = readonly [written: RegExp, meant: string];

const word = (pattern: string): RegExp => new RegExp(`(?<![\\p{L}\\d'’&$/.-])(?:${pattern})(?![\\p{L}\\d'’&/])`, 'gu');

/** Words as telephones and chats write them. Small letters: in capitals they may be a symbol. */
const spellings: readonly Spelling[] = [
  [word('[Ww](?:hat|ut)s|[Ww]ut(?= (?:is|are|do|does))'), "what's"],
  [word('[Hh]ows'), 'how is'],
  [word('[Ww]heres'), 'where is'],
  [word('[Ii]ve'), "I've"],
  [word('[Ii]d(?= (?:like|love|rather))'), "I'd"],
  [word('[Ii]m'), "I'm"],
  [word('[Dd]ont'), "don't"],
  [word('u'), 'you'],
  [word('r(?= (?:u|you|we|they))'), 'are'],
  [word('ur'), 'your'],
  [word('[Pp]l[sz]'), 'please'],
  [word('gonna'), 'going to'],
  [word('[Ww]anna'), 'want to'],
  [word('[Gg]imme'), 'give me'],
  [word('[Ll]emme'), 'let me'],
  [word('diffs?(?= (?:between|entre|btw))'), 'difference'],
  [word('btw(?=.* and )'), 'between'],
  [word('rn'), 'right now'],
  [word('tmrw?|tomoz'), 'tomorrow'],
  [word('yday'), 'yesterday'],
  [word('[Kk]oi'), 'quoi'],
  [word('[Cc](?:mb|b|ombi1)'), 'combien'],
  [word('[Pp](?:k|q|koi|kwa|ourkoi)'), 'pourquoi'],
  [word('[Kk]an'), 'quand'],
  [word('ke'), 'que'],
  [word('auj(?:ourdhui|ourd hui)?|ajd'), "aujourd'hui"],
  [word('bcp'), 'beaucoup'],
  [word('(?<!il )[Yy] ?a(?= (?:des|du|une?|quoi|quelque))'), 'il y a'],
  [word('[Tt]utos?'), 'tutoriel'],
  [word('[Qq]uizz'), 'quiz'],
  [word('thunes?|fric|pognon|oseille'), 'argent'],
  [word('balles'), 'dollars'],
  [/(?<=(?<!\p{L})(?:(?:[lLdD]['’])|les |des |aux ))actus?(?!\p{L})/gu, 'actualités'],
];

const glued: Spelling = [
  /(?<![\p{L}\d'])([jJ])(?=(?:comprends?|sais|veux|voudrais|peux|connais|pige|capte)(?!\p{L}))/gu,
  '$1e ',
];
/** "c est", "l inflation", "qu est ce que": French without its apostrophes and hyphens. */
const elided: readonly Spelling[] = [
  [/(?<![\p{L}\d'’&-])([CLDJMNSTcldjmnst]|[Qq]u) (?=[aeiouyhAEIOUéèêàâ]\p{L})/gu, "$1'"],
  [/(?<![\p{L}-])([Ee]st|t'est|[Qq]u'est) ce (?=qu)/gu, '$1-ce '],
];

/**
 * A sentence with its abbreviations and missing apostrophes written out, so that one grammar reads them all. A reason
 * that a person gives stays word for word.
 */
export function spellOut(text: string): string {
  const sentence = Sentence.of(text);
  const reason = /(?<![a-z])(?:because|parce qu|car (?:je|le|la|il|elle)|wrong if|faux si)/.exec(sentence.text);
  const end = reason ? reason.index : sentence.text.length;
  const head = Sentence.rawOf(sentence, 0, end);
  const plain = [...spellings, glued].reduce((made, [written, meant]) => made.replace(written, meant), head);
  const whole =
    languageOf(plain) === 'en' ? plain : elided.reduce((made, [written, meant]) => made.replace(written, meant), plain);
  return `${whole}${Sentence.rawOf(sentence, end, sentence.text.length)}`;
}
