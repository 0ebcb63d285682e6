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

type Reason = { readonly up: Text; readonly down: Text };

/** Why a regressor raises the forecast or lowers it, as people say it. */
const reasons: Readonly<Record<string, Reason>> = {
  lnDay: {
    up: { en: 'the last day was lively', fr: 'le dernier jour a été agité' },
    down: { en: 'the last day was calm', fr: 'le dernier jour a été calme' },
  },
  lnWeek: {
    up: { en: 'the last week was lively', fr: 'la dernière semaine a été agitée' },
    down: { en: 'the last week was calm', fr: 'la dernière semaine a été calme' },
  },
  lnMonth: {
    up: { en: 'the last month was lively', fr: 'le dernier mois a été agité' },
    down: { en: 'the last month was calm', fr: 'le dernier mois a été calme' },
  },
  lnVix: {
    up: { en: 'options are priced for large moves', fr: 'les prix des options annoncent de grands mouvements' },
    down: { en: 'options are priced for small moves', fr: 'les prix des options annoncent de petits mouvements' },
  },
  leverage: {
    up: { en: 'the price has just fallen', fr: 'le prix vient de baisser' },
    down: { en: 'the price has not fallen on the last day', fr: "le prix n'a pas baissé le dernier jour" },
  },
  leverageWeek: {
    up: { en: 'the price has fallen over the last week', fr: 'le prix a baissé sur la dernière semaine' },
    down: { en: 'the price has fallen little over the last week', fr: 'le prix a peu baissé sur la dernière semaine' },
  },
  leverageMonth: {
    up: { en: 'the price has fallen over the last month', fr: 'le prix a baissé sur le dernier mois' },
    down: { en: 'the price has fallen little over the last month', fr: 'le prix a peu baissé sur le dernier mois' },
  },
};

/** "the last week was lively"; the driver's name and effect where it has no such words. */
export function reasonWords({ name, phi }: Regressor, t: Translate): string {
  const reason = reasons[name];
  if (!reason) return `${regressorName(name, t)} (${signedShare(Math.expm1(phi / 2), t)})`;
  return t(phi > 0 ? reason.up : reason.down);
}

/** True for a regressor that is ln of a variance; the others are falls in deviations. */
export const isVariance = (name: string): boolean => name.startsWith('ln');

export const regressorName = (name: string, t: Translate): string => t(names[name] ?? { en: name, fr: name });

/** "1.93%" or "0.4 usual moves". */
export const regressorValue = (name: string, value: number, t: Translate): string =>
  isVariance(name)
    ? t.percent(value / 100)
    : t({ en: `${t.number(value, 1)} usual moves`, fr: `${t.number(value, 1)} mouvements usuels` });

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
