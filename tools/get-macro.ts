import { z } from 'zod';
import { errorText } from '../config/messages.ts';
import { newestMacro } from '../data/macro/align-macro.ts';
import { type MacroName, macroNames } from '../data/macro/macro-series.ts';
import { defineTool } from './tool.ts';

const names: Readonly<Record<MacroName, { en: string; fr: string; unit: string }>> = {
  VIX: {
    en: 'VIX (expected volatility of US shares)',
    fr: 'VIX (volatilité attendue des actions américaines)',
    unit: '',
  },
  TNX: { en: 'US ten-year yield', fr: 'Taux américain à dix ans', unit: ' %' },
  DXY: { en: 'Dollar index', fr: 'Indice du dollar', unit: '' },
};

const Value = z.strictObject({
  name: z.enum(macroNames),
  value: z.number(),
  /** The day that it describes. */
  day: z.string(),
  /** Value five and twenty-one values before. */
  weekAgo: z.number().nullable(),
  monthAgo: z.number().nullable(),
  stale: z.boolean(),
});

export const getMacro = defineTool({
  name: 'get_macro',
  description:
    'The macro series: VIX, US ten-year Treasury yield and dollar index, with their change over a week and a month.',
  examples: [
    'How are the macro indicators?',
    'macro overview: VIX, rates and dollar',
    'show me the macro data',
    'macro indicators please',
    'Where are interest rates now?',
    'how high are the rates these days?',
    'How strong is the dollar?',
    'Comment vont les indicateurs macro ?',
    'vue macro : VIX, taux et dollar',
    'montre-moi les données macro',
    'indicateurs macro',
    "Où en sont les taux d'intérêt ?",
    'Les taux sont à combien en ce moment ?',
    'Comment se porte le dollar ?',
    'comment va le dollar ?',
  ],
  effect: 'read',
  input: z.object({}),
  output: z.strictObject({
    values: z.array(Value),
    /** Series that could not be read, and why. */
    faults: z.array(
      z.strictObject({ name: z.enum(macroNames), why: z.strictObject({ en: z.string(), fr: z.string() }) }),
    ),
    source: z.string(),
  }),
  async run(_, { outside, clock, settings, signal, reference }) {
    const source = outside.macro();
    const { series, faults } = await source.read(signal);
    const { maximumAgeDays } = settings.outside.macro;
    const values = series.flatMap(one => {
      const newest = newestMacro(one, clock.now(), { maximumAgeDays });
      if (!newest) return [];
      const row = one.knownAt.findLastIndex(knownAt => knownAt <= clock.now());
      const { name, value, day, stale } = newest;
      return [
        { name, value, day, stale, weekAgo: one.values[row - 5] ?? null, monthAgo: one.values[row - 21] ?? null },
      ];
    });
    return {
      values,
      faults: faults.map(({ name, error }) => ({ name, why: errorText(error, reference()) })),
      source: source.name,
    };
  },
  show({ values, faults }, t) {
    const change = (now: number, before: number | null): string => (before === null ? '–' : t.number(now - before));
    const said = values.map(({ name, value }) => `${name} ${t.number(value)}${names[name].unit}`).join(', ');
    return {
      title: t({ en: 'Macro', fr: 'Macro' }),
      lead:
        values.length > 0
          ? t({ en: `${said}.`, fr: `${said}.` })
          : t({
              en: 'No macro value was known at this time.',
              fr: "Aucune valeur macro n'était connue à cet instant.",
            }),
      lines: [
        ...values
          .filter(one => one.stale)
          .map(({ name, day }) =>
            t({
              en: `${name} is stale: its last value is of ${day}.`,
              fr: `${name} est périmé : sa dernière valeur date du ${day}.`,
            }),
          ),
        ...faults.map(({ name, why }) =>
          t({ en: `${name} could not be read: ${why.en}`, fr: `${name} n'a pas pu être lu : ${why.fr}` }),
        ),
      ],
      ...(values.length === 0
        ? {}
        : {
            table: {
              columns: [
                t({ en: 'Series', fr: 'Série' }),
                t({ en: 'Value', fr: 'Valeur' }),
                t({ en: 'Week', fr: 'Semaine' }),
                t({ en: 'Month', fr: 'Mois' }),
                t({ en: 'Of', fr: 'Du' }),
              ],
              rows: values.map(({ name, value, weekAgo, monthAgo, day }) => [
                t(names[name]),
                `${t.number(value)}${names[name].unit}`,
                change(value, weekAgo),
                change(value, monthAgo),
                day,
              ]),
            },
          }),
    };
  },
  command: { en: 'macro', fr: 'macro' },
});
