import { fold } from '../../config/suggest.ts';

const ordinals: readonly (readonly [number: number, words: string])[] = [
  [1, 'first|1st|very first|premiere?|1ere?|1er|tout premier|toute premiere'],
  [2, '2nd|second|2e|2eme|deuxieme|seconde'],
  [3, '3rd|third|3e|3eme|troisieme'],
  [4, '4th|fourth|4e|4eme|quatrieme'],
  [5, '5th|fifth|5e|5eme|cinquieme'],
  [6, '6th|sixth|6e|6eme|sixieme'],
  [7, '7th|seventh|7e|7eme|septieme'],
  [8, '8th|eighth|8e|8eme|huitieme'],
  [9, '9th|ninth|9e|9eme|neuvieme'],
  [10, '10th|tenth|10e|10eme|dixieme'],
];
const what = '(?:trades?|operations?|transactions?|deals?)';
const numbered = new RegExp(`(?<![a-z])${what} (?:number |no\\.? ?|numero |n° ?|# ?)?(\\d{1,4})(?![\\d.,%])`);
const named = ordinals.map(
  ([number, words]) =>
    [number, new RegExp(`(?<![a-z\\d])(?:${words})(?: (?:closed |ever )?${what}| one)?(?![a-z\\d])`)] as const,
);
const lastButOne =
  /(?<![a-z])(?:(?:the )?(?:one|trade|deal) before (?:the )?(?:last|that)(?: one)?|second (?:to|from the|from) last|last but one|next to last|penultimate|avant[ -]dernier|avant[ -]derniere)(?![a-z])/;

/** Which of a row is meant: its `number` from the oldest, 1 the first, or how far `back` from the newest, 1 the newest. */
export function readOrdinal(text: string): { number?: number; back?: number } {
  const said = fold(text);
  if (lastButOne.test(said)) return { back: 2 };
  const digits = numbered.exec(said)?.[1];
  if (digits !== undefined) return { number: Number(digits) };
  const found = named.find(([, pattern]) => pattern.test(said));
  return found ? { number: found[0] } : {};
}
