import type { TradeChain } from '../../data/portfolio.ts';
import { drawdownOf, ladderStep } from './ladder.ts';
import { missing, pass, percent, type Rule, refuse, warn } from './rule.ts';
import { dayLossOf } from './trading-state.ts';

const hourMs = 3_600_000;

/** A halted account takes no new risk; orders that only reduce still pass. */
export const killSwitch: Rule = ({ reduces }, { portfolio }) =>
  !portfolio.halted || reduces
    ? pass()
    : refuse({
        en: 'Trading is stopped (kill switch). Only orders that reduce a position pass until an admin resumes.',
        fr: "Le trading est arrêté (arrêt d'urgence). Seuls passent les ordres qui réduisent une position, jusqu'à la reprise par un administrateur.",
      });

/** Equity lost since the market's day began; beyond the limit no new risk that day. */
export const maxDailyLoss: Rule = ({ reduces, equityUsd }, { dayStartEquityUsd, limits }) => {
  const lossShare = dayLossOf(equityUsd, dayStartEquityUsd);
  const limit = limits.maxDailyLossShare;
  if (reduces || lossShare < limit) return pass({ lossShare, limit });
  if (Number.isNaN(lossShare))
    return missing({
      en: "the equity at the day's start or now",
      fr: 'le capital au début du jour ou celui de maintenant',
    });
  return refuse(
    {
      en: `The account has lost ${percent(lossShare).en} today; from ${percent(limit).en} on no new risk is taken until tomorrow.`,
      fr: `Le compte a perdu ${percent(lossShare).fr} aujourd'hui ; à partir de ${percent(limit).fr}, plus aucun risque nouveau jusqu'à demain.`,
    },
    { lossShare, limit },
  );
};

/** Equity below its peak: first a warning, then no new risk; the last step, closing everything, is the desk's to take. */
export const drawdownLadder: Rule = ({ reduces, equityUsd }, { peakEquityUsd, limits: { drawdownLadder: ladder } }) => {
  if (!ladder) return undefined;
  const drawdown = drawdownOf(equityUsd, peakEquityUsd);
  const numbers = { drawdown, warn: ladder.warn, limit: ladder.noNewRisk };
  const step = ladderStep(equityUsd, peakEquityUsd, ladder);
  if (reduces || step === 'none') return pass(numbers);
  if (Number.isNaN(drawdown))
    return missing({ en: "the account's equity or its peak", fr: 'le capital ou son plus haut' });
  const [share, limit] = [percent(drawdown), percent(ladder.noNewRisk)];
  if (step === 'warn') {
    return warn(
      {
        en: `The account is ${share.en} below its peak; from ${limit.en} on it takes no new risk.`,
        fr: `Le compte est à ${share.fr} sous son plus haut ; à partir de ${limit.fr}, il ne prend plus de risque nouveau.`,
      },
      numbers,
    );
  }
  return refuse(
    {
      en: `The account is ${share.en} below its peak; from ${limit.en} on no new risk is taken until it recovers.`,
      fr: `Le compte est à ${share.fr} sous son plus haut ; à partir de ${limit.fr}, aucun risque nouveau n'est pris avant qu'il ne remonte.`,
    },
    numbers,
  );
};

/** Losing trades in a row, the newest first, that were closed at or after an instant. */
function lossesInARow(newest: TradeChain | undefined, since: number): number {
  let losses = 0;
  for (let link = newest; link; link = link.earlier) {
    if (link.trade.profitUsd >= 0 || link.trade.closedAt < since) break;
    losses += 1;
  }
  return losses;
}

/** After several losses in a row the account rests for a while. */
export const cooldown: Rule = ({ reduces }, { booked: { trades }, now, limits: { cooldown: limit } }) => {
  if (!limit) return undefined;
  if (reduces || !trades) return pass();
  const sinceHours = (now - trades.trade.closedAt) / hourMs;
  const losses = lossesInARow(trades, now - limit.lookbackHours * hourMs);
  const numbers = { losses, limit: limit.losses, sinceHours, pauseHours: limit.pauseHours };
  // A clock that stands before the last trade is none.
  if (!(sinceHours >= 0)) return missing({ en: 'the market clock', fr: "l'heure du marché" }, numbers);
  if (sinceHours >= limit.pauseHours || losses < limit.losses) return pass(numbers);
  return refuse(
    {
      en: `The last ${losses} trades lost money; after ${limit.losses} in a row the account pauses for ${limit.pauseHours} hours.`,
      fr: `Les ${losses} dernières transactions ont perdu ; après ${limit.losses} de suite, le compte marque une pause de ${limit.pauseHours} heures.`,
    },
    numbers,
  );
};
