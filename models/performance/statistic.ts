import type { Text } from '../../config/text.ts';

/** A statistic, or null with the reason why it is undefined. Never zero or infinity in place of "undefined". */
export type Statistic = { readonly value: number } | { readonly value: null; readonly reason: Text };

/** Why a statistic may be undefined. */
export const reasons = {
  tooFewValues: { en: 'fewer than 2 candles', fr: 'moins de 2 bougies' },
  tooFewReturns: { en: 'fewer than 2 returns', fr: 'moins de 2 rendements' },
  constantReturns: { en: 'the returns never vary', fr: 'les rendements ne varient jamais' },
  noDownside: { en: 'no return below the minimum', fr: 'aucun rendement sous le minimum' },
  noLowerTail: { en: 'the 5 % quantile of the returns is zero', fr: 'le quantile à 5 % des rendements est nul' },
  totalLoss: { en: 'a return of -100 % or less', fr: 'un rendement de -100 % ou moins' },
  equityNotPositive: { en: 'the equity fell to zero or below', fr: 'la valeur est tombée à zéro ou en dessous' },
  tooShort: { en: 'fewer than 30 days', fr: 'moins de 30 jours' },
  noDrawdown: { en: 'no drawdown', fr: 'aucune baisse depuis un sommet' },
  noBenchmark: { en: 'no benchmark was given', fr: "aucun indice de référence n'a été donné" },
  constantBenchmark: {
    en: 'the returns of the benchmark never vary',
    fr: "les rendements de l'indice de référence ne varient jamais",
  },
  noBeta: { en: 'beta is zero', fr: 'le bêta est nul' },
  noTrade: { en: 'no closed trade', fr: 'aucune transaction clôturée' },
  oneTrade: { en: 'fewer than 2 closed trades', fr: 'moins de 2 transactions clôturées' },
  constantTrades: { en: 'all trades have the same profit', fr: 'toutes les transactions ont le même résultat' },
  noLoss: { en: 'no losing trade', fr: 'aucune transaction perdante' },
  noWin: { en: 'no winning trade', fr: 'aucune transaction gagnante' },
  noMonth: { en: 'no candle in this month', fr: 'aucune bougie dans ce mois' },
  noCandle: { en: 'no candle inside the trade', fr: 'aucune bougie pendant la transaction' },
  oneTrial: { en: 'fewer than 2 trials', fr: 'moins de 2 essais' },
  impossibleMoments: {
    en: 'skewness and kurtosis leave the Sharpe ratio no variance',
    fr: "l'asymétrie et l'aplatissement ne laissent aucune variance au ratio de Sharpe",
  },
  notAboveBenchmark: {
    en: 'the Sharpe ratio is not above the one to beat: no length would be enough',
    fr: 'le ratio de Sharpe ne dépasse pas celui à battre : aucune durée ne suffirait',
  },
  notANumber: { en: 'the figures leave the range of numbers', fr: 'les valeurs sortent du domaine des nombres' },
} as const satisfies Record<string, Text>;

/** A statistic that is known; a value that is not finite is undefined instead. */
export const known = (value: number): Statistic =>
  Number.isFinite(value) ? { value } : { value: null, reason: reasons.notANumber };

export const undefinedFor = (reason: Text): Statistic => ({ value: null, reason });

/** Known unless a reason against it is given. */
export const unless = (reason: Text | undefined, value: () => number): Statistic =>
  reason === undefined ? known(value()) : undefinedFor(reason);

/** A statistic made from others: undefined for the reason of the first that is. */
export function combined(parts: readonly Statistic[], value: (...values: number[]) => number): Statistic {
  const values: number[] = [];
  for (const part of parts) {
    if (part.value === null) return part;
    values.push(part.value);
  }
  return known(value(...values));
}

/** The first reason that holds, if any. */
export const firstOf = (...checks: readonly (readonly [holds: boolean, reason: Text])[]): Text | undefined =>
  checks.find(([holds]) => holds)?.[1];
