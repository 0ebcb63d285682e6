import type { Language } from '../../config/settings.ts';
import { type Text, translateTo } from '../../config/text.ts';
import type { Timeframe } from '../../data/candle.ts';
import { type Clause, Invalidation } from './invalidation.ts';
import { candlesHeld, readSeriesName } from './market-series.ts';

const clauseText = ({ series, operator, level, other, candles }: Clause): string =>
  `${series} ${operator} ${other ?? level}${candles === undefined || candles === 1 ? '' : ` for ${candles}`}`;

/** The one way in which an invalidation is written down: `close@1d < 2750 for 2 and rsi_14@1d < 40 or candles_held@1d >= 30`. */
export const invalidationText = (invalidation: Invalidation): string =>
  invalidation.map(group => group.map(clauseText).join(' and ')).join(' or ');

function readClause(text: string): Clause | undefined {
  const [, series = '', operator, right = '', candles] =
    /^(\S+) (<=|>=|<|>) (\S+)(?: for (\d+))?$/.exec(text.trim()) ?? [];
  if (operator === undefined) return undefined;
  const level = Number(right);
  return {
    series,
    operator: operator as Clause['operator'],
    ...(right.includes('@') ? { other: right } : { level }),
    ...(candles === undefined ? {} : { candles: Number(candles) }),
  };
}

/** What `invalidationText` wrote; undefined for anything else, such as a person's own words. */
export function parseInvalidation(text: string): Invalidation | undefined {
  const groups = text.split(' or ').map(group => group.split(' and ').map(readClause));
  const parsed = Invalidation.safeParse(groups);
  return parsed.success ? parsed.data : undefined;
}

const frames: Readonly<Record<Timeframe, Text>> = {
  '1m': { en: '1-minute', fr: '1 minute' },
  '3m': { en: '3-minute', fr: '3 minutes' },
  '5m': { en: '5-minute', fr: '5 minutes' },
  '15m': { en: '15-minute', fr: '15 minutes' },
  '30m': { en: '30-minute', fr: '30 minutes' },
  '1h': { en: 'hourly', fr: '1 heure' },
  '2h': { en: '2-hour', fr: '2 heures' },
  '4h': { en: '4-hour', fr: '4 heures' },
  '6h': { en: '6-hour', fr: '6 heures' },
  '8h': { en: '8-hour', fr: '8 heures' },
  '12h': { en: '12-hour', fr: '12 heures' },
  '1d': { en: 'daily', fr: '1 jour' },
  '1w': { en: 'weekly', fr: '1 semaine' },
};

const plain: Readonly<Record<string, Text>> = {
  open: { en: 'open', fr: "l'ouverture" },
  high: { en: 'high', fr: 'le plus haut' },
  low: { en: 'low', fr: 'le plus bas' },
  close: { en: 'close', fr: 'la clôture' },
  volume: { en: 'volume', fr: 'le volume' },
  macd: { en: 'MACD', fr: 'le MACD' },
  macd_signal: { en: 'MACD signal line', fr: 'la ligne de signal du MACD' },
  macd_histogram: { en: 'MACD histogram', fr: "l'histogramme du MACD" },
};
const families: Readonly<Record<string, (period: string) => Text>> = {
  sma: period => ({ en: `${period}-candle average`, fr: `la moyenne de ${period} bougies` }),
  ema: period => ({ en: `${period}-candle exponential average`, fr: `la moyenne exponentielle de ${period} bougies` }),
  rsi: period => ({ en: `RSI of ${period} candles`, fr: `le RSI de ${period} bougies` }),
  atr: period => ({
    en: `average true range of ${period} candles`,
    fr: `l'amplitude vraie moyenne de ${period} bougies`,
  }),
};

function seriesWords(series: string): Text {
  const { name, timeframe } = readSeriesName(series) ?? { name: series, timeframe: '1d' as const };
  const [family = '', period = ''] = name.split('_');
  const word = plain[name] ?? families[family]?.(period) ?? { en: name, fr: name };
  return { en: `the ${frames[timeframe].en} ${word.en}`, fr: `${word.fr} (${frames[timeframe].fr})` };
}

const side: Readonly<Record<Clause['operator'], Text>> = {
  '<': { en: 'below', fr: 'sous' },
  '<=': { en: 'at or below', fr: 'à ou sous' },
  '>': { en: 'above', fr: 'au-dessus de' },
  '>=': { en: 'at or above', fr: 'à ou au-dessus de' },
};

const decimalsOf = (value: number): number => Math.min(8, (String(value).split('.')[1] ?? '').length);

function clauseWords({ series, operator, level, other, candles = 1 }: Clause): Text {
  if (series.startsWith(candlesHeld)) {
    const { timeframe } = readSeriesName(series) ?? { timeframe: '1d' as const };
    return {
      en: `held for ${level} candles (${frames[timeframe].en}) or more`,
      fr: `détenu depuis ${level} bougies (${frames[timeframe].fr}) ou plus`,
    };
  }
  const right = (language: Language): string =>
    other === undefined
      ? translateTo(language).number(level ?? Number.NaN, decimalsOf(level ?? 0))
      : seriesWords(other)[language];
  return {
    en: `${seriesWords(series).en} ${side[operator].en} ${right('en')}${candles > 1 ? `, ${candles} candles in a row` : ''}`,
    fr: `${seriesWords(series).fr} ${side[operator].fr} ${right('fr')}${candles > 1 ? `, ${candles} bougies de suite` : ''}`,
  };
}

/** An invalidation as a person reads it, in both languages. */
export function invalidationWords(invalidation: Invalidation): Text {
  const join = (language: Language, and: string, or: string): string =>
    invalidation.map(group => group.map(clause => clauseWords(clause)[language]).join(and)).join(or);
  return { en: join('en', ' and ', '; or '), fr: join('fr', ' et ', ' ; ou ') };
}

/** What a draft says of its invalidation: in words where code evaluates it, else as it was written. */
export function saidInvalidation(text: string): { words: Text; watched: boolean } {
  const invalidation = parseInvalidation(text);
  return invalidation
    ? { words: invalidationWords(invalidation), watched: true }
    : { words: { en: text, fr: text }, watched: false };
}
