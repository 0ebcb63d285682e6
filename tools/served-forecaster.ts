import { z } from 'zod';
import { attempt } from '../config/attempt.ts';
import type { Text, Translate } from '../config/text.ts';
import type { CandleSeries } from '../data/candle.ts';
import { forecasterIn } from '../models/regime/router.ts';
import { ChampionReason, sayChampion } from '../models/volatility/champion.ts';
import type { Contestant } from '../models/volatility/compare-forecasters.ts';
import { type Evidence, unproven } from '../models/volatility/evidence.ts';
import { RouteEvidence } from '../models/volatility/route-evidence.ts';
import type { Models } from './models.ts';
import { routes } from './regime-words.ts';

/** Which forecaster answers, and by what evidence. */
export const ServedForecaster = z.strictObject({
  /** Of all days, or what serves in its place and why. */
  champion: z.strictObject({ model: z.string(), reason: ChampionReason }),
  /** The forecasts that the champion was chosen by. */
  over: z.strictObject({ count: z.int(), from: z.string(), to: z.string() }).optional(),
  /** What the router made of the regime that there is now; its forecaster is the one that answers. */
  routed: RouteEvidence.optional(),
});
export type ServedForecaster = z.infer<typeof ServedForecaster>;

/** The name of the forecaster that answers. */
export const servedName = ({ champion, routed }: ServedForecaster): string => routed?.model ?? champion.model;

/**
 * Who serves by the evidence: the router's pick for the regime at the last candle, else the champion of all days, else
 * the baseline where neither has its columns today. The regime is read only where it was compared.
 */
export function servedForecaster(
  evidence: Evidence | undefined,
  contestants: readonly Contestant[],
  series: CandleSeries,
  { route }: Pick<Models, 'route'>,
): ServedForecaster {
  if (!evidence) return { champion: unproven };
  const { champion, count, from, to } = evidence;
  const here = (model: string) => contestants.some(({ forecaster }) => forecaster.name === model);
  const now = evidence.routes?.length ? attempt(() => route(series)) : undefined;
  const { model, routed } = forecasterIn(now, evidence);
  const over = { count, from, to };
  if (routed && here(model)) return { champion, over, routed };
  if (here(champion.model)) return { champion, over };
  return { champion: { model: unproven.model, reason: { kind: 'not-here', champion: champion.model } } };
}

/** Why the regime changes nothing, or what it has to add. */
function routeText({ route, count, reason }: RouteEvidence, t: Translate): Text {
  const [regime, french] = [routes[route].en, routes[route].fr];
  const begin = {
    en: `The regime now is ${regime}, and its ${t.number(count, 0)} days`,
    fr: `Le régime actuel est « ${french} », et ses ${t.number(count, 0)} jours`,
  };
  if (reason.kind === 'too-few-days') {
    return {
      en: `${begin.en} are too few to choose a forecaster by (${reason.least} are needed).`,
      fr: `${begin.fr} sont trop peu pour choisir un modèle (il en faut ${reason.least}).`,
    };
  }
  const [needed, looks] = [t.number(reason.needed, 1), reason.looks];
  if (reason.kind === 'ahead') {
    return {
      en: `${begin.en} alone prove it too: t ${t.number(reason.advantage, 1)}, and ${needed} is needed after ${looks} looks.`,
      fr: `${begin.fr} le confirment à eux seuls : t ${t.number(reason.advantage, 1)}, il faut ${needed} après ${looks} essais.`,
    };
  }
  return {
    en: `${begin.en} prove no other forecaster better: a t of ${needed} is needed after ${looks} looks, and quantiles that cover.`,
    fr: `${begin.fr} ne prouvent la supériorité d'aucun autre modèle : il faut un t de ${needed} après ${looks} essais, et des quantiles qui couvrent.`,
  };
}

/** The router's pick in place of the champion of all days. */
function insteadText({ champion, over }: ServedForecaster, routed: RouteEvidence, t: Translate): Text {
  const { model, route, count, reason } = routed;
  const days = t.number(count, 0);
  const [advantage, needed, looks] =
    reason.kind === 'ahead' ? [t.number(reason.advantage, 1), t.number(reason.needed, 1), reason.looks] : ['–', '–', 0];
  const span = over
    ? { en: `, ${over.from} to ${over.to},`, fr: `, du ${over.from} au ${over.to},` }
    : { en: '', fr: '' };
  return {
    en: `${model} is served: the regime now is ${routes[route].en}, and on its ${days} days${span.en} it loses less than the baseline (Diebold-Mariano t ${advantage}; ${needed} is needed after ${looks} looks) and than ${champion.model}, the champion of all days.`,
    fr: `${model} est utilisé : le régime actuel est « ${routes[route].fr} », et sur ses ${days} jours${span.fr} il perd moins que la référence (t de Diebold-Mariano ${advantage} ; il faut ${needed} après ${looks} essais) et que ${champion.model}, le champion de tous les jours.`,
  };
}

/** Who serves, and by what evidence of which regime: a line or two of a card. */
export function servedLines(served: ServedForecaster, t: Translate): string[] {
  const { champion, over, routed } = served;
  if (routed && routed.model !== champion.model) return [t(insteadText(served, routed, t))];
  return [t(sayChampion(champion, over)), ...(routed ? [t(routeText(routed, t))] : [])];
}
