import type { Text, Translate } from '../config/text.ts';
import { byLoss, sayChampion, worstQuantile } from '../models/volatility/champion.ts';
import type { RouteComparison, RouteRow } from '../models/volatility/compare-by-route.ts';
import type { ComparisonRow } from '../models/volatility/comparison.ts';
import { criticalRatio } from '../models/volatility/coverage-tests.ts';
import type { RouteEvidence } from '../models/volatility/route-evidence.ts';
import { asOf } from './as-of.ts';
import type { CardInput, CardTable } from './card.ts';
import type { EvaluationAnswer } from './evaluate-volatility.ts';
import { routes } from './regime-words.ts';

/** Forecasters that a regime shows: the best of it, and always the baseline and the one that serves. */
export const shownByRegime = 4;

/** The quantile that covers worst. */
function worstOf({ quantiles }: Pick<RouteRow, 'quantiles'>, t: Translate): string {
  const worst = worstQuantile(quantiles);
  return worst ? `${t.percent(worst.probability, 0)}: ${t.percent(worst.coverage, 1)}` : '–';
}

/** "1.4 % ✓" for the value at risk at 1 %: how often it was passed, and whether Kupiec's test takes it. */
const riskOf = ({ valueAtRisk }: ComparisonRow, t: Translate): string =>
  valueAtRisk
    .map(({ hitRate, coverageRatio }) => `${t.percent(hitRate, 1)} ${coverageRatio < criticalRatio ? '✓' : '✗'}`)
    .join('  ') || '–';

const scoresOf = (row: RouteRow | ComparisonRow, baseline: string, t: Translate): string[] => [
  t.number(row.qlike, 4),
  t.number(row.pinball, 4),
  row.model === baseline ? '–' : t.number(row.advantage, 1),
  worstOf(row, t),
];

/** The rows of a regime that are worth a look. */
function shownRows({ route, rows }: RouteComparison, { evidence, comparison }: EvaluationAnswer): RouteRow[] {
  const served = evidence.routes?.find(one => one.route === route)?.model;
  const always = [comparison.baseline, served];
  return [...rows].sort(byLoss).filter(({ model }, place) => place < shownByRegime || always.includes(model));
}

function tableOf(answer: EvaluationAnswer, t: Translate): CardTable {
  const { comparison } = answer;
  const days = (name: string, count: number) => `${name}, ${t.number(count, 0)}`;
  const whole = [...comparison.rows]
    .sort(byLoss)
    .map(row => [
      days(t({ en: 'all', fr: 'tous' }), comparison.count),
      row.model,
      ...scoresOf(row, comparison.baseline, t),
      riskOf(row, t),
    ]);
  const byRegime = comparison.routes.flatMap(one =>
    shownRows(one, answer).map(row => [
      days(t(routes[one.route]), one.count),
      row.model,
      ...scoresOf(row, comparison.baseline, t),
      '–',
    ]),
  );
  return {
    columns: [
      t({ en: 'Days', fr: 'Jours' }),
      t({ en: 'Model', fr: 'Modèle' }),
      'QLIKE',
      t({ en: 'Pinball', fr: 'Pinball' }),
      'DM',
      t({ en: 'Worst quantile', fr: 'Pire quantile' }),
      'VaR 1 %, 5 %',
    ],
    rows: [...whole, ...byRegime],
  };
}

/** "log-lhar in defensive (1,473 days, t -3.5)". */
function pickText({ route, count, model, reason }: RouteEvidence, t: Translate): string {
  const [days, regime] = [t.number(count, 0), t(routes[route])];
  const why: Text =
    reason.kind === 'ahead'
      ? { en: `t ${t.number(reason.advantage, 1)}`, fr: `t ${t.number(reason.advantage, 1)}` }
      : reason.kind === 'not-ahead'
        ? { en: 'nothing proved better', fr: "rien de mieux n'est prouvé" }
        : { en: 'too few', fr: 'trop peu' };
  return t({
    en: `${model} in ${regime} (${days} days, ${why.en})`,
    fr: `${model} en régime « ${regime} » (${days} jours, ${why.fr})`,
  });
}

/** What the router serves in each regime, and by what rule. */
function routeLines({ evidence }: EvaluationAnswer, t: Translate): string[] {
  const { routes: picks = [] } = evidence;
  if (picks.length === 0) return [];
  const list = picks.map(one => pickText(one, t)).join('; ');
  const needed = picks.flatMap(({ reason }) => ('looks' in reason ? [reason] : []))[0];
  const rule = needed
    ? {
        en: `To be picked in a regime a model must reach a t of ${t.number(needed.needed, 1)} on its days (-2 corrected for ${needed.looks} looks, after Bonferroni), cover there, and lose less there than the champion of all days.`,
        fr: `Pour être choisi dans un régime, un modèle doit y atteindre un t de ${t.number(needed.needed, 1)} (-2 corrigé pour ${needed.looks} essais, d'après Bonferroni), y couvrir et y perdre moins que le champion de tous les jours.`,
      }
    : { en: '', fr: '' };
  return [
    t({
      en: `By regime, as it was read on the day of the forecast: ${list}. ${rule.en}`,
      fr: `Par régime, tel qu'il était lu le jour de la prévision : ${list}. ${rule.fr}`,
    }).trim(),
  ];
}

function madeText({ madeOn, again }: EvaluationAnswer): Text {
  return again
    ? {
        en: `Compared on ${madeOn}; the data is the same since, so it was not computed again.`,
        fr: `Comparaison du ${madeOn} ; les données n'ont pas changé depuis, elle n'a donc pas été refaite.`,
      }
    : { en: `Compared on ${madeOn}.`, fr: `Comparaison du ${madeOn}.` };
}

/** A comparison as a person sees it. */
export function evaluationCard(answer: EvaluationAnswer, t: Translate): CardInput {
  const { evidence, name } = answer;
  const risk: Text =
    evidence.days === 1
      ? {
          en: 'VaR 1 % and 5 %: how often the loss went beyond, ✓ where the Kupiec test accepts it.',
          fr: "VaR 1 % et 5 % : fréquence des pertes au-delà, ✓ où le test de Kupiec l'accepte.",
        }
      : {
          en: 'Value at risk is tested for one day only.',
          fr: "La valeur en risque n'est testée que pour un jour.",
        };
  const horizon =
    evidence.days === 1
      ? { en: 'the next day', fr: 'le jour suivant' }
      : { en: 'the next two days', fr: 'les deux jours suivants' };
  return {
    title: t({
      en: `Volatility forecasters on ${name.en}, ${horizon.en}`,
      fr: `Prévisions de volatilité sur ${name.fr}, ${horizon.fr}`,
    }),
    lead: t(sayChampion(evidence.champion, evidence)),
    lines: [
      t({
        en: `${evidence.count} forecasts of ${horizon.en}, from ${evidence.from} to ${evidence.to}, each from what was known the evening before, on the range of the day; ${evidence.contestants} models on the same days, so the best of them looks a little better than it is.`,
        fr: `${evidence.count} prévisions pour ${horizon.fr}, du ${evidence.from} au ${evidence.to}, chacune avec ce qui était connu la veille, sur l'amplitude du jour ; ${evidence.contestants} modèles sur les mêmes jours, donc le meilleur paraît un peu meilleur qu'il n'est.`,
      }),
      ...routeLines(answer, t),
      t({
        en: `QLIKE scores the variance, pinball the quantiles: lower is better. DM: Diebold-Mariano t against log-HAR, -2 or less counts. Worst quantile: the one whose share of outcomes below it is furthest from its name. ${risk.en}`,
        fr: `QLIKE note la variance, pinball les quantiles : le plus bas est le meilleur. DM : t de Diebold-Mariano face à log-HAR, -2 ou moins compte. Pire quantile : celui dont la part de résultats en dessous est la plus loin de son nom. ${risk.fr}`,
      }),
    ],
    table: tableOf(answer, t),
    sources: [
      t({
        en: 'Losses: Patton, Journal of Econometrics 160 (2011). Test: Diebold and Mariano 1995, with Newey-West errors; by regime: Giacomini and White 2006. Coverage: Kupiec 1995, Christoffersen 1998.',
        fr: 'Pertes : Patton, Journal of Econometrics 160 (2011). Test : Diebold et Mariano 1995, erreurs de Newey-West ; par régime : Giacomini et White 2006. Couverture : Kupiec 1995, Christoffersen 1998.',
      }),
    ],
    footnote: `${asOf(answer.asOfOpenAt, answer, t)} ${t(madeText(answer))}`,
  };
}
