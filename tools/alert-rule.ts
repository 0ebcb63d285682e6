import { z } from 'zod';
import type { Text } from '../config/text.ts';
import { translateTo } from '../config/text.ts';

/** What a rule watches of an instrument: a price, its change since the last close in %, the forecast of annual volatility in %, or the RSI. */
export const MarketMeasure = z.enum(['price', 'change', 'volatility', 'rsi']);
export type MarketMeasure = z.infer<typeof MarketMeasure>;

/** What a rule watches of the account: its value in USD, its fall from its highest value in %, the day's loss or profit in %. */
export const AccountMeasure = z.enum(['equity', 'drawdown', 'day-loss', 'day-profit']);
export type AccountMeasure = z.infer<typeof AccountMeasure>;

/** Everything that may pass a level. */
export const Measure = z.enum([...MarketMeasure.options, ...AccountMeasure.options]);
export type Measure = z.infer<typeof Measure>;

const levelFields = { side: z.enum(['above', 'below']), level: z.number() };

export const MarketRule = z.strictObject({ symbol: z.string(), measure: MarketMeasure, ...levelFields });
export type MarketRule = z.infer<typeof MarketRule>;

export const AccountRule = z.strictObject({ measure: AccountMeasure, ...levelFields });
export type AccountRule = z.infer<typeof AccountRule>;

/** Told at each change of the regime of an instrument. */
export const RegimeRule = z.strictObject({ symbol: z.string(), measure: z.literal('regime') });
export type RegimeRule = z.infer<typeof RegimeRule>;

export type LevelRule = MarketRule | AccountRule;
export const AlertRule = z.union([MarketRule, AccountRule, RegimeRule]);
export type AlertRule = z.infer<typeof AlertRule>;

export const isAccountMeasure = (measure: string): measure is AccountMeasure =>
  AccountMeasure.options.some(one => one === measure);

const measures: Readonly<Record<Measure, Text>> = {
  price: { en: 'price', fr: 'prix' },
  change: { en: 'change of the day', fr: 'variation du jour' },
  volatility: { en: 'volatility forecast, a year', fr: 'volatilité prévue, par an' },
  rsi: { en: 'RSI', fr: 'RSI' },
  equity: { en: 'value', fr: 'valeur' },
  drawdown: { en: 'drawdown', fr: 'repli depuis le plus haut' },
  'day-loss': { en: 'loss of the day', fr: 'perte du jour' },
  'day-profit': { en: 'profit of the day', fr: 'gain du jour' },
};
const sides: Readonly<Record<LevelRule['side'], Text>> = {
  above: { en: 'above', fr: 'au-dessus de' },
  below: { en: 'below', fr: 'en dessous de' },
};

const units: Readonly<Record<Measure, 'price' | 'money' | 'share' | 'points'>> = {
  price: 'price',
  change: 'share',
  volatility: 'share',
  rsi: 'points',
  equity: 'money',
  drawdown: 'share',
  'day-loss': 'share',
  'day-profit': 'share',
};

/** A level or a value with its unit. */
const valueText = (measure: Measure, value: number, language: 'en' | 'fr'): string => {
  const t = translateTo(language);
  const unit = units[measure];
  if (unit === 'share') return t.percent(value / 100, 1);
  return unit === 'money' ? t.money(value) : t.number(value, unit === 'points' ? 1 : 2);
};

const subjectOf = (rule: AlertRule): Text =>
  'symbol' in rule ? { en: rule.symbol, fr: rule.symbol } : { en: 'Account', fr: 'Compte' };

/** A rule as a person reads it. */
export function ruleText(rule: AlertRule): Text {
  const subject = subjectOf(rule);
  if (rule.measure === 'regime') {
    return {
      en: `${subject.en}: a change of the market regime`,
      fr: `${subject.fr} : un changement de régime de marché`,
    };
  }
  const { measure, side, level } = rule;
  return {
    en: `${subject.en}: ${measures[measure].en} ${sides[side].en} ${valueText(measure, level, 'en')}`,
    fr: `${subject.fr} : ${measures[measure].fr} ${sides[side].fr} ${valueText(measure, level, 'fr')}`,
  };
}

/** What is said when the condition of a rule comes true. */
export const firedText = (rule: LevelRule, value: number): Text => ({
  en: `${ruleText(rule).en}: it is ${valueText(rule.measure, value, 'en')} now.`,
  fr: `${ruleText(rule).fr} : c'est ${valueText(rule.measure, value, 'fr')} à présent.`,
});

export const measureNow = (measure: Measure, value: number): Text => ({
  en: `It is ${valueText(measure, value, 'en')} now.`,
  fr: `C'est ${valueText(measure, value, 'fr')} à présent.`,
});

/** Whether the condition of a rule holds at a value. */
export const holdsAt = ({ side, level }: LevelRule, value: number): boolean =>
  side === 'above' ? value > level : value < level;

/** What a tool may do with the alerts of the person who asks. */
export type AlertRules = {
  /** What a measure is now; undefined where it cannot be computed. @throws QuaestorError `tool.forbidden` for the account of others */
  now(watched: { symbol: string; measure: MarketMeasure } | { measure: AccountMeasure }): number | undefined;
  /** Keeps a rule; gives its number and the value that it watches now, undefined where there is none. @throws as `now` */
  add(rule: AlertRule): { id: number; value: number | undefined };
};
