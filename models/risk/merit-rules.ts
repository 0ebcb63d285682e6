import { roundTripCost } from '../../data/broker/costs.ts';
import type { RiskView } from './risk-view.ts';
import { type Candidate, fixed, missing, pass, percent, type Rule, refuse } from './rule.ts';

/** What entering and leaving costs, as a share of the order's value. */
const costShareOf = ({ order }: Candidate, { costs }: RiskView): number =>
  roundTripCost(order.referencePrice, order.quantity, costs) / (order.referencePrice * order.quantity);

/** Of a draft with stop and target: what the target brings against what the stop loses, both after the round trip's cost. */
export const rewardToRisk: Rule = (candidate, view) => {
  const limit = view.limits.minimumRewardToRisk;
  if (limit === null) return undefined;
  const { order, reduces } = candidate;
  const { stop, target, referencePrice: price } = order;
  if (reduces || stop === undefined || target === undefined) return pass();
  const sign = order.side === 'buy' ? 1 : -1;
  const cost = costShareOf(candidate, view) * price;
  const [reward, risk] = [(target - price) * sign - cost, (price - stop) * sign + cost];
  const ratio = risk > 0 ? reward / risk : Number.NaN;
  if (ratio >= limit) return pass({ ratio, limit });
  if (Number.isNaN(ratio))
    return missing({ en: 'a price, or a stop on the losing side', fr: 'un prix, ou un stop du côté perdant' });
  return refuse(
    {
      en: `After costs the target brings ${fixed(ratio, 2).en} times what the stop loses; at least ${limit} is wanted.`,
      fr: `Frais compris, l'objectif rapporte ${fixed(ratio, 2).fr} fois ce que le stop perd ; il faut au moins ${fixed(limit, 2).fr}.`,
    },
    { ratio, limit },
  );
};

/** The move that the forecast expects over the holding horizon, against what the round trip costs. */
export const expectedMove: Rule = (candidate, view) => {
  const limit = view.limits.minimumMoveToCost;
  if (limit === null) return undefined;
  if (candidate.reduces) return pass();
  const sigma = view.forecastSigma ?? Number.NaN;
  const costShare = costShareOf(candidate, view);
  if (sigma >= limit * costShare) return pass({ sigma, costShare, limit });
  if (Number.isNaN(sigma * costShare))
    return missing({ en: 'a volatility forecast or a price', fr: 'une prévision de volatilité ou un prix' }, { limit });
  return refuse(
    {
      en: `The forecast expects a move of ${percent(sigma, 2).en}; a round trip costs ${percent(costShare, 2).en}, and ${limit} times that is wanted.`,
      fr: `La prévision attend un mouvement de ${percent(sigma, 2).fr} ; un aller-retour coûte ${percent(costShare, 2).fr}, et il en faut ${fixed(limit, 1).fr} fois plus.`,
    },
    { sigma, costShare, limit },
  );
};
