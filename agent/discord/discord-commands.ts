import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord.js';
import type { Text } from '../../config/text.ts';
import type { InstrumentRegistry } from '../../data/instrument-registry.ts';
import type { Tool } from '../../tools/tool.ts';
import type { AgentParts } from '../agent-parts.ts';
import { aboutTool } from '../channels/about-tool.ts';
import { commands } from '../commands.ts';
import { cutTo } from './discord-text.ts';

/** Discord's limits: commands of an application, characters of a description. */
export const mostCommands = 100;
const mostDescription = 100;

/** The options that a command may have, by what fills them. */
export const optionNames = {
  symbol: { en: 'symbol', fr: 'symbole' },
  term: { en: 'term', fr: 'terme' },
  text: { en: 'text', fr: 'texte' },
} as const satisfies Record<string, Text>;
export type OptionName = keyof typeof optionNames;

export const isOptionName = (name: string): name is OptionName => Object.hasOwn(optionNames, name);

/** A question in plain words, where the bot is not mentioned. */
const ask = {
  en: 'ask',
  fr: 'demander',
  about: { en: 'ask anything in your own words', fr: 'demander avec vos mots' },
} as const;

/** Commands of the agent whose answer tells of a person or of the account: in a server only who asks sees it. */
const ofOnePerson: ReadonlySet<string> = new Set(
  'memory link unlink role people forget_me alerts daily weekly monthly logs key keys'.split(' '),
);

/** True where the answer is shown to who asks alone. Proposals are not: their cards have to stay editable. */
export const isForOne = ({ tools }: Pick<AgentParts, 'tools'>, name: string): boolean =>
  ofOnePerson.has(name) || tools.some(({ command, account }) => account && command?.en === name);

const described = (text: Text) => ({
  description: cutTo(text.en, mostDescription),
  description_localizations: { fr: cutTo(text.fr, mostDescription) },
});

type Option = NonNullable<RESTPostAPIChatInputApplicationCommandsJSONBody['options']>[number];

const option = (name: OptionName, about: Text, required = false): Option => ({
  type: ApplicationCommandOptionType.String,
  name: optionNames[name].en,
  name_localizations: { fr: optionNames[name].fr },
  ...described(about),
  required,
  ...(name === 'text' ? {} : { autocomplete: true }),
});

const command = (
  name: { en: string; fr: string },
  about: Text,
  options: Option[],
): RESTPostAPIChatInputApplicationCommandsJSONBody => ({
  type: ApplicationCommandType.ChatInput,
  name: name.en,
  name_localizations: { fr: name.fr },
  ...described(about),
  options,
  contexts: [InteractionContextType.Guild, InteractionContextType.BotDM],
  integration_types: [ApplicationIntegrationType.GuildInstall],
});

/** A symbol and a term can be chosen; everything else that a tool takes is written, in order or by name. */
export function optionsOf({ input }: Pick<Tool, 'input'>): OptionName[] {
  const fields = Object.keys(input.shape);
  if (fields[0] === 'term') return ['term'];
  const others = fields.filter(field => field !== 'symbol');
  return [
    ...(others.length < fields.length ? (['symbol'] as const) : []),
    ...(others.length > 0 ? (['text'] as const) : []),
  ];
}

function toolOption(tool: Tool, name: OptionName): Option {
  if (name === 'term') return option(name, { en: 'a term, or words', fr: 'un terme, ou des mots' });
  if (name === 'symbol')
    return option(name, { en: 'symbol or name of an instrument', fr: "symbole ou nom d'un instrument" });
  const fields = Object.keys(tool.input.shape).filter(field => field !== 'symbol');
  return option(name, {
    en: `in order, or as name=value: ${fields.join(', ')}`,
    fr: `dans l'ordre, ou nom=valeur : ${fields.join(', ')}`,
  });
}

/** The slash commands of everything that the agent and its tools understand, in both languages. */
export function discordCommands({
  tools,
}: Pick<AgentParts, 'tools'>): RESTPostAPIChatInputApplicationCommandsJSONBody[] {
  const words = { en: 'what to say with it', fr: "ce qu'il faut dire avec" };
  return [
    command(ask, ask.about, [option('text', { en: 'your question', fr: 'votre question' }, true)]),
    ...commands.map(one => command(one, one.about, [option('text', words)])),
    ...tools.flatMap(tool =>
      tool.command
        ? [
            command(
              tool.command,
              aboutTool(tool),
              optionsOf(tool).map(name => toolOption(tool, name)),
            ),
          ]
        : [],
    ),
  ];
}

/** What a person would have written: "/price symbol=SPX", or the question of /ask. */
export function spokenCommand(
  name: string,
  given: Readonly<Partial<Record<OptionName, string>>>,
  registry: InstrumentRegistry,
): string {
  const { symbol, term, text } = given;
  if (name === ask.en) return text ?? '';
  // The words after a command are parted at spaces: a name of several words goes in as its symbol.
  const chosen = symbol && `symbol=${registry.find(symbol)?.symbol ?? symbol.replaceAll(/\s+/g, '')}`;
  return [`/${name}`, chosen, term, text].filter(Boolean).join(' ');
}
