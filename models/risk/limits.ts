import { floorToStep, roundMoney } from '../../config/decimal.ts';
import { roundTripCost } from '../../data/broker/costs.ts';
import type { RiskView } from './risk-view.ts';
import { type Candidate, pass, type Rule, refuse } from './rule.ts';

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** Units that could still be added before a notional cap is met, for the reason's advice. */
function roomFor(capUsd: number, usedUsd: number, price: number, view: RiskView): number {
  const units = (capUsd - usedUsd) / price;
  return units > 0 ? floorToStep(units, view.instrument?.lot ?? 1) : 0;
}

/** Value of one instrument's position after the order, against a share of equity. */
export const maxPosition: Rule = (candidate, view) => {
  const { order, after, held, reduces, equityUsd = Number.NaN } = candidate;
  const price = order.referencePrice;
  const share = (Math.abs(after) * price) / equityUsd;
  const limit = view.limits.maxPositionShare;
  if (reduces || share <= limit) return pass({ share, limit });
  const room = roomFor(equityUsd * limit, Math.abs(held) * price, price, view);
  return refuse(
    {
      en: `The position in ${order.symbol} would be ${percent(share)} of equity; the limit is ${percent(limit)}. At most ${room} more units pass.`,
      fr: `La position en ${order.symbol} atteindrait ${percent(share)} des capitaux ; la limite est ${percent(limit)}. Au plus ${room} unités de plus passent.`,
    },
    { share, limit, room },
  );
};

const grossAfter = ({ order, after }: Candidate, view: RiskView): number => {
  let gross = Math.abs(after) * order.referencePrice;
  for (const position of view.portfolio.positions.values()) {
    if (position.symbol === order.symbol) continue;
    gross += Math.abs(position.quantity) * (view.priceOf(position.symbol) ?? Number.NaN);
  }
  return gross;
};

/** Sum of all positions' absolute values after the order, against a share of equity. */
export const maxGrossExposure: Rule = (candidate, view) => {
  const { reduces, equityUsd = Number.NaN } = candidate;
  const share = grossAfter(candidate, view) / equityUsd;
  const limit = view.limits.maxGrossExposureShare;
  if (reduces || share <= limit) return pass({ share, limit });
  return refuse(
    {
      en: `All positions together would be ${percent(share)} of equity; the limit is ${percent(limit)}.`,
      fr: `L'ensemble des positions atteindrait ${percent(share)} des capitaux ; la limite est ${percent(limit)}.`,
    },
    { share, limit },
  );
};

/** Equity lost since the market's day began; beyond the limit no new risk that day. */
export const maxDailyLoss: Rule = ({ reduces, equityUsd = Number.NaN }, view) => {
  const start = view.dayStartEquityUsd ?? Number.NaN;
  const lossShare = (start - equityUsd) / start;
  const limit = view.limits.maxDailyLossShare;
  if (reduces || lossShare < limit) return pass({ lossShare, limit });
  return refuse(
    {
      en: `The account has lost ${percent(lossShare)} today; from ${percent(limit)} on no new risk is taken until tomorrow.`,
      fr: `Le compte a perdu ${percent(lossShare)} aujourd'hui ; à partir de ${percent(limit)}, plus aucun risque nouveau jusqu'à demain.`,
    },
    { lossShare, limit },
  );
};

/** A buy needs its cash and its costs; nothing is bought on credit, nothing is shrunk to fit. */
export const freeCash: Rule = ({ order, reduces }, view) => {
  const cashUsd = view.portfolio.cashUsd;
  if (reduces || order.side === 'sell') return pass({ cashUsd });
  const price = order.referencePrice;
  const neededUsd = roundMoney(order.quantity * price + roundTripCost(price, order.quantity, view.costs) / 2);
  if (neededUsd <= cashUsd) return pass({ neededUsd, cashUsd });
  return refuse(
    {
      en: `The order needs $${neededUsd.toFixed(2)} with costs; free cash is $${cashUsd.toFixed(2)}.`,
      fr: `L'ordre demande ${neededUsd.toFixed(2)} $ avec les frais ; le solde disponible est de ${cashUsd.toFixed(2)} $.`,
    },
    { neededUsd, cashUsd },
  );
};
