import { z } from 'zod';
import type { Text, Translate } from '../config/text.ts';

/** One regressor of log-HAR and what it does to the forecast. */
export const Regressor = z.strictObject({
  name: z.string(),
  /** Now, and on average over the rows that were learnt from: a volatility in % a day, or falls in usual daily moves. */
  now: z.number(),
  usual: z.number(),
  /** What it adds to ln variance. */
  phi: z.number(),
});
export type Regressor = z.infer<typeof Regressor>;

const names: Readonly<Record<string, Text>> = {
  lnDay: { en: 'Volatility of the last day', fr: 'Volatilité du dernier jour' },
  lnWeek: { en: 'Volatility of the last week', fr: 'Volatilité de la dernière semaine' },
  lnMonth: { en: 'Volatility of the last month', fr: 'Volatilité du dernier mois' },
  lnVix: { en: 'Volatility implied by options (VIX)', fr: 'Volatilité implicite des options (VIX)' },
  leverage: { en: 'Fall of the last day', fr: 'Baisse du dernier jour' },
  leverageWeek: { en: 'Fall over the last week', fr: 'Baisse de la dernière semaine' },
  leverageMonth: { en: 'Fall over the last month', fr: 'Baisse du dernier mois' },
};

/** True for a regressor that is ln of a variance; the others are falls in deviations. */
export const isVariance = (name: string): boolean => name.startsWith('ln');

export const regressorName = (name: string, t: Translate): string => t(names[name] ?? { en: name, fr: name });

/** "1.93%" or "0.4 usual moves". */
export const regressorValue = (name: string, value: number, t: Translate): string =>
  isVariance(name)
    ? t.percent(value / 100)
    : t({ en: `${t.number(value, 1)} usual moves`, fr: `${t.number(value, 1)} mouvements usuels` });

/** "raises the forecast by 12.0%". */
export function effectWords(share: number, t: Translate): string {
  const size = t.percent(Math.abs(share), 1);
  return share < 0
    ? t({ en: `lowers the forecast by ${size}`, fr: `abaisse la prévision de ${size}` })
    : t({ en: `raises the forecast by ${size}`, fr: `relève la prévision de ${size}` });
}

/** "+12.0%". */
export const signedShare = (share: number, t: Translate): string => `${share > 0 ? '+' : ''}${t.percent(share, 1)}`;

/** Where the 150 features of a smaller network come from, and what was wrong. */
export function choiceWords(
  { count, source, reason }: { count: number; source: ChoiceSource; reason?: Text | undefined },
  t: Translate,
): string {
  const sources: Record<ChoiceSource, Text> = {
    computed: { en: 'ranked just now', fr: "classées à l'instant" },
    cached: { en: 'ranked before on the same candles', fr: 'déjà classées sur les mêmes bougies' },
    'last-good': { en: 'from the last good ranking', fr: 'du dernier classement valable' },
    static: { en: 'from the static list that no model has seen', fr: "de la liste fixe qu'aucun modèle n'a vue" },
  };
  const why = reason ? { en: ` ${reason.en}`, fr: ` ${reason.fr}` } : { en: '', fr: '' };
  return t({
    en: `Features for a smaller network: ${count}, ${sources[source].en}.${why.en}`,
    fr: `Caractéristiques pour un réseau plus petit : ${count}, ${sources[source].fr}.${why.fr}`,
  });
}

export const ChoiceSource = z.enum(['computed', 'cached', 'last-good', 'static']);
type ChoiceSource = z.infer<typeof ChoiceSource>;

/** Of all features how many the model reads, and why the others are not among them. */
export const readWords = (
  { read, all, lacking, still }: { read: number; all: number; lacking: number; still: number },
  t: Translate,
): string =>
  t({
    en: `It reads ${read} of ${all} features; without input data: ${lacking}, without any change: ${still}.`,
    fr: `Il lit ${read} caractéristiques sur ${all} ; sans données d'entrée : ${lacking}, sans aucune variation : ${still}.`,
  });
