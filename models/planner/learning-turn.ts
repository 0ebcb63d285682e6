import { fold } from '../../config/suggest.ts';
import { type Draft, finished } from './plan-call.ts';
import type { PlannedCall, PlannerWorld } from './planner-world.ts';
import { readOption } from './read-option.ts';
import type { KnownTool, Router } from './route.ts';

const onwards =
  /^(?:(?:ok|okay|yes|oui|and|et|alors|please|la|le|the|one|une?) )*(?:next(?: (?:step|one|question|please))?|continue|go on|go ahead|keep going|more|another(?: one| question)?|again|suite|la suite|suivante?|question suivante|etape suivante|continue[rz]?|continuons|encore(?: une)?|une autre(?: question)?|vas-y|on continue)(?: (?:please|stp|svp))?[ .!?]*$/;

const slotNamed = ({ slots }: KnownTool, kind: string): string | undefined =>
  slots.find(({ slot }) => slot === kind)?.name;

/** The answer to the question of a quiz, or the next step of a lesson, said in a word after the last call. */
export function learningTurn(text: string, last: PlannedCall, router: Router, world: PlannerWorld): Draft | undefined {
  const known = router.tools.find(({ tool }) => tool.name === last.name);
  if (!known) return undefined;
  const [option, step] = [slotNamed(known, 'option'), slotNamed(known, 'step')];
  if (option === undefined && step === undefined) return undefined;
  const chosen = readOption(text, { alone: true });
  const quiz = router.tools.find(one => slotNamed(one, 'option') !== undefined);
  const answer = quiz && slotNamed(quiz, 'option');
  if (chosen !== undefined && quiz && answer) return finished(quiz, { [answer]: chosen }, undefined, world);
  if (!onwards.test(fold(text).trim())) return undefined;
  if (step === undefined) return finished(known, { ...last.args, [option ?? '']: undefined }, undefined, world);
  return finished(known, { ...last.args, [step]: Number(last.args[step] ?? 1) + 1 }, undefined, world);
}
