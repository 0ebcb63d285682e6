import type { Text } from '../../config/text.ts';
import { spokenLanguage } from '../../models/planner/spoken-language.ts';
import type { Tool } from '../../tools/tool.ts';

/** What a tool answers, as people ask for it: its first example in each language. */
export function aboutTool({ name, examples }: Pick<Tool, 'name' | 'examples'>): Text {
  const french = examples.find(example => spokenLanguage(example) === 'fr');
  const english = examples.find(example => spokenLanguage(example) === 'en') ?? examples[0] ?? name;
  return { en: english, fr: french ?? english };
}
