import { fold } from '../../config/suggest.ts';

const letters = ['a', 'b', 'c', 'd'] as const;
export type OptionLetter = (typeof letters)[number];

const ordinals: readonly RegExp[] = [
  /^(?:first|1st|premiere?|1ere?|1er)$/,
  /^(?:second|2nd|deuxieme|seconde?|2e|2eme)$/,
  /^(?:third|3rd|troisieme|3e|3eme)$/,
  /^(?:fourth|4th|last|quatrieme|derniere?|4e|4eme)$/,
];

const option =
  '([a-d]|[1-4]|first|1st|second|2nd|third|3rd|fourth|4th|last|premiere?|1ere?|1er|deuxieme|seconde?|2e|2eme|troisieme|3e|3eme|quatrieme|4e|4eme|derniere?)';
const lead =
  "(?:(?:i (?:think|say|guess|pick|choose|go (?:for|with)|would say)|i'd say|it(?:'s| is)|my answer is|the answer is|that would be|maybe|probably|answer|option|choice|number|letter|je (?:dis|pense|crois|choisis|prends|dirais)|c'est|ma reponse (?:est|:)|la reponse (?:est|:)|reponse|choix|numero|lettre|peut-etre|the|la|le|que c'est|it is|it's|option|reponse|answer|:) ?)*";
const bare = new RegExp(`^${lead}${option}(?: (?:one|answer|option|reponse|choice))?[ .!)]*$`);
const named = new RegExp(
  `(?<![a-z])(?:answer|option|choice|reponse|choix)(?: is| est| :|:)?(?: (?:the|la|le|letter|lettre|number|numero))? ${option}(?![a-z\\d%])`,
);

function letterOf(said: string): OptionLetter | undefined {
  const place = ordinals.findIndex(one => one.test(said));
  if (place >= 0) return letters[place];
  return letters.find(one => one === said) ?? letters[Number(said) - 1];
}

/** Whether a sentence speaks of an option or an answer by its letter, number or place. Folded text. */
export const namesOption = (folded: string): boolean => named.test(folded);

/** The option of a question with four that a sentence chooses by letter, number or place. */
export function readOption(text: string, { alone = false } = {}): OptionLetter | undefined {
  const said = fold(text).trim();
  const found = bare.exec(said)?.[1] ?? (alone ? undefined : named.exec(said)?.[1]);
  return found === undefined ? undefined : letterOf(found);
}
