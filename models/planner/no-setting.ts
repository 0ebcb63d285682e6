import type { Text } from '../../config/text.ts';
import type { KnownTool, Route } from './route.ts';
import { Sentence } from './sentence.ts';
import type { Settings } from './setting-rule.ts';

const takes = ({ slots }: KnownTool, name: string): boolean =>
  slots.some(slot => slot.name === name && ['setting', 'period'].includes(slot.slot));

/** Says that a clause sets something that its tool, one that looks at candles, does not take; undefined where all is taken. */
export function noSettingText({ known, read }: Route, tools: readonly KnownTool[]): Text | undefined {
  if (!known?.slotNames.has('timeframe')) return undefined;
  const { sentence } = read;
  for (const { value, start, end } of Sentence.all(sentence, 'setting')) {
    // Every tool keeps to long positions unless it is told otherwise.
    const settings = Object.entries(value as Settings).filter(([name, said]) => !(name === 'short' && said === 0));
    const name = settings.map(([one]) => one).find(one => !takes(known, one));
    if (name === undefined) continue;
    const said = sentence.raw.slice(start, end).trim();
    const others = tools
      .filter(tool => takes(tool, name))
      .map(({ tool }) => tool.name)
      .join(', ');
    return {
      en: `Nothing was run: ${known.tool.name} cannot take "${said}". These can: ${others}. Leave it out, or ask for one of them.`,
      fr: `Rien n'a été lancé : ${known.tool.name} ne peut pas prendre « ${said} ». Ceux-ci le peuvent : ${others}. Retirez-le, ou demandez l'un d'eux.`,
    };
  }
  return undefined;
}
