import { attempt } from '../../config/attempt.ts';
import type { Language } from '../../config/settings.ts';
import { type Translate, translateTo } from '../../config/text.ts';
import type { AlertRow } from '../../data/alert-store.ts';
import { candlesFrom, dayOf } from '../../data/candle.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import { type Priority, priorities } from '../../data/outbox-store.ts';
import { Card, type CardAction, type CardInput } from '../../tools/card.ts';
import type { ChartSpecInput } from '../../tools/chart-spec.ts';
import { Alert } from './alert.ts';

const titles: Readonly<Record<Priority, { en: string; fr: string }>> = {
  info: { en: 'News', fr: 'Nouvelles' },
  warning: { en: 'Attention', fr: 'Attention' },
  error: { en: 'Something is wrong', fr: 'Quelque chose ne va pas' },
  urgent: { en: 'Urgent', fr: 'Urgent' },
};

const signs: Readonly<Record<Priority, string>> = { info: 'ℹ️', warning: '⚠️', error: '❗', urgent: '🚨' };

/** The highest priority of several alerts. */
export const highest = (alerts: readonly Pick<Alert, 'priority'>[]): Priority =>
  priorities.findLast(one => alerts.some(({ priority }) => priority === one)) ?? 'info';

const ratings = {
  good: { en: '👍 The forecast helps', fr: '👍 Prévision utile' },
  bad: { en: '👎 The forecast is wrong', fr: '👎 Prévision fausse' },
} as const;

/** Buttons that judge a forecast, where the alerts tell of exactly one. */
function ratingActions(alerts: readonly Alert[], t: Translate): CardAction[] {
  const [ratedId, ...others] = alerts.flatMap(({ ratedId }) => ratedId ?? []);
  if (ratedId === undefined || others.length > 0) return [];
  return (['good', 'bad'] as const).map(rating => ({ kind: 'rate', label: t(ratings[rating]), ratedId, rating }));
}

/** A quarter of a year of trading days can be read in the width of a mail. */
const shownCandles = 66;

/** The chart of the instrument that the most urgent alerts tell of, with its level drawn in; none where none can be drawn. */
function chartOf(
  alerts: readonly Alert[],
  market: Pick<MarketData, 'candles'>,
  t: Translate,
): ChartSpecInput | undefined {
  const top = highest(alerts);
  const about = alerts.filter(({ symbol }) => symbol !== undefined);
  const { symbol, level } = about.find(({ priority }) => priority === top) ?? about[0] ?? {};
  const series = symbol === undefined ? undefined : attempt(() => market.candles(symbol, '1d'));
  if (symbol === undefined || !series || series.length < 2) return undefined;
  const shown = [...candlesFrom(series, Math.max(0, series.length - shownCandles))];
  return {
    title: symbol,
    times: shown.map(({ openAt }) => dayOf(openAt)),
    candles: shown.map(({ open, high, low, close }) => [open, high, low, close]),
    levels: level === undefined ? [] : [{ name: t({ en: 'Level', fr: 'Niveau' }), value: level }],
  };
}

/**
 * Several alerts as one card; one alone is its own lead.
 * @param market where the chart of what they tell of is drawn from; without it the card has none
 */
export function alertCard(
  rows: readonly Pick<AlertRow, 'body'>[],
  language: Language,
  market?: Pick<MarketData, 'candles'>,
): Card {
  const t = translateTo(language);
  const alerts = rows.map(row => Alert.parse(row.body));
  const top = highest(alerts);
  const [only, ...more] = alerts;
  const questions = new Map(alerts.flatMap(({ ask }) => (ask ? [[ask.en, t(ask)] as const] : [])));
  const chart = market && chartOf(alerts, market, t);
  const made: CardInput = {
    title: `${signs[top]} ${t(titles[top])}`,
    ...(only && more.length === 0
      ? { lead: t(only.text) }
      : { lines: alerts.map(({ text, priority }) => `${signs[priority]} ${t(text)}`) }),
    ...(chart ? { chart } : {}),
    actions: [
      ...[...questions.values()].slice(0, 3).map(question => ({ kind: 'ask' as const, label: question, question })),
      ...ratingActions(alerts, t),
    ],
    tone: top === 'info' ? 'neutral' : 'bad',
  };
  return Card.parse(made);
}
