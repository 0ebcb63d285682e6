import type { Text, Translate } from '../config/text.ts';
import type { Judgement, ServedBy } from '../models/hybrid/judge-hybrid.ts';

export const headWords: Readonly<Record<keyof ServedBy, Text>> = {
  signal: { en: 'Signal', fr: 'Signal' },
  volatility: { en: 'Volatility', fr: 'Volatilité' },
  volatilityRegime: { en: 'Volatility regime', fr: 'Régime de volatilité' },
  marketRegime: { en: 'Market regime', fr: 'Régime de marché' },
  excursions: { en: 'Stop and target', fr: 'Stop et objectif' },
};

/** Whoever serves a head, as people call it. */
const servers: Readonly<Record<string, Text>> = {
  hybrid: { en: 'network', fr: 'réseau' },
  none: { en: 'nobody (hold)', fr: 'personne (conserver)' },
  'log-har': { en: 'log-HAR', fr: 'log-HAR' },
  'class-shares': { en: 'class shares', fr: 'parts des classes' },
  persistence: { en: 'as today', fr: "comme aujourd'hui" },
  empirical: { en: 'past quantiles', fr: 'quantiles passés' },
};

export const serverWord = (by: string, t: Translate): string => t(servers[by] ?? { en: by, fr: by });

/** "Signal: nobody (hold); Volatility: network; …": who serves what. */
export const servedList = (servedBy: Readonly<Record<string, string>>, t: Translate): string =>
  Object.entries(headWords)
    .flatMap(([head, word]) => {
      const by = servedBy[head];
      return by === undefined ? [] : [`${t(word)}${t({ en: ': ', fr: ' : ' })}${serverWord(by, t)}`];
    })
    .join(t({ en: '; ', fr: ' ; ' }));

/** A gain with its interval. */
const gainOf = ({ mean, low, high }: { mean: number; low: number; high: number }, t: Translate): string =>
  `${t.number(mean, 4)} [${t.number(low, 4)}, ${t.number(high, 4)}]`;

/** Columns of `headRows`. */
export const headColumns = (t: Translate): string[] => [
  t({ en: 'Head', fr: 'Tête' }),
  t({ en: 'Loss', fr: 'Perte' }),
  t({ en: 'Network', fr: 'Réseau' }),
  t({ en: 'Baseline', fr: 'Référence' }),
  t({ en: 'Better by', fr: 'Avantage' }),
  t({ en: 'Tail: network, baseline', fr: 'Fin : réseau, référence' }),
];

/** Every head beside its baselines, out of sample. */
export function headRows(judged: Judgement, t: Translate): string[][] {
  const volatility = judged.volatility.flatMap(one => {
    const days = t({ en: `${one.days} d`, fr: `${one.days} j` });
    const row = (measure: string, of: 'qlike' | 'pinball', advantage: string): string[] => [
      `${t(headWords.volatility)}, ${days}`,
      measure,
      t.number(one.all.network[of], 4),
      `${t.number(one.all.logHar[of], 4)} log-HAR`,
      advantage,
      `${t.number(one.tail.network[of], 4)}, ${t.number(one.tail.logHar[of], 4)}`,
    ];
    return [
      row('QLIKE', 'qlike', `t ${t.number(one.medianAdvantage)} (${t({ en: 'median', fr: 'médian' })})`),
      row('pinball', 'pinball', `${t.percent(1 - one.all.network.pinball / one.all.logHar.pinball, 1)}`),
    ];
  });
  const others = (['signal', 'volatilityRegime', 'marketRegime', 'excursions'] as const).flatMap(head => {
    const { measure, network, tailNetwork, against } = judged[head];
    if (network === null || tailNetwork === null) return [[t(headWords[head]), measure, '–', '–', '–', '–']];
    return against.map(one => [
      t(headWords[head]),
      measure,
      t.number(network, 4),
      `${t.number(one.loss, 4)} ${serverWord(one.baseline, t)}`,
      gainOf(one.gain, t),
      `${t.number(tailNetwork, 4)}, ${t.number(one.tailLoss, 4)}`,
    ]);
  });
  return [...volatility, ...others];
}

/** Why each head is served by whoever serves it: one line for each reason. */
export const reasonLines = ({ servedBy }: Judgement, t: Translate): string[] =>
  (['signal', 'volatility', 'volatilityRegime', 'marketRegime', 'excursions'] as const).flatMap(head => {
    const { by, reasons } = servedBy[head];
    const list = reasons.map(reason => t(reason)).join(' ');
    return [`${t(headWords[head])} – ${serverWord(by, t)}. ${list}`];
  });
