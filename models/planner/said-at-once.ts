import { adviceText, asksAdvice } from './advice.ts';
import { asksCause, asksDirection, causeText, directionText } from './direction.ts';
import { frequentAnswer } from './frequent-questions.ts';
import { greetingFor } from './greeting.ts';
import { plainWish } from './plain-wishes.ts';
import type { PlannerTool, PlannerWorld, Understanding } from './planner-world.ts';

/** The answer to what is no request: advice, direction, a greeting. */
function talked(text: string, world: PlannerWorld): string | undefined {
  if (asksDirection(text)) return directionText[world.language];
  if (asksCause(text)) return causeText[world.language];
  return frequentAnswer(text)?.[world.language] ?? greetingFor(text, world.language);
}

/** What is answered before any tool is weighed; undefined for a sentence that has to be routed. */
export function saidAtOnce(
  text: string,
  tools: readonly PlannerTool[],
  world: PlannerWorld,
): Understanding | undefined {
  if (asksAdvice(text)) return { kind: 'declines', text: adviceText(world) };
  const wish = plainWish(text, tools, world);
  if (wish) return wish;
  const talk = talked(text, world);
  return talk === undefined ? undefined : { kind: 'declines', text: talk };
}
