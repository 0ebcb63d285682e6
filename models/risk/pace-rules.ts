import { dayMs } from '../../data/calendar/calendar-days.ts';
import type { Portfolio } from '../../data/portfolio.ts';
import type { RiskView } from './risk-view.ts';
import { fixed, missing, pass, type Rule, refuse } from './rule.ts';
import { tradingStateOf } from './trading-state.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;

const clock = { en: 'the market clock', fr: "l'heure du marché" };

/** Positions that were opened after an instant; one that was closed in parts counts once. */
function openedAfter({ positions, trades }: Portfolio, instant: number): number {
  const opened: string[] = [];
  for (const { symbol, openedAt } of positions.values()) if (openedAt > instant) opened.push(`${openedAt} ${symbol}`);
  // Fills of several markets are booked market by market, so that an older trade may have been closed later.
  for (let link = trades; link; link = link.earlier) {
    const { symbol, openedAt } = link.trade;
    if (openedAt > instant) opened.push(`${openedAt} ${symbol}`);
  }
  return opened.length === 0 ? 0 : new Set(opened).size;
}

/** As above, with the orders that are out and may open one; NaN without a clock. */
function begunAfter({ booked, working }: RiskView, instant: number): number {
  if (Number.isNaN(instant)) return Number.NaN;
  let begun = openedAfter(booked, instant);
  for (const { reduceOnly } of working) if (!reduceOnly) begun += 1;
  return begun;
}

/** Positions opened on the market's day (UTC). */
export const tradesPerDay: Rule = ({ reduces }, view) => {
  const limit = view.limits.maxTradesPerDay;
  if (limit === null) return undefined;
  if (reduces) return pass();
  const trades = begunAfter(view, Math.floor(view.now / dayMs) * dayMs - 1);
  if (trades < limit) return pass({ trades, limit });
  if (Number.isNaN(trades)) return missing(clock, { limit });
  return refuse(
    {
      en: `${trades} trades were begun today; the limit is ${limit} a day.`,
      fr: `${trades} transactions ont été ouvertes aujourd'hui ; la limite est ${limit} par jour.`,
    },
    { trades, limit },
  );
};

export const opensPerHour: Rule = ({ reduces }, view) => {
  const limit = view.limits.maxOpensPerHour;
  if (limit === null) return undefined;
  if (reduces) return pass();
  const opens = begunAfter(view, view.now - hourMs);
  if (opens < limit) return pass({ opens, limit });
  if (Number.isNaN(opens)) return missing(clock, { limit });
  return refuse(
    {
      en: `${opens} positions were opened within the last hour; the limit is ${limit}.`,
      fr: `${opens} positions ont été ouvertes depuis une heure ; la limite est ${limit}.`,
    },
    { opens, limit },
  );
};

/** The latest close of a symbol's position, UTC ms. */
function lastClose({ trades }: Portfolio, symbol: string): number | undefined {
  let last: number | undefined;
  for (let link = trades; link; link = link.earlier) {
    const { trade } = link;
    if (trade.symbol === symbol) last = Math.max(last ?? trade.closedAt, trade.closedAt);
  }
  return last;
}

/** What was closed is not opened again at once. */
export const reEntryPause: Rule = ({ order, reduces }, { booked, now, limits: { reEntryPauseMinutes: pause } }) => {
  if (pause === null) return undefined;
  const closedAt = reduces ? undefined : lastClose(booked, order.symbol);
  if (closedAt === undefined) return pass({ pause });
  const minutes = (now - closedAt) / minuteMs;
  if (minutes >= pause) return pass({ minutes, pause });
  if (Number.isNaN(minutes)) return missing(clock, { pause });
  return refuse(
    {
      en: `${order.symbol} was closed ${fixed(minutes, 0).en} minutes ago; it is opened again after ${pause} minutes at the earliest.`,
      fr: `${order.symbol} a été fermé il y a ${fixed(minutes, 0).fr} minutes ; il n'est rouvert qu'après ${pause} minutes.`,
    },
    { minutes, pause },
  );
};

/**
 * A person or a strategy keeps what it opened for a while. Stops and targets never pass the gate, and an account that
 * may only reduce is not held back.
 */
export const minimumHold: Rule = ({ order, held, after }, view) => {
  const minimum = view.limits.minimumHoldMinutes;
  if (minimum === null) return undefined;
  const closes = held !== 0 && (after - held) * held < 0;
  if (!closes || tradingStateOf(view) !== 'ACTIVE') return pass({ minimum });
  const minutes = (view.now - (view.booked.positions.get(order.symbol)?.openedAt ?? view.now)) / minuteMs;
  if (minutes >= minimum) return pass({ minutes, minimum });
  if (Number.isNaN(minutes)) return missing(clock, { minimum });
  return refuse(
    {
      en: `${order.symbol} was opened ${fixed(minutes, 0).en} minutes ago; a close that no stop asks for waits ${minimum} minutes.`,
      fr: `${order.symbol} a été ouvert il y a ${fixed(minutes, 0).fr} minutes ; une fermeture qu'aucun stop ne demande attend ${minimum} minutes.`,
    },
    { minutes, minimum },
  );
};
