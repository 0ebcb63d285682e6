import { languageOf } from './language-of.ts';
import type { PlannerTool, PlannerWorld } from './planner-world.ts';
import { markNames } from './read-symbol.ts';
import { Sentence } from './sentence.ts';
import { toolSlots } from './tool-slots.ts';

/** Examples of what was likely meant, and of all that are named. */
const [mostLikely, most] = [2, 5];
/** What people ask first. */
const usualFirst = ['get_price', 'show_chart', 'predict_volatility', 'explain_term', 'run_backtest'];

/** Says plainly that no language model is here, and what can be asked: what is `likely` meant first, by the tools' own examples. */
export function declineText(
  tools: readonly PlannerTool[],
  world: PlannerWorld,
  likely: readonly PlannerTool[] = [],
): string {
  const { language } = world;
  const usual = (example: string): boolean =>
    Sentence.all(markNames(Sentence.of(example), 'symbol', world.symbols), 'symbol').every(
      ({ value }) => value === world.defaultSymbol,
    );
  // Reading a file needs a file, and what changes the product is not tried for fun: neither works out of the box.
  const ready = (tool: PlannerTool): boolean =>
    tool.effect !== 'admin' && !toolSlots(tool).some(({ slot }) => slot === 'path');
  const first = usualFirst.flatMap(name => tools.find(tool => tool.name === name) ?? []);
  const meant = likely.filter(ready).slice(0, mostLikely);
  const examples = [...new Set([...meant, ...first.filter(ready), ...tools.filter(ready)])]
    .flatMap(({ examples: all }) => {
      const own = all.filter(example => languageOf(example) === language);
      return own.find(usual) ?? all.find(usual) ?? [];
    })
    .slice(0, most);
  const list = examples.map(example => (language === 'fr' ? `« ${example} »` : `"${example}"`)).join(', ');
  return language === 'fr'
    ? `C'est hors de ma portée, ou je ne l'ai pas compris. Je suis le planificateur hors ligne de Quaestor, pas un modèle de langage : je lis des demandes simples et je n'invente rien. Essayez par exemple : ${list}. /aide liste tout.`
    : `That is beyond me, or I did not understand it. I am Quaestor's offline planner, not a language model: I read plain requests and make nothing up. Try for example: ${list}. /help lists everything.`;
}
