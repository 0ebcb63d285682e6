import { z } from 'zod';
import type { Translate } from '../config/text.ts';
import { Configuration } from '../data/study-store.ts';
import { headNames } from '../models/hybrid/heads.ts';
import { networkSamplers } from '../models/hybrid/network-space.ts';
import { asOf } from './as-of.ts';
import { Origin } from './bring-prices.ts';
import type { CardInput } from './card.ts';
import { headWords } from './head-words.ts';

/** A configuration with its relative loss: the mean, and that of each network, fold by fold and seed by seed. */
export const Scored = z.strictObject({ configuration: Configuration, loss: z.number(), networks: z.array(z.number()) });
export type Scored = z.infer<typeof Scored>;

/** What a search for settings came to. */
export const Tuned = z.strictObject({
  symbol: z.string(),
  study: z.string(),
  sampler: z.enum(networkSamplers),
  head: z.enum(headNames),
  /** Trials of the study, and those of them that came to no loss. */
  trials: z.int(),
  failed: z.int(),
  /** Trials that fell behind the median and were stopped. */
  stopped: z.int(),
  best: Scored,
  /** The settings that ship, on the same rows, with the same seeds and epochs. */
  shipped: Scored,
  /** Standard deviation of the losses of the trials. */
  spread: z.number().nullable(),
  /** What the best of as many trials with this spread would show without any skill, and if the settings did not matter. */
  luckyBest: z.number().nullable(),
  luckyChoice: z.number().nullable(),
  /** Configurations that were ever tried for this instrument's network in this installation. */
  tried: z.int(),
  /** Rows that scored, and the first day of the tail, which took no part. */
  from: z.string(),
  to: z.string(),
  tailFrom: z.string(),
  seeds: z.array(z.int()),
  epochs: z.int(),
  asOfOpenAt: z.int(),
  ...Origin.shape,
});
export type Tuned = z.infer<typeof Tuned>;

/** How many of the networks lose less by the best settings than by those that ship. */
const wins = ({ best, shipped }: Tuned): number =>
  best.networks.filter((loss, k) => loss < (shipped.networks[k] ?? Number.NaN)).length;

function leadOf(answer: Tuned, t: Translate): string {
  const { best, shipped, trials, head } = answer;
  const [found, usual] = [t.number(best.loss, 4), t.number(shipped.loss, 4)];
  const [won, all] = [wins(answer), best.networks.length];
  if (!(best.loss < shipped.loss)) {
    return t({
      en: `Keep the settings that ship: the best of ${trials} trials has a relative loss of ${found} (${headWords[head].en}), they have ${usual}; 1 is no skill.`,
      fr: `Gardez les réglages fournis : le meilleur de ${trials} essais a une perte relative de ${found} (${headWords[head].fr}), eux de ${usual} ; 1 veut dire aucun savoir.`,
    });
  }
  return t({
    en: `The best of ${trials} trials has a relative loss of ${found} (${headWords[head].en}), the settings that ship ${usual}; 1 is no skill. It loses less in ${won} of ${all} networks.`,
    fr: `Le meilleur de ${trials} essais a une perte relative de ${found} (${headWords[head].fr}), les réglages fournis ${usual} ; 1 veut dire aucun savoir. Il perd moins dans ${won} réseaux sur ${all}.`,
  });
}

/** How much of the best trial chance explains. */
function luckLine({ best, luckyBest, luckyChoice, trials, spread }: Tuned, t: Translate): string {
  if (luckyBest === null || luckyChoice === null || spread === null) {
    return t({
      en: 'One trial alone: there is no choice to correct for.',
      fr: "Un seul essai : il n'y a pas de choix à corriger.",
    });
  }
  const [skill, choice, wide] = [luckyBest, luckyChoice, spread].map(one => t.number(one, 4));
  const against = (limit: number) =>
    best.loss < limit
      ? { en: 'the best is better', fr: 'le meilleur fait mieux' }
      : { en: 'the best is no better, it may be luck', fr: 'le meilleur ne fait pas mieux, ce peut être la chance' };
  const [ofSkill, ofChoice] = [against(luckyBest), against(luckyChoice)];
  return t({
    en: `By chance alone, the best of ${trials} trials with this spread (${wide}) would show about ${skill} without any skill: ${ofSkill.en}; and about ${choice} if the settings did not matter: ${ofChoice.en}.`,
    fr: `Par le seul hasard, le meilleur de ${trials} essais avec cette dispersion (${wide}) montrerait environ ${skill} sans aucun savoir : ${ofSkill.fr} ; et environ ${choice} si les réglages ne comptaient pas : ${ofChoice.fr}.`,
  });
}

function linesOf(answer: Tuned, t: Translate): string[] {
  const { symbol, study, tried, failed, stopped, from, to, tailFrom, best, shipped } = answer;
  return [
    t({
      en: `Scored out of sample, ${from} to ${to}, by ${best.networks.length} networks a trial. The tail from ${tailFrom} on was not touched: train_model judges by it.`,
      fr: `Évalué hors échantillon, du ${from} au ${to}, par ${best.networks.length} réseaux par essai. La fin à partir du ${tailFrom} n'a pas été touchée : train_model juge par elle.`,
    }),
    luckLine(answer, t),
    t({
      en: `The best was chosen by these very rows, so that its figure here is too good; ${tried} configuration(s) were tried on this market in this installation.${stopped > 0 ? ` ${stopped} trial(s) fell behind the median and were stopped.` : ''}${failed > 0 ? ` ${failed} trial(s) failed.` : ''}`,
      fr: `Le meilleur a été choisi par ces mêmes lignes, son chiffre ici est donc trop beau ; ${tried} configuration(s) ont été essayées sur ce marché dans cette installation.${stopped > 0 ? ` ${stopped} essai(s) étaient en retard sur la médiane et ont été arrêtés.` : ''}${failed > 0 ? ` ${failed} essai(s) ont échoué.` : ''}`,
    }),
    best.loss < shipped.loss
      ? t({
          en: `To train with it: train_model --symbol ${symbol} --study ${study}. More trials: the same command with a larger --trials.`,
          fr: `Pour entraîner avec : train_model --symbol ${symbol} --study ${study}. Plus d'essais : la même commande avec un --trials plus grand.`,
        })
      : t({
          en: `More trials: the same command with a larger --trials; they go on with the study ${study}.`,
          fr: `Plus d'essais : la même commande avec un --trials plus grand ; ils poursuivent l'étude ${study}.`,
        }),
  ];
}

const written = (value: Configuration[string] | undefined): string =>
  typeof value === 'number' ? String(Number(value.toPrecision(4))) : String(value ?? '–');

export const tunedCard = (answer: Tuned, t: Translate): CardInput => ({
  title: t({
    en: `Settings of the network on ${answer.symbol}`,
    fr: `Réglages du réseau sur ${answer.symbol}`,
  }),
  lead: leadOf(answer, t),
  lines: linesOf(answer, t),
  table: {
    columns: [
      t({ en: 'Setting', fr: 'Réglage' }),
      t({ en: 'Best', fr: 'Meilleur' }),
      t({ en: 'Shipped', fr: 'Fourni' }),
    ],
    rows: Object.keys(answer.best.configuration).map(name => [
      name,
      written(answer.best.configuration[name]),
      written(answer.shipped.configuration[name]),
    ]),
  },
  tone: 'neutral',
  footnote: `${asOf(answer.asOfOpenAt, answer, t)} ${t({
    en: `Study ${answer.study}; seeds ${answer.seeds.join(', ')}; ${answer.epochs} epochs at most.`,
    fr: `Étude ${answer.study} ; graines ${answer.seeds.join(', ')} ; ${answer.epochs} époques au plus.`,
  })}`,
});
