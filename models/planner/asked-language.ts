import type { Language } from '../../config/settings.ts';
import { fold } from '../../config/suggest.ts';

const ours: Readonly<Record<string, Language>> = { english: 'en', anglais: 'en', french: 'fr', francais: 'fr' };
const others =
  'german|allemand|deutsch|spanish|espagnol|espanol|italian|italien|italiano|portuguese|portugais|dutch|neerlandais|chinese|chinois|japanese|japonais|arabic|arabe|russian|russe';

const opening =
  "(?:and|et|ok|okay|now|maintenant|please|but|mais|can you|could you|peux-tu|pouvez-vous|tu peux|the same|same|la meme chose|pareil|stp|svp|s'il te plait|s'il vous plait|sorry|pardon)";
const asking =
  '(?:say|tell|repeat|answer|reply|write|translate|give|explain|speak|talk|show|switch|do you speak|dis|redis|repete[rz]?|reponds|repondez|repondre|traduis|traduire|traduisez|traduction|translation|explique|ecris|parle[rz]?|passe|parles-tu|parlez-vous|change (?:the )?language|change (?:de |la )?langue)';
const object = '(?:it|that|this|me|moi|ca|cela|le|la|back|all|tout|again|encore)';
const sentence = new RegExp(
  `^(?:${opening} )*(?:${asking}(?:[ -]${object})* )?(?:(?:in|en|to|into|as|vers l'|a l'|du|de l') ?)?(${Object.keys(ours).join('|')}|${others})(?: (?:version|please|stp|svp|s'il te plait|s'il vous plait|now|again|maintenant))*$`,
);
const translation = new RegExp(
  `^(?:${opening} )*(?:translate|traduis|traduire|traduisez|traduction|translation)(?:[ -]${object})*(?: (?:please|stp|svp))*$`,
);

/**
 * The language in which a sentence wants the answer before once more ("in French?", "traduis"), `other` where it is none
 * of ours, undefined where it asks for something else. @param now the language that is spoken
 */
export function askedLanguage(text: string, now: Language): Language | 'other' | undefined {
  const said = fold(text)
    .replace(/[^a-z' -]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim();
  if (translation.test(said)) return now === 'fr' ? 'en' : 'fr';
  const name = sentence.exec(said)?.[1];
  return name === undefined ? undefined : (ours[name] ?? 'other');
}
