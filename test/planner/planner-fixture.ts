import { z } from 'zod';
import { InstrumentRegistry } from '../../data/instrument-registry.ts';
import { loadEntries } from '../../knowledge/glossary/load-entries.ts';
import { termKey } from '../../knowledge/glossary/term-key.ts';
import { shippedStrategies } from '../../models/backtest/strategies.ts';
import { languageOf } from '../../models/planner/language-of.ts';
import type { PlannerTool, PlannerWorld } from '../../models/planner/planner-world.ts';
import { shippedTools } from '../../tools/index.ts';

/** Terms that the planner's own tests speak of, in case the glossary lacks one. */
const fallbackTerms = [
  'implied volatility',
  'volatilite implicite',
  'drawdown',
  'slippage',
  'sharpe ratio',
  'ratio de sharpe',
  'leverage',
  'rsi',
  'volatility',
  'volatilite',
  'spread',
];

const terms = [
  ...new Set([
    ...fallbackTerms,
    ...loadEntries()
      .flatMap(entry => [entry.en, entry.fr].flatMap(({ term, aliases }) => [term, ...aliases]))
      .map(termKey),
  ]),
];

export const tools: readonly PlannerTool[] = shippedTools.map(tool => ({
  name: tool.name,
  examples: tool.examples,
  effect: tool.effect,
  input: z.toJSONSchema(tool.input, { io: 'input' }),
}));

const symbols = new Map([...new InstrumentRegistry().names()].map(([name, { symbol }]) => [name, symbol]));
const strategies = new Map(
  shippedStrategies.flatMap(({ name, nicknames }) => [name, ...nicknames].map(nickname => [nickname, name])),
);
const termsOf = (): readonly string[] => terms;

/** The world of the shipped product on the last day of its bundled history, for a sentence in its own language. */
export const worldFor = (text: string): PlannerWorld => ({
  language: languageOf(text) ?? 'en',
  defaultSymbol: 'SPX',
  today: '2020-04-17',
  symbols,
  strategies,
  terms: termsOf,
});
