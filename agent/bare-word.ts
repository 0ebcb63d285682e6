import { fold } from '../config/suggest.ts';

const commandWords =
  /^(?:(?:stop|help|aide)|(?:approve|approuver|approuve|reject|rejeter|rejette)(?: p-\d+(?: v\d+)?)?)[\s.!]*$/;
/** Short sentences that stop trading, whatever the words around them: the brake must not need the right spelling. */
const brake =
  /^(?:please |s'il (?:te|vous) plait )?(?:stop|halt|freeze|arret(?:e|er|ez|ons)|stopp?e[rz]?|suspend(?:s|ez|re)?)(?:[ ,]+(?:now|it|trading|all|everything|immediately|please|tout|tous|les?|la|trading|trades|negociation|maintenant|immediatement|stp|svp|s'il (?:te|vous) plait))*[\s.!]*$/;
/** A decision named by its id, in whatever sentence. */
const aboutDecision = /\bdecisions?\b.*?\b(m-\d+)\b/;
const yes = /^(?:yes|yep|ok|okay|oui|d'accord|go|do it|vas-y|fais-le|confirm|confirme)[\s.!]*$/;

/** What people call their alerts, and how they take one back. */
const alertList =
  /^(?:show |list |see |what are |which are |montre |liste |affiche |quelles sont )?(?:me |moi )?(?:all )?(?:my|mes) (?:alerts?|alertes?)[\s.!?]*$|^which alerts do i have[\s?]*$|^quelles alertes ai-je[\s?]*$/;
const alertGone =
  /^(?:remove|delete|cancel|drop|supprime|retire|annule|efface) (?:my |the |mon |l')?(?:alert|alerte) (?:n(?:o|umber|umero)?\.? ?)?(\d+)[\s.!]*$/;
const whoAmI = /^(?:who am i|qui suis-je|what is my role|quel est mon role)[\s.!?]*$/;

/** The command that a bare word is: "stop" and "approve P-1" need no slash, since nothing else could be meant. */
export function commandOf(text: string): string | undefined {
  const folded = fold(text).trim();
  if (brake.test(folded)) return '/stop';
  if (alertList.test(folded)) return '/alerts';
  const [, gone] = alertGone.exec(folded) ?? [];
  if (gone !== undefined) return `/alerts remove ${gone}`;
  if (whoAmI.test(folded)) return '/role';
  const [, decision] = aboutDecision.exec(folded) ?? [];
  if (decision !== undefined) return `/decision ${decision.toUpperCase()}`;
  if (!commandWords.test(folded)) return undefined;
  return `/${folded
    .replace(/[\s.!]+$/, '')
    .replace(/^approuve(?!r)/, 'approuver')
    .replace(/^rejette/, 'rejeter')}`;
}

/** True for a plain yes: too little to trade on, and worth an answer that says what is enough. */
export const isYes = (text: string): boolean => yes.test(fold(text).trim());
