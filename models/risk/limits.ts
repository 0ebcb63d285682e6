import { floorToStep, roundMoney } from '../../config/decimal.ts';
import { commissionOf, takerPrice } from '../../data/broker/costs.ts';
import type { RiskView } from './risk-view.ts';
import { type Candidate, fixed, missing, pass, percent, plain, type Rule, refuse } from './rule.ts';

/** True when a share of equity is known and within its limit; a share of a lost account (equity below zero) never is. */
const within = (share: number, limit: number): boolean => share >= 0 && share <= limit;

/** What a share of equity cannot be computed without. */
const basis = {
  en: "the account's equity, a price, or the order's size",
  fr: "le capital, un prix, ou la taille de l'ordre",
};

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
  if (!Number.isFinite(share)) return missing(basis, { limit });
  const room = roomFor(candidate, equityUsd * limit, view);
  return refuse(
    {
      en: `The position in ${order.symbol} would be ${percent(share).en} of equity; the limit is ${percent(limit).en}. At most ${room} more units pass.`,
      fr: `La position en ${order.symbol} atteindrait ${percent(share).fr} des capitaux ; la limite est ${percent(limit).fr}. Au plus ${plain(room).fr} unités de plus passent.`,
    },
    { share, limit, room },
  );
};

type Valued = (valueUsd: number, symbol: string) => number;

/** Sum over the other positions of what is asked of their signed values; NaN where a price is not known. */
function sumOfOthers({ order }: Candidate, view: RiskView, of: Valued): number {
  let sum = 0;
  for (const { symbol, quantity } of view.portfolio.positions.values()) {
    if (symbol !== order.symbol) sum += of(quantity * (view.priceOf(symbol) ?? Number.NaN), symbol);
  }
  return sum;
}

/** As above, with this order's position as it will be. */
const sumAfter = (candidate: Candidate, view: RiskView, of: Valued): number =>
  of(candidate.after * candidate.order.referencePrice, candidate.order.symbol) + sumOfOthers(candidate, view, of);

/** Sum of all positions' absolute values after the order, against a share of equity. */
export const maxGrossExposure: Rule = (candidate, view) => {
  const { reduces, equityUsd = Number.NaN } = candidate;
  const share = sumAfter(candidate, view, Math.abs) / equityUsd;
  const limit = view.limits.maxGrossExposureShare;
  if (reduces || within(share, limit)) return pass({ share, limit });
  if (!Number.isFinite(share)) return missing(basis, { limit });
  return refuse(
    {
      en: `All positions together would be ${percent(share).en} of equity; the limit is ${percent(limit).en}.`,
      fr: `L'ensemble des positions atteindrait ${percent(share).fr} des capitaux ; la limite est ${percent(limit).fr}.`,
    },
    { share, limit },
  );
};

const asIs = (valueUsd: number): number => valueUsd;

/** What remains of long and short positions against each other after the order, against a share of equity. */
export const maxNetExposure: Rule = (candidate, view) => {
  const limit = view.limits.maxNetExposureShare;
  if (limit === null) return undefined;
  const { reduces, equityUsd = Number.NaN } = candidate;
  const share = Math.abs(sumAfter(candidate, view, asIs)) / equityUsd;
  if (reduces || within(share, limit)) return pass({ share, limit });
  if (!Number.isFinite(share)) return missing(basis, { limit });
  return refuse(
    {
      en: `Long and short together would be ${percent(share).en} of equity in one direction; the limit is ${percent(limit).en}.`,
      fr: `Achats et ventes ensemble atteindraient ${percent(share).fr} des capitaux dans un sens ; la limite est ${percent(limit).fr}.`,
    },
    { share, limit },
  );
};

/** Notional of all positions after the order, contract multipliers included, as a multiple of equity. */
export const maxLeverage: Rule = (candidate, view) => {
  const limit = view.limits.maxLeverage;
  if (limit === null) return undefined;
  const { reduces, equityUsd = Number.NaN } = candidate;
  const notional = (valueUsd: number, symbol: string) => Math.abs(valueUsd) * (view.multiplierOf(symbol) ?? Number.NaN);
  const leverage = sumAfter(candidate, view, notional) / equityUsd;
  if (reduces || within(leverage, limit)) return pass({ leverage, limit });
  if (!Number.isFinite(leverage)) return missing(basis, { limit });
  return refuse(
    {
      en: `The account's leverage would be ${fixed(leverage, 2).en}; the limit is ${fixed(limit, 2).en}.`,
      fr: `L'effet de levier du compte serait de ${fixed(leverage, 2).fr} ; la limite est ${fixed(limit, 2).fr}.`,
    },
    { leverage, limit },
  );
};

/**
 * Sum of the absolute values of this position and of those whose daily returns go with it, against a share of equity.
 * One that stands alone is left to `max-position`.
 */
export const correlatedExposure: Rule = (candidate, view) => {
  const { correlatedExposure: limits } = view.limits;
  if (!limits) return undefined;
  const { order, after, reduces, equityUsd = Number.NaN } = candidate;
  if (reduces) return pass();
  const others = sumOfOthers(candidate, view, (valueUsd, symbol) => {
    const correlation = view.correlationWith(symbol) ?? Number.NaN;
    if (Number.isNaN(correlation)) return Number.NaN;
    return correlation > limits.correlation ? Math.abs(valueUsd) : 0;
  });
  const share = (Math.abs(after) * order.referencePrice + others) / equityUsd;
  const numbers = { share, limit: limits.share, correlation: limits.correlation };
  if (others === 0 || within(share, limits.share)) return pass(numbers);
  if (Number.isNaN(share)) {
    return missing(
      {
        en: `the equity, a price, or the correlation of ${order.symbol} with what is held (60 daily returns that both have)`,
        fr: `le capital, un prix, ou la corrélation de ${order.symbol} avec ce qui est détenu (60 rendements journaliers communs)`,
      },
      numbers,
    );
  }
  return refuse(
    {
      en: `Positions that move with ${order.symbol} would be ${percent(share).en} of equity; the limit is ${percent(limits.share).en}.`,
      fr: `Les positions qui suivent ${order.symbol} atteindraient ${percent(share).fr} des capitaux ; la limite est ${percent(limits.share).fr}.`,
    },
    numbers,
  );
};

/** A buy needs its cash and its costs; nothing is bought on credit, nothing is shrunk to fit. */
export const freeCash: Rule = ({ order, reduces }, view) => {
  const cashUsd = view.portfolio.cashUsd;
  if (reduces || order.side === 'sell') return pass({ cashUsd });
  const price = takerPrice(order.referencePrice, 'buy', view.costs, view.instrument?.tick ?? Number.NaN);
  const neededUsd = roundMoney(order.quantity * price + commissionOf(price, order.quantity, view.costs));
  if (neededUsd <= cashUsd) return pass({ neededUsd, cashUsd });
  if (Number.isNaN(neededUsd)) return missing(basis, { cashUsd });
  return refuse(
    {
      en: `The order needs $${neededUsd.toFixed(2)} with costs; free cash is $${cashUsd.toFixed(2)}.`,
      fr: `L'ordre demande ${fixed(neededUsd, 2).fr} $ avec les frais ; le solde disponible est de ${fixed(cashUsd, 2).fr} $.`,
    },
    { neededUsd, cashUsd },
  );
};
