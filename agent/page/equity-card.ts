import type { Translate } from '../../config/text.ts';
import type { Card } from '../../tools/card.ts';
import type { Account } from '../../tools/get-portfolio.ts';
import { viewWords } from './view-words.ts';

/** What the report of the account's performance says of its closes since the first fill. */
export type Closes = { readonly days: readonly string[]; readonly equities: readonly number[] };

const hasTraded = ({ positions, commissionUsd, profitUsd }: Account): boolean =>
  positions.length > 0 || commissionUsd !== 0 || profitUsd !== 0;

/** The account's value at its start, at each close since and now, where now is later than the last close. */
function pointsOf({ initialCashUsd, equityUsd, priced }: Account, { days, equities }: Closes, t: Translate) {
  const today = priced ? t.day(priced.openAt) : t(viewWords.now);
  const closes = days.map((day, i) => ({ time: day, equity: equities[i] ?? null }));
  const now = days.at(-1) === today ? [] : [{ time: today, equity: equityUsd }];
  return [{ time: t(viewWords.start), equity: initialCashUsd }, ...closes, ...now];
}

/**
 * The card of the performance with a curve from the first moment on. Where it has none yet, since fewer than two days have
 * closed, the curve is the start and what there is; before the first trade one point is no curve, and the card says so.
 */
export function equityCard(card: Card, account: Account, closes: Closes, t: Translate): Card {
  if (card.chart) return card;
  if (!hasTraded(account)) return { ...card, lines: [...card.lines, t(viewWords.onePoint)] };
  const points = pointsOf(account, closes, t);
  const curve = { name: t(viewWords.account), values: points.map(({ equity }) => equity), pane: 0 };
  const times = points.map(({ time }) => time);
  const levels = [{ name: t(viewWords.start), value: account.initialCashUsd }];
  return { ...card, chart: { title: t(viewWords.equity), times, unit: 'USD', lines: [curve], bands: [], levels } };
}
