import { languageOf } from './language-of.ts';
import type { PlannerTool, PlannerWorld } from './planner-world.ts';
import { markNames } from './read-symbol.ts';
import { Sentence } from './sentence.ts';
import { toolSlots } from './tool-slots.ts';

const most = 10;

/** Says plainly that no language model is here, and what can be asked, with examples of the tools themselves. */
export function declineText(tools: readonly PlannerTool[], world: PlannerWorld): string {
  const { language } = world;
  const usual = (example: string): boolean =>
    Sentence.all(markNames(Sentence.of(example), 'symbol', world.symbols), 'symbol').every(
      ({ value }) => value === world.defaultSymbol,
    );
  // Reading a file needs a file: no example of it works out of the box.
  const ready = tools.filter(tool => !toolSlots(tool).some(({ slot }) => slot === 'path'));
  const examples = ready
    .flatMap(({ examples: all }) => {
      const own = all.filter(example => languageOf(example) === language);
      return own.find(usual) ?? all.find(usual) ?? [];
    })
    .slice(0, most);
  const list = examples.map(example => (language === 'fr' ? `« ${example} »` : `"${example}"`)).join(', ');
  return language === 'fr'
    ? `Je suis le planificateur hors ligne de Quaestor, pas un modèle de langage : je ne comprends que des demandes simples et je n'invente rien. Essayez par exemple : ${list}.`
    : `I am Quaestor's offline planner, not a language model: I understand only plain requests and make nothing up. Try for example: ${list}.`;
}
