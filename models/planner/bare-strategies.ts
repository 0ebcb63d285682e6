import { speaksOfStrategy } from './lab-words.ts';
import type { PlannerWorld } from './planner-world.ts';
import { namesIndicator } from './read-averages.ts';
import { Sentence } from './sentence.ts';

const compares = /(?<![a-z])(?:compare[rz]?|versus|vs|better|mieux|meilleure?)(?![a-z])/;
const draws = /(?<![a-z])(?:chart|plot|draw|graph\w*|trace[rz]?|dessine[rz]?|courbe)(?![a-z])/;

/** Strategies that are named after an indicator, by its word: bollinger, donchian, rsi, sma. */
function namedAfterIndicator({ strategies }: PlannerWorld): Map<string, string> {
  const names = [...new Set(strategies.values())];
  return new Map(
    names.map(name => [name.split('_')[0] ?? name, name] as const).filter(([word]) => namesIndicator(word)),
  );
}

/**
 * Marks "bollinger" as its strategy where one is tried or set; elsewhere the bare word is the indicator's. A sentence
 * that names a strategy in full keeps it.
 */
export function markBareStrategies(sentence: Sentence, world: PlannerWorld): Sentence {
  const beside = Sentence.all(sentence, 'strategy').length > 0 && !compares.test(sentence.text);
  if (beside || draws.test(sentence.text) || !namesIndicator(sentence.text)) return sentence;
  if (!speaksOfStrategy(sentence) && Sentence.all(sentence, 'setting').length === 0) return sentence;
  const named = namedAfterIndicator(world);
  const pattern = new RegExp(
    `(?<![a-z])(?:the |les? |la |l'|an? |une? )?(?:bandes? de |cana(?:l|ux) de )?(${[...named.keys()].join('|')})(?: (?:bands?|channels?))?(?![a-z])`,
    'g',
  );
  return Sentence.mark(sentence, 'strategy', pattern, ([, word = '']) => named.get(word));
}
