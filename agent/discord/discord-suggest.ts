import { fold } from '../../config/suggest.ts';
import type { ToolContext } from '../../tools/tool-context.ts';
import type { OptionName } from './discord-commands.ts';
import { cutTo } from './discord-text.ts';

/** Discord's limits: choices, and characters of each. */
const mostChoices = 25;
const mostCharacters = 100;

export type Choice = { name: string; value: string };

type Candidate = Choice & { names: readonly string[] };

/** Instruments, those with a history here first. */
function instruments({ registry, market, t }: ToolContext): Candidate[] {
  const held = new Set(market.symbols());
  const all = registry.list().map(({ symbol, name, nicknames }) => ({
    name: name[t.language] === symbol ? symbol : `${symbol} · ${name[t.language]}`,
    value: symbol,
    names: [symbol, name.en, name.fr, ...nicknames].map(fold),
  }));
  return [...all.filter(({ value }) => held.has(value)), ...all.filter(({ value }) => !held.has(value))];
}

const terms = ({ glossary, t }: ToolContext): Candidate[] =>
  glossary()
    .entries()
    .map(entry => {
      const { term, aliases } = entry[t.language];
      return { name: term, value: term, names: [term, ...aliases].map(fold) };
    });

/** The nearest way in which a name answers to what was typed: it is it, starts with it, has a word that does, holds it. */
function nearness({ names }: Candidate, typed: string): number {
  const of = (name: string): number => {
    if (name === typed) return 0;
    if (name.startsWith(typed)) return 1;
    return name.includes(` ${typed}`) ? 2 : 3;
  };
  return Math.min(...names.filter(name => name.includes(typed)).map(of));
}

/** What can be chosen for an option after some letters, in the person's language, the nearest first; at most 25. */
export function suggest(context: ToolContext, option: OptionName, typed: string): Choice[] {
  if (option === 'text') return [];
  const wanted = fold(typed.trim());
  return (option === 'symbol' ? instruments(context) : terms(context))
    .map(candidate => ({ candidate, rank: nearness(candidate, wanted) }))
    .filter(({ candidate, rank }) => Number.isFinite(rank) && candidate.value.length <= mostCharacters)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostChoices)
    .map(({ candidate: { name, value } }) => ({ name: cutTo(name, mostCharacters), value }));
}
