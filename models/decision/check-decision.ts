import type { Language } from '../../config/settings.ts';
import type { Text } from '../../config/text.ts';
import { type Bet, stakes } from './break-even.ts';
import type { Decision } from './decision-answer.ts';
import { type Feed, type Invalidation, invalidated, seriesIn } from './invalidation.ts';
import { invalidationText } from './invalidation-text.ts';
import { readSeriesName, unitOf } from './market-series.ts';

/** What the check needs to know of an instrument at the moment of the decision. Prices in its currency. */
export type DecisionView = {
  readonly price: number;
  /** Average true range of the last closed candles of the deciding timeframe, where it is warm. */
  readonly atr: number | undefined;
  /** Cost of a round trip per unit. */
  readonly cost: number;
  /** Signed open quantity. */
  readonly held: number;
  /** The series that stood in the prompt: an exit plan can speak of no others. */
  readonly series: readonly string[];
  readonly feed: Feed;
  /** The present truth of the open position's own invalidation. */
  readonly planBroken: boolean | 'unknown' | undefined;
};

export type DecisionLimits = {
  /** Reward over risk, both after costs. */
  readonly minimumRewardToRisk: number;
  /** Distance of the stop from the price, in average true ranges. */
  readonly stopAtr: { readonly least: number; readonly most: number };
  /** The target's distance as a multiple of the round trip's cost. */
  readonly minimumTargetToCost: number;
};

/** A number in a fault, as each language writes it. */
type Figure = Readonly<Record<Language, string>>;
const say = (value: number): Figure => {
  const en = String(Number(value.toPrecision(8)));
  return { en, fr: en.replace('.', ',') };
};

/** What a decision must have besides its signal, and what it may not have. */
function shapeFaults(decision: Decision, { held }: DecisionView): Text[] {
  const { signal, confidence, justification, stopLoss, profitTarget, invalidation, reasonCode } = decision;
  const entering = signal === 'enter_long' || signal === 'enter_short';
  const faults: Text[] = [];
  const need = (present: boolean, what: string, quoi = what) => {
    if (!present) faults.push({ en: `${signal} needs ${what}`, fr: `${signal} demande ${quoi}` });
  };
  if (signal === 'hold') return [];
  need(confidence !== undefined, 'confidence');
  need(
    justification !== undefined,
    'justification with situation, reason, riskPlan and fit',
    'justification avec situation, reason, riskPlan et fit',
  );
  if (entering) {
    need(stopLoss !== undefined, 'stopLoss');
    need(profitTarget !== undefined, 'profitTarget');
    need(invalidation !== undefined, 'invalidation');
    if (held !== 0)
      faults.push({
        en: `${signal} with an open position: only hold or close is allowed`,
        fr: `${signal} avec une position ouverte : seuls hold et close sont permis`,
      });
  } else {
    need(reasonCode !== undefined, 'reasonCode');
    if (held === 0)
      faults.push({
        en: 'close without an open position: only hold or an entry is allowed',
        fr: 'close sans position ouverte : seuls hold et une entrée sont permis',
      });
  }
  return faults;
}

const sideWords = {
  below: { en: 'below', fr: 'en dessous' },
  above: { en: 'above', fr: 'au-dessus' },
} as const;

function sideFaults({ price, stop, target }: Bet, sign: number): Text[] {
  const [losing, winning] = sign > 0 ? (['below', 'above'] as const) : (['above', 'below'] as const);
  const wrong = (name: string, level: number, wanted: keyof typeof sideWords): Text => ({
    en: `${name} ${say(level).en} is on the wrong side of the price ${say(price).en}: it must be ${sideWords[wanted].en}`,
    fr: `${name} ${say(level).fr} est du mauvais côté du prix ${say(price).fr} : il doit être ${sideWords[wanted].fr}`,
  });
  return [
    ...((price - stop) * sign > 0 ? [] : [wrong('stopLoss', stop, losing)]),
    ...((target - price) * sign > 0 ? [] : [wrong('profitTarget', target, winning)]),
  ];
}

function meritFaults(bet: Bet, { atr }: DecisionView, limits: DecisionLimits): Text[] {
  const { price, stop, target, cost } = bet;
  const { reward, risk } = stakes(bet);
  const { least, most } = limits.stopAtr;
  const [ratio, wanted] = [say(reward / risk), say(limits.minimumRewardToRisk)];
  const [away, paid, times] = [say(Math.abs(target - price)), say(cost), say(limits.minimumTargetToCost)];
  const distance = atr === undefined ? undefined : Math.abs(price - stop) / atr;
  const faults: (Text | false | undefined)[] = [
    reward / risk < limits.minimumRewardToRisk && {
      en: `after costs the target brings ${ratio.en} times what the stop loses; at least ${wanted.en} is wanted`,
      fr: `après frais, l'objectif rapporte ${ratio.fr} fois ce que perd le stop ; il en faut au moins ${wanted.fr}`,
    },
    Math.abs(target - price) < limits.minimumTargetToCost * cost && {
      en: `the target is ${away.en} away; a round trip costs ${paid.en}, and ${times.en} times that is wanted`,
      fr: `l'objectif est à ${away.fr} ; un aller-retour coûte ${paid.fr}, et il en faut ${times.fr} fois autant`,
    },
    distance !== undefined &&
      !(distance >= least && distance <= most) && {
        en: `the stop is ${say(distance).en} average true ranges away; between ${say(least).en} and ${say(most).en} is wanted`,
        fr: `le stop est à ${say(distance).fr} amplitudes vraies moyennes ; il en faut entre ${say(least).fr} et ${say(most).fr}`,
      },
  ];
  return faults.flatMap(fault => fault || []);
}

function levelFaults(bet: Bet, sign: number, view: DecisionView, limits: DecisionLimits): Text[] {
  const wrong = sideFaults(bet, sign);
  return wrong.length > 0 ? wrong : meritFaults(bet, view, limits);
}

const farthest = { least: 0.5, most: 2 };

/** A level of price that the stop would meet first can never be what proves the idea wrong. */
function reachFaults(invalidation: Invalidation, { price, stop }: Bet, sign: number): Text[] {
  return invalidation.flat().flatMap(({ series, operator, level }): Text[] => {
    const name = readSeriesName(series);
    if (level === undefined || !name || unitOf(name) !== 'price' || /^(s|e)ma_/.test(name.name)) return [];
    const { least, most } = farthest;
    if (!(level >= least * price && level <= most * price))
      return [
        {
          en: `the level ${say(level).en} of ${series} is not within ${least} to ${most} times the price`,
          fr: `le niveau ${say(level).fr} de ${series} n'est pas entre ${say(least).fr} et ${most} fois le prix`,
        },
      ];
    const losing = sign > 0 ? operator.startsWith('<') : operator.startsWith('>');
    if (losing && (level - stop) * sign <= 0)
      return [
        {
          en: `the level ${say(level).en} of ${series} lies beyond the stop ${say(stop).en}: the stop would come first`,
          fr: `le niveau ${say(level).fr} de ${series} est au-delà du stop ${say(stop).fr} : le stop viendrait en premier`,
        },
      ];
    return [];
  });
}

function invalidationFaults(invalidation: Invalidation, bet: Bet, sign: number, view: DecisionView): Text[] {
  const strange = seriesIn(invalidation)
    .filter(one => !view.series.includes(one))
    .join(', ');
  if (strange !== '') {
    const there = view.series.join(', ');
    return [
      {
        en: `invalidation speaks of ${strange}, which is not in this prompt; there are: ${there}`,
        fr: `invalidation parle de ${strange}, qui n'est pas dans cette invite ; il y a : ${there}`,
      },
    ];
  }
  const truth = invalidated(invalidation, view.feed);
  const written = invalidationText(invalidation);
  if (truth === true)
    return [
      { en: `the invalidation "${written}" is true already`, fr: `l'invalidation « ${written} » est déjà vraie` },
    ];
  if (truth === 'unknown')
    return [
      {
        en: `the invalidation "${written}" cannot be evaluated now`,
        fr: `l'invalidation « ${written} » ne peut pas être évaluée maintenant`,
      },
    ];
  return reachFaults(invalidation, bet, sign);
}

/** Levels and exit plan of an entry whose fields are all there. */
function entryFaults(decision: Decision, view: DecisionView, limits: DecisionLimits): Text[] {
  const { signal, stopLoss: stop, profitTarget: target, invalidation } = decision;
  if (signal === 'close' || stop === undefined || target === undefined || invalidation === undefined) return [];
  if (!Number.isFinite(view.price) || !Number.isFinite(view.cost))
    return [
      {
        en: 'there is no price to check the levels against',
        fr: "il n'y a pas de prix auquel comparer les niveaux",
      },
    ];
  const sign = signal === 'enter_long' ? 1 : -1;
  const bet: Bet = { price: view.price, stop, target, cost: view.cost };
  const faults = levelFaults(bet, sign, view, limits);
  return faults.length > 0 ? faults : invalidationFaults(invalidation, bet, sign, view);
}

/** Every fault of a decision against the market and the account: in English a model acts on it. Empty when it is sound. */
export function decisionFaults(decision: Decision, view: DecisionView, limits: DecisionLimits): Text[] {
  const shape = shapeFaults(decision, view);
  const faults = shape.length > 0 ? shape : entryFaults(decision, view, limits);
  return faults.map(({ en, fr }) => ({ en: `${decision.symbol}: ${en}`, fr: `${decision.symbol} : ${fr}` }));
}

/** A close while the position's own plan still holds: allowed, said aloud, and counted. */
export const isPlanBreak = (
  { signal, reasonCode }: Decision,
  { planBroken }: Pick<DecisionView, 'planBroken'>,
): boolean => signal === 'close' && planBroken !== true && reasonCode !== 'user';
