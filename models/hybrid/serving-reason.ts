import { z } from 'zod';
import type { Text } from '../../config/text.ts';
import type { CalibrationVerdict } from './calibration-verdict.ts';
import type { LogLossGain } from './log-loss-gain.ts';

export const servingReasonKinds = [
  'ahead',
  'few-seeds',
  'not-ahead',
  'coverage-missed',
  'lost-the-tail',
  'no-gain',
  'nothing-learned',
  'untrusted',
] as const;

/** Why a head is served by the network or by its baseline: a kind for programs, words for people. */
export const ServingReason = z.strictObject({ kind: z.enum(servingReasonKinds), en: z.string(), fr: z.string() });
export type ServingReason = z.infer<typeof ServingReason>;

const french = (value: string): string => value.replace('.', ',');
const said = (kind: ServingReason['kind'], en: (number: (text: string) => string) => string, fr: typeof en) => ({
  kind,
  en: en(text => text),
  fr: fr(french),
});
const percent = (share: number): string => (100 * share).toFixed(1);

export const fewSeeds = (seeds: number, needed: number): ServingReason =>
  said(
    'few-seeds',
    () => `Trained with ${seeds} seeds; ${needed} are needed before the network may replace log-HAR.`,
    () => `Appris avec ${seeds} graines ; il en faut ${needed} pour que le réseau puisse remplacer log-HAR.`,
  );

/** Days that were searched on prove nothing: then the tail alone counts, and it is said. */
const unseen: Readonly<Record<'all' | 'tail', Text>> = {
  all: { en: '', fr: '' },
  tail: { en: ' on the days that the search never saw', fr: " sur les jours que la recherche n'a jamais vus" },
};

/** @param advantage median over the seeds of the Diebold-Mariano t */
export const notAhead = (days: number, advantage: number, evidence: 'all' | 'tail'): ServingReason =>
  said(
    'not-ahead',
    number =>
      `Over ${days} day(s) the median Diebold-Mariano t against log-HAR${unseen[evidence].en} is ${number(advantage.toFixed(2))}; -2 is needed.`,
    number =>
      `Sur ${days} jour(s), le t médian de Diebold-Mariano face à log-HAR${unseen[evidence].fr} est ${number(advantage.toFixed(2))} ; il faut -2.`,
  );

/** @param advantages median over the seeds of the Diebold-Mariano t, of each horizon */
export function volatilityAhead(advantages: readonly number[], evidence: 'all' | 'tail'): ServingReason {
  const list = advantages.map(one => one.toFixed(2));
  return ahead({
    en: `Median Diebold-Mariano t against log-HAR${unseen[evidence].en}: ${list.join(' and ')}; every quantile covers within 2 points.`,
    fr: `t médian de Diebold-Mariano face à log-HAR${unseen[evidence].fr} : ${list.map(french).join(' et ')} ; chaque quantile couvre à 2 points près.`,
  });
}

export const coverageMissed = (days: number, probability: number, coverage: number): ServingReason =>
  said(
    'coverage-missed',
    () => `Over ${days} day(s) its ${percent(probability)}% quantile covers ${percent(coverage)}% of the outcomes.`,
    number =>
      `Sur ${days} jour(s), son quantile à ${number(percent(probability))} % couvre ${number(percent(coverage))} % des issues.`,
  );

export const lostTheTail = (network: number, baseline: number): ServingReason =>
  said(
    'lost-the-tail',
    number =>
      `On the held-out tail the network loses ${number(network.toFixed(4))}, its baseline ${number(baseline.toFixed(4))}.`,
    number =>
      `Sur la fin tenue à l'écart, le réseau perd ${number(network.toFixed(4))}, sa référence ${number(baseline.toFixed(4))}.`,
  );

export const noGain = (gain: { mean: number; low: number; high: number }): ServingReason =>
  said(
    'no-gain',
    number =>
      `No proven gain on its baseline: ${number(gain.mean.toFixed(4))} a day, between ${number(gain.low.toFixed(4))} and ${number(gain.high.toFixed(4))}.`,
    number =>
      `Aucun gain prouvé sur sa référence : ${number(gain.mean.toFixed(4))} par jour, entre ${number(gain.low.toFixed(4))} et ${number(gain.high.toFixed(4))}.`,
  );

export const ahead = (detail: Text): ServingReason => ({ kind: 'ahead', ...detail });

export const nothingLearned: ServingReason = {
  kind: 'nothing-learned',
  en: 'Its labels taught nothing: they are unknown or all alike.',
  fr: "Ses étiquettes n'ont rien appris : elles sont inconnues ou toutes pareilles.",
};

/** A signal head whose probabilities are right and better than the class shares. */
export const trustedSignal = ({ gain, low }: LogLossGain): ServingReason => {
  const [mean, least] = [gain.toFixed(4), low.toFixed(4)];
  return ahead({
    en: `On the tail it gains ${mean} nats a day on the class shares, at least ${least}, and its probabilities are calibrated.`,
    fr: `Sur la fin tenue à l'écart, elle gagne ${french(mean)} nat par jour sur les parts des classes, au moins ${french(least)}, et ses probabilités sont calibrées.`,
  });
};

/** The reasons of a signal head that may not speak. */
export const untrusted = ({ reasons }: CalibrationVerdict): ServingReason[] =>
  reasons.map(reason => ({ kind: 'untrusted', en: reason.en, fr: reason.fr }));
