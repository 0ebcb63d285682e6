import { z } from 'zod';
import { type Text, translateTo } from '../../config/text.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';
import { conformalName } from './conformal-forecaster.ts';

/** A challenger is served from this Diebold-Mariano t on. */
export const leastAdvantage = -2;
/** Furthest that the coverage of a quantile may lie from its probability. */
export const coverageTolerance = 0.02;

/** Why a model is served. `advantage` is a Diebold-Mariano t of QLIKE against the baseline, below 0 where it loses less. */
export const ChampionReason = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not-compared') }),
  z.strictObject({ kind: z.literal('past-day') }),
  /** The champion reads a column that is not there now. */
  z.strictObject({ kind: z.literal('not-here'), champion: z.string() }),
  z.strictObject({ kind: z.literal('no-challenger') }),
  z.strictObject({ kind: z.literal('not-ahead'), challenger: z.string(), advantage: z.number() }),
  z.strictObject({
    kind: z.literal('coverage-missed'),
    challenger: z.string(),
    advantage: z.number(),
    probability: z.number(),
    coverage: z.number(),
  }),
  /** Nobody is ahead, and the baseline's own quantiles miss: it is served with conformal ones. */
  z.strictObject({
    kind: z.literal('corrected'),
    baseline: z.string(),
    probability: z.number(),
    coverage: z.number(),
  }),
  z.strictObject({ kind: z.literal('ahead'), advantage: z.number() }),
  /** A version that an admin promoted: the median over its seeds' networks. */
  z.strictObject({
    kind: z.literal('promoted'),
    version: z.int().min(1),
    advantage: z.number(),
    seeds: z.int().min(1),
  }),
]);
export type ChampionReason = z.infer<typeof ChampionReason>;

export type Champion = { model: string; reason: ChampionReason };

type Miss = Pick<ComparisonRow['quantiles'][number], 'probability' | 'coverage'>;

const distance = ({ coverage, probability }: Miss): number => Math.abs(coverage - probability);

/** The quantile whose coverage is furthest from its probability. */
export function worstQuantile<One extends Miss>(quantiles: readonly One[]): One | undefined {
  const [worst] = [...quantiles].sort((a, b) => distance(b) - distance(a));
  return worst;
}

/** The worst quantile, when it is too far off. */
function missOf({ quantiles }: ComparisonRow): Miss | undefined {
  const worst = worstQuantile(quantiles);
  return worst && distance(worst) > coverageTolerance ? worst : undefined;
}

/** QLIKE decides; the quantiles where two models have the same variance up to rounding. */
export const byLoss = (
  a: Pick<ComparisonRow, 'qlike' | 'pinball'>,
  b: Pick<ComparisonRow, 'qlike' | 'pinball'>,
): number => (Math.abs(a.qlike - b.qlike) > 1e-9 ? a.qlike - b.qlike : a.pinball - b.pinball);

/**
 * The model to serve: the baseline, unless a challenger's advantage over it is at most -2 and every quantile of the
 * challenger covers within 2 points of its probability; among several the one of least QLIKE, then of least pinball. A baseline whose
 * own quantiles miss is served with conformal ones where those cover. Without a comparison log-HAR, and said so.
 */
export function chooseChampion(comparison: Comparison | undefined): Champion {
  if (!comparison) return { model: 'log-har', reason: { kind: 'not-compared' } };
  const challengers = comparison.rows.filter(({ model }) => model !== comparison.baseline);
  const ahead = challengers.filter(row => row.advantage <= leastAdvantage).sort(byLoss);
  const winner = ahead.find(row => !missOf(row));
  if (winner) return { model: winner.model, reason: { kind: 'ahead', advantage: winner.advantage } };
  return corrected(comparison) ?? { model: comparison.baseline, reason: whyBaseline(challengers, ahead) };
}

/** The baseline with conformal quantiles, where its own miss and those do not. */
function corrected({ rows, baseline }: Comparison): Champion | undefined {
  const own = rows.find(({ model }) => model === baseline);
  const twin = rows.find(({ model }) => model === conformalName(baseline));
  const miss = own && missOf(own);
  if (!miss || !twin || missOf(twin)) return undefined;
  const { probability, coverage } = miss;
  return { model: twin.model, reason: { kind: 'corrected', baseline, probability, coverage } };
}

function whyBaseline(challengers: readonly ComparisonRow[], ahead: readonly ComparisonRow[]): ChampionReason {
  const [best] = ahead;
  const miss = best && missOf(best);
  if (best && miss) {
    const { probability, coverage } = miss;
    return { kind: 'coverage-missed', challenger: best.model, advantage: best.advantage, probability, coverage };
  }
  const [nearest] = [...challengers].sort((a, b) => a.advantage - b.advantage);
  if (!nearest) return { kind: 'no-challenger' };
  return { kind: 'not-ahead', challenger: nearest.model, advantage: nearest.advantage };
}

const english = translateTo('en');
const french = translateTo('fr');

/** The forecasts that a champion was chosen by: how many, and of which days. */
export type ChosenOver = { readonly count: number; readonly from: string; readonly to: string };

const spanOf = (over: ChosenOver | undefined): Text =>
  over
    ? {
        en: `over ${over.count} forecasts, ${over.from} to ${over.to}, `,
        fr: `sur ${over.count} prévisions, du ${over.from} au ${over.to}, `,
      }
    : { en: '', fr: '' };

/** The reason in words, as an admin and a person read it. */
export function sayChampion({ model, reason }: Champion, over?: ChosenOver): Text {
  const t = (advantage: number) => english.number(advantage, 1);
  const tFrench = (advantage: number) => french.number(advantage, 1);
  const span = spanOf(over);
  switch (reason.kind) {
    case 'not-compared':
      return {
        en: `${model} is served: no comparison has been made yet; evaluate_volatility makes one.`,
        fr: `${model} est utilisé : aucune comparaison n'a encore été faite ; evaluate_volatility en fait une.`,
      };
    case 'past-day':
      return {
        en: `${model} is served: for a day of the past no evidence counts that came after it.`,
        fr: `${model} est utilisé : pour un jour passé, aucune preuve postérieure ne compte.`,
      };
    case 'not-here':
      return {
        en: `${model} is served: the champion, ${reason.champion}, reads a series that is not there now.`,
        fr: `${model} est utilisé : le champion, ${reason.champion}, lit une série qui manque en ce moment.`,
      };
    case 'no-challenger':
      return {
        en: `${model} is served: nothing else was compared.`,
        fr: `${model} est utilisé : rien d'autre n'a été comparé.`,
      };
    case 'not-ahead':
      return {
        en: `${model} is served: ${span.en}the nearest challenger, ${reason.challenger}, has a Diebold-Mariano t of ${t(reason.advantage)}, and -2 is needed.`,
        fr: `${model} est utilisé : ${span.fr}le plus proche concurrent, ${reason.challenger}, a un t de Diebold-Mariano de ${tFrench(reason.advantage)}, il faut -2.`,
      };
    case 'coverage-missed':
      return {
        en: `${model} is served: ${span.en}${reason.challenger} loses less (Diebold-Mariano t ${t(reason.advantage)}), but its ${english.percent(reason.probability, 0)} quantile covers ${english.percent(reason.coverage, 1)}.`,
        fr: `${model} est utilisé : ${span.fr}${reason.challenger} perd moins (t de Diebold-Mariano ${tFrench(reason.advantage)}), mais son quantile à ${french.percent(reason.probability, 0)} couvre ${french.percent(reason.coverage, 1)}.`,
      };
    case 'corrected':
      return {
        en: `${model} is served: ${span.en}nobody is far enough ahead of ${reason.baseline}, whose own ${english.percent(reason.probability, 0)} quantile covers ${english.percent(reason.coverage, 1)}; its quantiles are corrected by its last errors.`,
        fr: `${model} est utilisé : ${span.fr}personne ne devance assez ${reason.baseline}, dont le quantile à ${french.percent(reason.probability, 0)} couvre ${french.percent(reason.coverage, 1)} ; ses quantiles sont corrigés par ses dernières erreurs.`,
      };
    case 'ahead':
      return {
        en: `${model} is served: ${span.en}it loses less than the baseline (Diebold-Mariano t ${t(reason.advantage)}) and its quantiles cover as they should.`,
        fr: `${model} est utilisé : ${span.fr}il perd moins que la référence (t de Diebold-Mariano ${tFrench(reason.advantage)}) et ses quantiles couvrent comme il faut.`,
      };
    case 'promoted':
      return {
        en: `${model} is served: version ${reason.version} is promoted; over ${reason.seeds} seeds its median Diebold-Mariano t against log-HAR is ${t(reason.advantage)}, and its quantiles cover as they should.`,
        fr: `${model} est utilisé : la version ${reason.version} est en service ; sur ${reason.seeds} graines, son t médian de Diebold-Mariano face à log-HAR est ${tFrench(reason.advantage)}, et ses quantiles couvrent comme il faut.`,
      };
  }
}
