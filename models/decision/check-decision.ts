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

const say = (value: number): string => String(Number(value.toPrecision(8)));

/** What a decision must have besides its signal, and what it may not have. */
function shapeFaults(decision: Decision, { held }: DecisionView): string[] {
  const { signal, confidence, justification, stopLoss, profitTarget, invalidation, reasonCode } = decision;
  const entering = signal === 'enter_long' || signal === 'enter_short';
  const faults: string[] = [];
  const need = (present: boolean, what: string) => {
    if (!present) faults.push(`${signal} needs ${what}`);
  };
  if (signal === 'hold') return [];
  need(confidence !== undefined, 'confidence');
  need(justification !== undefined, 'justification with situation, reason, riskPlan and fit');
  if (entering) {
    need(stopLoss !== undefined, 'stopLoss');
    need(profitTarget !== undefined, 'profitTarget');
    need(invalidation !== undefined, 'invalidation');
    if (held !== 0) faults.push(`${signal} with an open position: only hold or close is allowed`);
  } else {
    need(reasonCode !== undefined, 'reasonCode');
    if (held === 0) faults.push('close without an open position: only hold or an entry is allowed');
  }
  return faults;
}

function sideFaults({ price, stop, target }: Bet, sign: number): string[] {
  const [losing, winning] = sign > 0 ? ['below', 'above'] : ['above', 'below'];
  const wrong = (name: string, level: number, wanted: string | undefined) =>
    `${name} ${say(level)} is on the wrong side of the price ${say(price)}: it must be ${wanted}`;
  return [
    ...((price - stop) * sign > 0 ? [] : [wrong('stopLoss', stop, losing)]),
    ...((target - price) * sign > 0 ? [] : [wrong('profitTarget', target, winning)]),
  ];
}

function meritFaults(bet: Bet, { atr }: DecisionView, limits: DecisionLimits): string[] {
  const { price, stop, target, cost } = bet;
  const { reward, risk } = stakes(bet);
  const { least, most } = limits.stopAtr;
  const distance = atr === undefined ? undefined : Math.abs(price - stop) / atr;
  const faults = [
    reward / risk < limits.minimumRewardToRisk &&
      `after costs the target brings ${say(reward / risk)} times what the stop loses; at least ${limits.minimumRewardToRisk} is wanted`,
    Math.abs(target - price) < limits.minimumTargetToCost * cost &&
      `the target is ${say(Math.abs(target - price))} away; a round trip costs ${say(cost)}, and ${limits.minimumTargetToCost} times that is wanted`,
    distance !== undefined &&
      !(distance >= least && distance <= most) &&
      `the stop is ${say(distance)} average true ranges away; between ${least} and ${most} is wanted`,
  ];
  return faults.filter(fault => fault !== false);
}

function levelFaults(bet: Bet, sign: number, view: DecisionView, limits: DecisionLimits): string[] {
  const wrong = sideFaults(bet, sign);
  return wrong.length > 0 ? wrong : meritFaults(bet, view, limits);
}

const farthest = { least: 0.5, most: 2 };

/** A level of price that the stop would meet first can never be what proves the idea wrong. */
function reachFaults(invalidation: Invalidation, { price, stop }: Bet, sign: number): string[] {
  return invalidation.flat().flatMap(({ series, operator, level }) => {
    const name = readSeriesName(series);
    if (level === undefined || !name || unitOf(name) !== 'price' || /^(s|e)ma_/.test(name.name)) return [];
    if (!(level >= farthest.least * price && level <= farthest.most * price))
      return [
        `the level ${say(level)} of ${series} is not within ${farthest.least} to ${farthest.most} times the price`,
      ];
    const losing = sign > 0 ? operator.startsWith('<') : operator.startsWith('>');
    if (losing && (level - stop) * sign <= 0)
      return [`the level ${say(level)} of ${series} lies beyond the stop ${say(stop)}: the stop would come first`];
    return [];
  });
}

function invalidationFaults(invalidation: Invalidation, bet: Bet, sign: number, view: DecisionView): string[] {
  const strange = seriesIn(invalidation).filter(one => !view.series.includes(one));
  if (strange.length > 0)
    return [
      `invalidation speaks of ${strange.join(', ')}, which is not in this prompt; there are: ${view.series.join(', ')}`,
    ];
  const truth = invalidated(invalidation, view.feed);
  if (truth === true) return [`the invalidation "${invalidationText(invalidation)}" is true already`];
  if (truth === 'unknown') return [`the invalidation "${invalidationText(invalidation)}" cannot be evaluated now`];
  return reachFaults(invalidation, bet, sign);
}

/** Levels and exit plan of an entry whose fields are all there. */
function entryFaults(decision: Decision, view: DecisionView, limits: DecisionLimits): string[] {
  const { signal, stopLoss: stop, profitTarget: target, invalidation } = decision;
  if (signal === 'close' || stop === undefined || target === undefined || invalidation === undefined) return [];
  if (!Number.isFinite(view.price) || !Number.isFinite(view.cost))
    return ['there is no price to check the levels against'];
  const sign = signal === 'enter_long' ? 1 : -1;
  const bet: Bet = { price: view.price, stop, target, cost: view.cost };
  const faults = levelFaults(bet, sign, view, limits);
  return faults.length > 0 ? faults : invalidationFaults(invalidation, bet, sign, view);
}

/** Every fault of a decision against the market and the account, in words that a model can act on; empty when it is sound. */
export function decisionFaults(decision: Decision, view: DecisionView, limits: DecisionLimits): string[] {
  const shape = shapeFaults(decision, view);
  const faults = shape.length > 0 ? shape : entryFaults(decision, view, limits);
  return faults.map(fault => `${decision.symbol}: ${fault}`);
}

/** A close while the position's own plan still holds: allowed, said aloud, and counted. */
export const isPlanBreak = (
  { signal, reasonCode }: Decision,
  { planBroken }: Pick<DecisionView, 'planBroken'>,
): boolean => signal === 'close' && planBroken !== true && reasonCode !== 'user';

export const planBreakText: Text = {
  en: 'This closes the position although its own invalidation is not true: a break of the plan.',
  fr: "Ceci clôt la position alors que sa propre condition d'invalidation n'est pas vraie : une rupture du plan.",
};
