import { z } from 'zod';
import type { Text } from '../../config/text.ts';
import type { Comparison, ComparisonRow } from './compare-forecasters.ts';

/** A challenger is served from this Diebold-Mariano t on. */
const leastAdvantage = -2;
/** Furthest that the coverage of a quantile may lie from its probability. */
const coverageTolerance = 0.02;

/** Why a model is served. `advantage` is a Diebold-Mariano t of QLIKE against the baseline, below 0 where it loses less. */
export const ChampionReason = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not-compared') }),
  z.strictObject({ kind: z.literal('past-day') }),
  z.strictObject({ kind: z.literal('no-challenger') }),
  z.strictObject({ kind: z.literal('not-ahead'), challenger: z.string(), advantage: z.number() }),
  z.strictObject({
    kind: z.literal('coverage-missed'),
    challenger: z.string(),
    advantage: z.number(),
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

type Miss = { probability: number; coverage: number };

const distance = ({ coverage, probability }: Miss): number => Math.abs(coverage - probability);

/** The quantile whose coverage is furthest from its probability, when that is too far. */
function missOf({ quantiles }: ComparisonRow): Miss | undefined {
  const [worst] = [...quantiles].sort((a, b) => distance(b) - distance(a));
  return worst && distance(worst) > coverageTolerance ? worst : undefined;
}

/** QLIKE decides; the quantiles where two models have the same variance up to rounding. */
const byLoss = (a: ComparisonRow, b: ComparisonRow): number =>
  Math.abs(a.qlike - b.qlike) > 1e-9 ? a.qlike - b.qlike : a.pinball - b.pinball;

/**
 * The model to serve: the baseline, unless a challenger's advantage over it is at most -2 and every quantile of the
 * challenger covers within 2 points of its probability; among several the one of least QLIKE, then of least pinball. Without a comparison the
 * baseline, and said so.
 */
export function chooseChampion(
  comparison: Comparison | undefined,
  baseline = comparison?.baseline ?? 'log-har',
): Champion {
  if (!comparison) return { model: baseline, reason: { kind: 'not-compared' } };
  const challengers = comparison.rows.filter(({ model }) => model !== comparison.baseline);
  const ahead = challengers.filter(row => row.advantage <= leastAdvantage).sort(byLoss);
  const winner = ahead.find(row => !missOf(row));
  if (winner) return { model: winner.model, reason: { kind: 'ahead', advantage: winner.advantage } };
  return { model: comparison.baseline, reason: whyBaseline(challengers, ahead) };
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

/** The reason in words, as an admin and a person read it. */
export function sayChampion({ model, reason }: Champion): Text {
  const t = (advantage: number) => advantage.toFixed(1);
  const tFrench = (advantage: number) => t(advantage).replace('.', ',');
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
    case 'no-challenger':
      return {
        en: `${model} is served: nothing else was compared.`,
        fr: `${model} est utilisé : rien d'autre n'a été comparé.`,
      };
    case 'not-ahead':
      return {
        en: `${model} is served: the nearest challenger, ${reason.challenger}, has a Diebold-Mariano t of ${t(reason.advantage)}, and -2 is needed.`,
        fr: `${model} est utilisé : le plus proche concurrent, ${reason.challenger}, a un t de Diebold-Mariano de ${tFrench(reason.advantage)}, il faut -2.`,
      };
    case 'coverage-missed':
      return {
        en: `${model} is served: ${reason.challenger} loses less (Diebold-Mariano t ${t(reason.advantage)}), but its ${percent(reason.probability)} % quantile covers ${percent(reason.coverage)} %.`,
        fr: `${model} est utilisé : ${reason.challenger} perd moins (t de Diebold-Mariano ${tFrench(reason.advantage)}), mais son quantile à ${percent(reason.probability)} % couvre ${percent(reason.coverage).replace('.', ',')} %.`,
      };
    case 'ahead':
      return {
        en: `${model} is served: it loses less than the baseline (Diebold-Mariano t ${t(reason.advantage)}) and its quantiles cover as they should.`,
        fr: `${model} est utilisé : il perd moins que la référence (t de Diebold-Mariano ${tFrench(reason.advantage)}) et ses quantiles couvrent comme il faut.`,
      };
    case 'promoted':
      return {
        en: `${model} is served: version ${reason.version} is promoted; over ${reason.seeds} seeds its median Diebold-Mariano t against log-HAR is ${t(reason.advantage)}, and its quantiles cover as they should.`,
        fr: `${model} est utilisé : la version ${reason.version} est en service ; sur ${reason.seeds} graines, son t médian de Diebold-Mariano face à log-HAR est ${tFrench(reason.advantage)}, et ses quantiles couvrent comme il faut.`,
      };
  }
}

const percent = (share: number): string => String(Number((100 * share).toFixed(1)));
