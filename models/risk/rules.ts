import { isMultipleOf } from '../../config/decimal.ts';
import { freeCash, maxDailyLoss, maxGrossExposure, maxPosition } from './limits.ts';
import { fixed, pass, type Rule, refuse } from './rule.ts';

const dayMs = 86_400_000;

/** A halted account takes no new risk; orders that only reduce still pass. */
const killSwitch: Rule = ({ reduces }, { portfolio }) =>
  !portfolio.halted || reduces
    ? pass()
    : refuse({
        en: 'Trading is stopped (kill switch). Only orders that reduce a position pass until an admin resumes.',
        fr: "Le trading est arrêté (arrêt d'urgence). Seuls passent les ordres qui réduisent une position, jusqu'à la reprise par un administrateur.",
      });

const instrumentTradable: Rule = ({ order }, { instrument }) =>
  instrument?.tradable && instrument.currency === 'USD'
    ? pass()
    : refuse({
        en: `"${order.symbol}" cannot be traded in this account (USD instruments only).`,
        fr: `« ${order.symbol} » ne peut pas être négocié dans ce compte (instruments en USD seulement).`,
      });

const priceKnown: Rule = ({ order, equityUsd }, { quote }) => {
  const price = quote?.price ?? Number.NaN;
  if (price > 0 && Number.isFinite(price) && equityUsd !== undefined && Number.isFinite(equityUsd))
    return pass({ price });
  return refuse({
    en: `There is no price for "${order.symbol}" or for a position held: an order that cannot be priced is refused.`,
    fr: `Il n'y a pas de prix pour « ${order.symbol} » ou pour une position détenue : un ordre sans prix est refusé.`,
  });
};

const staleData: Rule = ({ reduces }, { quote, now, staleAfterDays }) => {
  const ageDays = (now - (quote?.asOfAt ?? Number.NaN)) / dayMs;
  if (reduces || (ageDays >= -1 && ageDays <= staleAfterDays)) return pass({ ageDays, staleAfterDays });
  return refuse(
    {
      en: `The last price is ${Number.isFinite(ageDays) ? ageDays.toFixed(1) : 'an unknown number of'} days old; the limit is ${staleAfterDays}.`,
      fr: `Le dernier prix a ${Number.isFinite(ageDays) ? fixed(ageDays, 1).fr : '?'} jours ; la limite est ${staleAfterDays}.`,
    },
    { ageDays, staleAfterDays },
  );
};

const quantityStep: Rule = ({ order }, { instrument }) => {
  const lot = instrument?.lot ?? Number.NaN;
  if (order.quantity > 0 && isMultipleOf(order.quantity, lot)) return pass({ quantity: order.quantity, lot });
  return refuse(
    {
      en: `The quantity ${order.quantity} is not a positive multiple of ${lot}, the smallest step of ${order.symbol}.`,
      fr: `La quantité ${order.quantity} n'est pas un multiple positif de ${lot}, le plus petit pas de ${order.symbol}.`,
    },
    { quantity: order.quantity, lot },
  );
};

const minimumNotional: Rule = ({ order, reduces }, { limits }) => {
  const notionalUsd = order.quantity * order.referencePrice;
  if (reduces || notionalUsd >= limits.minimumNotionalUsd)
    return pass({ notionalUsd, minimumUsd: limits.minimumNotionalUsd });
  return refuse(
    {
      en: `The order is worth $${notionalUsd.toFixed(2)}; the smallest is $${limits.minimumNotionalUsd}.`,
      fr: `L'ordre vaut ${fixed(notionalUsd, 2).fr} $ ; le minimum est ${limits.minimumNotionalUsd} $.`,
    },
    { notionalUsd, minimumUsd: limits.minimumNotionalUsd },
  );
};

/** For a buy: stop below, target above the price; mirrored for a sell. */
const stopSide: Rule = ({ order }) => {
  const { stop, target, referencePrice: price, side } = order;
  const sign = side === 'buy' ? 1 : -1;
  const stopRight = stop === undefined || (price - stop) * sign > 0;
  const targetRight = target === undefined || (target - price) * sign > 0;
  const numbers = { price, ...(stop === undefined ? {} : { stop }), ...(target === undefined ? {} : { target }) };
  if (stopRight && targetRight) return pass(numbers);
  const [wrong, level] = stopRight ? ['target', target] : ['stop', stop];
  const above = (side === 'buy') === (wrong === 'target');
  return refuse(
    {
      en: `The ${wrong} ${level} must be ${above ? 'above' : 'below'} the price ${fixed(price, 2).en} of a ${side}.`,
      fr: `${wrong === 'stop' ? 'Le stop' : "L'objectif"} ${level} doit être ${above ? 'au-dessus' : 'en dessous'} du prix ${fixed(price, 2).fr} pour ${side === 'buy' ? 'un achat' : 'une vente'}.`,
    },
    numbers,
  );
};

/** What was meant to reduce must not turn into a new position on the other side. */
const reduceOnly: Rule = ({ order, held, reduces }) => {
  if (!order.reduceOnly || reduces) return pass({ held });
  return refuse(
    {
      en:
        held === 0
          ? `There is no position in ${order.symbol} to close.`
          : `This would do more than close the ${held} held of ${order.symbol}.`,
      fr:
        held === 0
          ? `Il n'y a pas de position en ${order.symbol} à fermer.`
          : `Cela ferait plus que fermer les ${held} détenus en ${order.symbol}.`,
    },
    { held },
  );
};

/** Every rule by the name that settings use. */
export const rules: Readonly<Record<string, Rule>> = {
  'kill-switch': killSwitch,
  'instrument-tradable': instrumentTradable,
  'price-known': priceKnown,
  'stale-data': staleData,
  'quantity-step': quantityStep,
  'minimum-notional': minimumNotional,
  'stop-side': stopSide,
  'reduce-only': reduceOnly,
  'max-position': maxPosition,
  'max-gross-exposure': maxGrossExposure,
  'max-daily-loss': maxDailyLoss,
  'free-cash': freeCash,
};
