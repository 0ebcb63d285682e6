import { z } from 'zod';
import type { Text } from '../config/text.ts';
import { translateTo } from '../config/text.ts';

/** What a rule watches: a price, its change since the last close in %, the forecast of annual volatility in %, or the RSI. */
export const Measure = z.enum(['price', 'change', 'volatility', 'rsi']);
export type Measure = z.infer<typeof Measure>;

export const AlertRule = z.strictObject({
  symbol: z.string(),
  measure: Measure,
  side: z.enum(['above', 'below']),
  level: z.number(),
});
export type AlertRule = z.infer<typeof AlertRule>;

const measures: Readonly<Record<Measure, Text>> = {
  price: { en: 'price', fr: 'prix' },
  change: { en: 'change of the day', fr: 'variation du jour' },
  volatility: { en: 'volatility forecast, a year', fr: 'volatilité prévue, par an' },
  rsi: { en: 'RSI', fr: 'RSI' },
};
const sides: Readonly<Record<AlertRule['side'], Text>> = {
  above: { en: 'above', fr: 'au-dessus de' },
  below: { en: 'below', fr: 'en dessous de' },
};

const isShare = (measure: Measure): boolean => measure === 'change' || measure === 'volatility';

/** A level or a value with its unit. */
const valueText = (measure: Measure, value: number, language: 'en' | 'fr'): string => {
  const t = translateTo(language);
  return isShare(measure) ? t.percent(value / 100, 1) : t.number(value, measure === 'rsi' ? 1 : 2);
};

/** A rule as a person reads it. */
export const ruleText = ({ symbol, measure, side, level }: AlertRule): Text => ({
  en: `${symbol}: ${measures[measure].en} ${sides[side].en} ${valueText(measure, level, 'en')}`,
  fr: `${symbol} : ${measures[measure].fr} ${sides[side].fr} ${valueText(measure, level, 'fr')}`,
});

/** What is said when the condition of a rule comes true. */
export const firedText = (rule: AlertRule, value: number): Text => ({
  en: `${ruleText(rule).en}: it is ${valueText(rule.measure, value, 'en')} now.`,
  fr: `${ruleText(rule).fr} : c'est ${valueText(rule.measure, value, 'fr')} à présent.`,
});

export const measureNow = (measure: Measure, value: number): Text => ({
  en: `It is ${valueText(measure, value, 'en')} now.`,
  fr: `C'est ${valueText(measure, value, 'fr')} à présent.`,
});

/** Whether the condition of a rule holds at a value. */
export const holdsAt = ({ side, level }: AlertRule, value: number): boolean =>
  side === 'above' ? value > level : value < level;

/** What a tool may do with the alerts of the person who asks. */
export type AlertRules = {
  /** Keeps a rule; gives its number and the value that it watches now, undefined where there is none. */
  add(rule: AlertRule): { id: number; value: number | undefined };
};
