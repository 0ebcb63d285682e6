import { z } from 'zod';
import { type Text, type Translate, translateTo } from '../config/text.ts';

/** The numbers of a person; percentages as 5 for 5 %. */
export const Figures = z.object({
  amountUsd: z.number().optional(),
  percent: z.number().optional(),
  riskPercent: z.number().optional(),
  stopPercent: z.number().optional(),
  years: z.number().optional(),
  trades: z.number().optional(),
  leverage: z.number().optional(),
  rewardToRisk: z.number().optional(),
});
export type Figures = z.infer<typeof Figures>;

type Field = keyof Figures;

const usual: Readonly<Record<Field, number>> = {
  amountUsd: 10_000,
  percent: 10,
  riskPercent: 1,
  stopPercent: 5,
  years: 10,
  trades: 100,
  leverage: 5,
  rewardToRisk: 2,
};

const fieldNames: Readonly<Record<Field, Text>> = {
  amountUsd: { en: 'amount', fr: 'montant' },
  percent: { en: 'percent', fr: 'pourcentage' },
  riskPercent: { en: 'risk', fr: 'risque' },
  stopPercent: { en: 'distance of the stop', fr: 'distance du stop' },
  years: { en: 'years', fr: 'années' },
  trades: { en: 'trades', fr: 'transactions' },
  leverage: { en: 'leverage', fr: 'levier' },
  rewardToRisk: { en: 'gain over loss', fr: 'gain sur perte' },
};

const inPercent: readonly Field[] = ['percent', 'riskPercent', 'stopPercent'];

function printed(field: Field, value: number, t: Translate): string {
  if (field === 'amountUsd') return t.money(value);
  return inPercent.includes(field) ? t.percent(value / 100) : t.number(value, Number.isInteger(value) ? 0 : 2);
}

/** Reads the figures of one example and remembers which were not given. */
export class FigureReader {
  readonly taken: Text[] = [];
  readonly #given: Figures;
  readonly #instead: Figures;

  constructor(given: Figures, instead: Figures) {
    this.#given = given;
    this.#instead = instead;
  }

  value(field: Field): number {
    const given = this.#given[field];
    if (given !== undefined) return given;
    const value = this.#instead[field] ?? usual[field];
    const said = (language: 'en' | 'fr') =>
      `${fieldNames[field][language]} ${printed(field, value, translateTo(language))}`;
    this.taken.push({ en: said('en'), fr: said('fr') });
    return value;
  }

  share(field: Field): number {
    return this.value(field) / 100;
  }
}
