import { z } from 'zod';
import { parametersOf } from '../models/backtest/engine.ts';
import { isArrayRule } from '../models/backtest/signals.ts';
import { defineTool } from './tool.ts';

export const listStrategies = defineTool({
  name: 'list_strategies',
  description: 'The trading strategies that can be backtested, with their parameters and defaults.',
  examples: [
    'Which strategies can I backtest?',
    'list the strategies',
    'what strategies do you know?',
    'show me all trading strategies',
    'Quelles stratégies peux-tu tester ?',
    'liste des stratégies',
    'quelles stratégies connais-tu ?',
    'montre toutes les stratégies de trading',
  ],
  effect: 'read',
  input: z.object({}),
  output: z.strictObject({
    strategies: z.array(
      z.strictObject({
        name: z.string(),
        title: z.strictObject({ en: z.string(), fr: z.string() }),
        parameters: z.record(z.string(), z.number()),
        /** How many configurations a search tries. */
        searched: z.int(),
        array: z.boolean(),
      }),
    ),
  }),
  run: (_input, { strategies }) => ({
    strategies: strategies.map(one => ({
      name: one.name,
      title: { ...one.title },
      parameters: { ...parametersOf(one) },
      searched: Object.values(one.ranges ?? {}).reduce((product, values) => product * values.length, 1),
      array: isArrayRule(one),
    })),
  }),
  show: ({ strategies }, t) => ({
    title: t({ en: 'Strategies', fr: 'Stratégies' }),
    lead: t({
      en: `${strategies.length} strategies can be backtested, compared and judged. One of your own is a file named in the settings under strategies.`,
      fr: `${strategies.length} stratégies peuvent être testées, comparées et jugées. Une stratégie à vous est un fichier nommé dans les réglages sous strategies.`,
    }),
    table: {
      columns: [
        t({ en: 'Strategy', fr: 'Stratégie' }),
        t({ en: 'Name', fr: 'Nom' }),
        t({ en: 'Parameters by default', fr: 'Paramètres par défaut' }),
        t({ en: 'Pairs in a search', fr: 'Essais par recherche' }),
      ],
      rows: strategies.map(({ name, title, parameters, searched }) => [
        t(title),
        name,
        Object.entries(parameters)
          .map(([key, value]) => `${key} ${value}`)
          .join(', ') || '–',
        t.number(searched, 0),
      ]),
    },
  }),
  command: { en: 'strategies', fr: 'strategies' },
});
