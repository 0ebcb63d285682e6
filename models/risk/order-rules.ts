import { isMultipleOf } from '../../config/decimal.ts';
import type { Position } from '../../data/portfolio.ts';
import { type Candidate, fixed, missing, pass, percent, plain, type Rule, refuse } from './rule.ts';

const size = {
  en: 'the size of the order (a size by risk needs a stop, every size a price)',
  fr: "la taille de l'ordre (une taille par le risque demande un stop, toute taille un prix)",
};
const step = (symbol: string) => ({ en: `the smallest step of ${symbol}`, fr: `le plus petit pas de ${symbol}` });

export const quantityStep: Rule = ({ order }, { instrument }) => {
  const lot = instrument?.lot ?? Number.NaN;
  if (order.quantity > 0 && isMultipleOf(order.quantity, lot)) return pass({ quantity: order.quantity, lot });
  if (Number.isNaN(order.quantity)) return missing(size, { lot });
  if (Number.isNaN(lot)) return missing(step(order.symbol));
  return refuse(
    {
      en: `The quantity ${order.quantity} is not a positive multiple of ${lot}, the smallest step of ${order.symbol}.`,
      fr: `La quantité ${plain(order.quantity).fr} n'est pas un multiple positif de ${plain(lot).fr}, le plus petit pas de ${order.symbol}.`,
    },
    { quantity: order.quantity, lot },
  );
};

export const minimumNotional: Rule = ({ order, reduces }, { limits }) => {
  const notionalUsd = order.quantity * order.referencePrice;
  if (reduces || notionalUsd >= limits.minimumNotionalUsd)
    return pass({ notionalUsd, minimumUsd: limits.minimumNotionalUsd });
  if (Number.isNaN(notionalUsd)) return missing(size, { minimumUsd: limits.minimumNotionalUsd });
  return refuse(
    {
      en: `The order is worth $${notionalUsd.toFixed(2)}; the smallest is $${limits.minimumNotionalUsd}.`,
      fr: `L'ordre vaut ${fixed(notionalUsd, 2).fr} $ ; le minimum est ${limits.minimumNotionalUsd} $.`,
    },
    { notionalUsd, minimumUsd: limits.minimumNotionalUsd },
  );
};

/** For a buy: stop below, target above the price; mirrored for a sell. */
export const stopSide: Rule = ({ order }) => {
  const { stop, target, referencePrice: price, side } = order;
  const sign = side === 'buy' ? 1 : -1;
  const stopRight = stop === undefined || (price - stop) * sign > 0;
  const targetRight = target === undefined || (target - price) * sign > 0;
  const numbers = { price, stop: stop ?? Number.NaN, target: target ?? Number.NaN };
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
export const reduceOnly: Rule = ({ order, held, reduces }) => {
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

/** Whether a price of an order lies outside the band around the quote; one that is absent does not. */
const isFar = (level: number | undefined, price: number, band: number): level is number =>
  level !== undefined && !(Math.abs(level - price) <= band * price);

/** An order's own prices stand near the quote: what lies far off is a slip of the finger. */
export const priceBand: Rule = ({ order, reduces }, { quote, limits: { priceBandShare: band } }) => {
  if (band === null) return undefined;
  const { limitPrice, triggerPrice } = order;
  const price = quote?.price ?? Number.NaN;
  const level = isFar(limitPrice, price, band) ? limitPrice : triggerPrice;
  if (reduces || !isFar(level, price, band)) return pass({ price, band });
  if (!(price > 0)) return missing({ en: `the price of ${order.symbol}`, fr: `le prix de ${order.symbol}` });
  const away = percent(Math.abs(level / price - 1));
  return refuse(
    {
      en: `The order's price ${level} is ${away.en} away from ${fixed(price, 2).en}; at most ${percent(band).en} is allowed.`,
      fr: `Le prix ${plain(level).fr} de l'ordre est à ${away.fr} de ${fixed(price, 2).fr} ; au plus ${percent(band).fr} sont permis.`,
    },
    { level, price, band },
  );
};

/** Average price of what is held after an order that does not reduce, filled at its reference price. */
function averageAfter({ order, after }: Candidate, before: Position | undefined): number {
  if (!before || Math.sign(before.quantity) !== Math.sign(after)) return order.referencePrice;
  const added = after - before.quantity;
  return (before.averagePrice * before.quantity + order.referencePrice * added) / after;
}

/** A stop that lies beyond the price at which the exchange takes the position over never acts. */
export const stopBeyondLiquidation: Rule = (candidate, { portfolio, liquidation }) => {
  const { order, after, reduces } = candidate;
  const { stop, symbol } = order;
  if (!liquidation) return undefined;
  if (reduces || stop === undefined) return pass();
  const averagePrice = averageAfter(candidate, portfolio.positions.get(symbol));
  const taken = liquidation({ symbol, quantity: after, averagePrice });
  if (!taken) return pass({ stop });
  const { price } = taken;
  if ((stop - price) * Math.sign(after) > 0) return pass({ stop, liquidation: price });
  if (Number.isNaN(price)) return missing({ en: 'the liquidation price', fr: 'le prix de liquidation' }, { stop });
  return refuse(
    {
      en: `The stop ${stop} lies beyond the liquidation price ${fixed(price, 2).en}: the position would be gone before it acts.`,
      fr: `Le stop ${stop} se trouve au-delà du prix de liquidation ${fixed(price, 2).fr} : la position serait perdue avant qu'il n'agisse.`,
    },
    { stop, liquidation: price },
  );
};
