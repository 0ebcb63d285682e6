import { dayMs } from '../../data/calendar/calendar-days.ts';
import { calendarOf } from '../../data/calendar/calendar-of.ts';
import { noEntryWindow } from '../../data/events/no-entry-window.ts';
import { fixed, missing, pass, percent, type Rule, refuse } from './rule.ts';

const minuteMs = 60_000;

export const instrumentTradable: Rule = ({ order }, { instrument }) =>
  instrument?.tradable && instrument.currency === 'USD'
    ? pass()
    : refuse({
        en: `"${order.symbol}" cannot be traded in this account (USD instruments only).`,
        fr: `« ${order.symbol} » ne peut pas être négocié dans ce compte (instruments en USD seulement).`,
      });

export const priceKnown: Rule = ({ order, equityUsd }, { quote }) => {
  const price = quote?.price ?? Number.NaN;
  if (price > 0 && Number.isFinite(price) && equityUsd !== undefined && Number.isFinite(equityUsd))
    return pass({ price });
  return refuse({
    en: `There is no price for "${order.symbol}" or for a position held: an order that cannot be priced is refused.`,
    fr: `Il n'y a pas de prix pour « ${order.symbol} » ou pour une position détenue : un ordre sans prix est refusé.`,
  });
};

export const staleData: Rule = ({ reduces }, { quote, now, staleAfterDays }) => {
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

/** New risk only while the instrument's market is open: for intraday data, since a daily candle closes after it. */
export const tradingHours: Rule = ({ order, reduces }, { instrument, now, limits }) => {
  if (!limits.sessionsOnly) return undefined;
  if (reduces) return pass();
  if (!instrument || !Number.isFinite(now))
    return missing({ en: 'the instrument or the market clock', fr: "l'instrument ou l'heure du marché" });
  if (calendarOf(instrument.calendar).isOpen(now)) return pass({ now });
  const at = new Date(now).toISOString().slice(0, 16);
  return refuse(
    {
      en: `The market of ${order.symbol} (${instrument.calendar}) is closed at ${at} UTC; new risk waits for its session.`,
      fr: `Le marché de ${order.symbol} (${instrument.calendar}) est fermé à ${at} UTC ; un nouveau risque attend sa séance.`,
    },
    { now },
  );
};

/** No entry around an event of the economic calendar that concerns the instrument's currency. */
export const eventWindow: Rule = ({ reduces }, { instrument, events, now, limits: { eventWindow: window } }) => {
  if (!window) return undefined;
  if (reduces) return pass();
  if (!instrument || !events || !Number.isFinite(now))
    return missing({ en: 'the economic calendar or the market clock', fr: 'le calendrier économique ou son heure' });
  const event = noEntryWindow(events, instrument.currency, now, window);
  if (!event) return pass();
  const minutes = Math.round((event.at - now) / minuteMs);
  const distance =
    minutes >= 0
      ? { en: `in ${minutes} minutes`, fr: `dans ${minutes} minutes` }
      : { en: `${-minutes} minutes ago`, fr: `il y a ${-minutes} minutes` };
  const { beforeMinutes, afterMinutes } = window;
  return refuse(
    {
      en: `"${event.title}" (${event.currency}) is ${distance.en}: no entry from ${beforeMinutes} minutes before to ${afterMinutes} after.`,
      fr: `« ${event.title} » (${event.currency}) a lieu ${distance.fr} : pas d'entrée de ${beforeMinutes} minutes avant à ${afterMinutes} après.`,
    },
    { minutes, beforeMinutes, afterMinutes },
  );
};

/** The distance from bid to ask, as a share of the price. */
export const spread: Rule = ({ order, reduces }, { spreadShare, limits: { maxSpreadShare: limit } }) => {
  if (limit === null) return undefined;
  if (reduces) return pass();
  if (spreadShare === undefined || !(spreadShare >= 0))
    return missing(
      { en: `the spread of ${order.symbol}`, fr: `l'écart acheteur-vendeur de ${order.symbol}` },
      { limit },
    );
  if (spreadShare <= limit) return pass({ spreadShare, limit });
  return refuse(
    {
      en: `The spread of ${order.symbol} is ${percent(spreadShare, 2).en} of its price; the limit is ${percent(limit, 2).en}.`,
      fr: `L'écart acheteur-vendeur de ${order.symbol} est de ${percent(spreadShare, 2).fr} du prix ; la limite est ${percent(limit, 2).fr}.`,
    },
    { spreadShare, limit },
  );
};
