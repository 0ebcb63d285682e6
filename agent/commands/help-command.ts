import { messages } from '../../config/messages.ts';
import type { CardInput } from '../../tools/card.ts';
import type { Tool } from '../../tools/tool.ts';
import { mayUse } from '../people.ts';
import type { Call, Command } from './command.ts';

/** Rough enough for a list of examples: accents or words that English does not have. */
const isFrench = (text: string): boolean => /[àâçéèêëîïôûùœ’«]|\b(le|la|les|du|sur|mon|mes|moi|un|une)\b/i.test(text);

/** What a person may ask and type: an example of each tool, and each of the commands. */
export const helpCard = (commands: readonly Command[], { agent, person, t }: Call): CardInput => {
  const tools = agent.parts.tools.filter(tool => mayUse(person, tool));
  const example = (tool: Tool) =>
    tool.examples.find(one => isFrench(one) === (t.language === 'fr')) ?? tool.examples[0] ?? tool.name;
  return {
    title: t({ en: 'What you can ask', fr: 'Ce que vous pouvez demander' }),
    lead: t({
      en: 'Ask in your own words, in English or French. Every figure is computed here; a trade is only ever proposed, and a person decides.',
      fr: 'Demandez avec vos mots, en français ou en anglais. Chaque chiffre est calculé ici ; un trade est seulement proposé, une personne décide.',
    }),
    table: {
      columns: [t({ en: 'For example', fr: 'Par exemple' }), t({ en: 'Command', fr: 'Commande' })],
      rows: [
        ...tools.map(tool => [example(tool), tool.command ? `/${tool.command[t.language]}` : '']),
        ...commands.map(command => [t(command.about), `/${command[t.language]}`]),
      ],
    },
    footnote: `${t(messages.software)} ${t(messages.notAdvice)}`,
  };
};
