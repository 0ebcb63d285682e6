import { floorToStep, roundMoney } from '../../config/decimal.ts';
import type { Text } from '../../config/text.ts';
import { commissionOf, takerPrice } from '../../data/broker/costs.ts';
import type { RiskView } from './risk-view.ts';
import { type Candidate, fixed, pass, type Rule, refuse } from './rule.ts';

const percent = (share: number): Text => {
  const { en, fr } = fixed(share * 100, 1);
  return { en: `${en}%`, fr: `${fr} %` };
};

/** True when a share of equity is known and within its limit; a share of a lost account (equity below zero) never is. */
const within = (share: number, limit: number): boolean => share >= 0 && share <= limit;

/** Units of this order's side that would still pass the cap, for the reason's advice. */
function roomFor({ order, held, after }: Candidate, capUsd: number, view: RiskView): number {
  const units = capUsd / order.referencePrice - held * Math.sign(after - held);
  return units > 0 ? floorToStep(units, view.instrument?.lot ?? 1) : 0;
}

/** Value of one instrument's position after the order, against a share of equity. */
export const maxPosition: Rule = (candidate, view) => {
  const { order, after, reduces, equityUsd = Number.NaN } = candidate;
  const share = (Math.abs(after) * order.referencePrice) / equityUsd;
  const limit = view.limits.maxPositionShare;
  if (reduces || within(share, limit)) return pass({ share, limit });
  const room = roomFor(candidate, equityUsd * limit, view);
  return refuse(
    {
      en: `The position in ${order.symbol} would be ${percent(share).en} of equity; the limit is ${percent(limit).en}. At most ${room} more units pass.`,
      fr: `La position en ${order.symbol} atteindrait ${percent(share).fr} des capitaux ; la limite est ${percent(limit).fr}. Au plus ${String(room).replace('.', ',')} unités de plus passent.`,
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
  if (reduces || within(share, limit)) return pass({ share, limit });
  return refuse(
    {
      en: `All positions together would be ${percent(share).en} of equity; the limit is ${percent(limit).en}.`,
      fr: `L'ensemble des positions atteindrait ${percent(share).fr} des capitaux ; la limite est ${percent(limit).fr}.`,
    },
    { share, limit },
  );
};

/** Equity lost since the market's day began; beyond the limit no new risk that day. */
export const maxDailyLoss: Rule = ({ reduces, equityUsd = Number.NaN }, view) => {
  const start = view.dayStartEquityUsd ?? Number.NaN;
  const lossShare = (start - equityUsd) / start;
  const limit = view.limits.maxDailyLossShare;
  if (reduces || (start > 0 && lossShare < limit)) return pass({ lossShare, limit });
  return refuse(
    {
      en: `The account has lost ${percent(lossShare).en} today; from ${percent(limit).en} on no new risk is taken until tomorrow.`,
      fr: `Le compte a perdu ${percent(lossShare).fr} aujourd'hui ; à partir de ${percent(limit).fr}, plus aucun risque nouveau jusqu'à demain.`,
    },
    { lossShare, limit },
  );
};

/** A buy needs its cash and its costs; nothing is bought on credit, nothing is shrunk to fit. */
export const freeCash: Rule = ({ order, reduces }, view) => {
  const cashUsd = view.portfolio.cashUsd;
  if (reduces || order.side === 'sell') return pass({ cashUsd });
  const price = takerPrice(order.referencePrice, 'buy', view.costs, view.instrument?.tick ?? Number.NaN);
  const neededUsd = roundMoney(order.quantity * price + commissionOf(price, order.quantity, view.costs));
  if (neededUsd <= cashUsd) return pass({ neededUsd, cashUsd });
  return refuse(
    {
      en: `The order needs $${neededUsd.toFixed(2)} with costs; free cash is $${cashUsd.toFixed(2)}.`,
      fr: `L'ordre demande ${fixed(neededUsd, 2).fr} $ avec les frais ; le solde disponible est de ${fixed(cashUsd, 2).fr} $.`,
    },
    { neededUsd, cashUsd },
  );
};
