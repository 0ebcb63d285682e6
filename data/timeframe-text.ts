import type { Text } from '../config/text.ts';
import type { Timeframe } from './candle.ts';

const units: Readonly<Record<string, { one: Text; many: (count: number) => Text }>> = {
  m: {
    one: { en: 'one-minute candles', fr: "bougies d'une minute" },
    many: count => ({ en: `${count}-minute candles`, fr: `bougies de ${count} minutes` }),
  },
  h: {
    one: { en: 'hourly candles', fr: "bougies d'une heure" },
    many: count => ({ en: `${count}-hour candles`, fr: `bougies de ${count} heures` }),
  },
  d: {
    one: { en: 'daily candles', fr: 'bougies quotidiennes' },
    many: count => ({ en: `${count}-day candles`, fr: `bougies de ${count} jours` }),
  },
  w: {
    one: { en: 'weekly candles', fr: 'bougies hebdomadaires' },
    many: count => ({ en: `${count}-week candles`, fr: `bougies de ${count} semaines` }),
  },
};

/** Candles of a length as people call them: "daily candles", "bougies de 5 minutes". */
export function candlesText(timeframe: Timeframe): Text {
  const count = Number.parseInt(timeframe, 10);
  const unit = units[timeframe.slice(-1)];
  if (!unit) return { en: `${timeframe} candles`, fr: `bougies ${timeframe}` };
  return count === 1 ? unit.one : unit.many(count);
}
