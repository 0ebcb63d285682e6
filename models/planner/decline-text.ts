import { languageOf } from './language-of.ts';
import type { PlannerTool, PlannerWorld } from './planner-world.ts';

const most = 10;

/** Says plainly that no language model is here, and what can be asked, with examples of the tools themselves. */
export function declineText(tools: readonly PlannerTool[], { language }: PlannerWorld): string {
  const examples = tools
    .flatMap(({ examples }) => examples.find(example => languageOf(example) === language) ?? examples[0] ?? [])
    .slice(0, most);
  const list = examples.map(example => (language === 'fr' ? `« ${example} »` : `"${example}"`)).join(', ');
  return language === 'fr'
    ? `Je suis le planificateur hors ligne de Quaestor, pas un modèle de langage : je ne comprends que des demandes simples et je n'invente rien. Essayez par exemple : ${list}.`
    : `I am Quaestor's offline planner, not a language model: I understand only plain requests and make nothing up. Try for example: ${list}.`;
}
