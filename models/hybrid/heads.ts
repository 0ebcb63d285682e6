import { classHead } from './class-head.ts';
import { excursionHead } from './excursion-head.ts';
import type { Head } from './head.ts';
import { marketRegimeClasses, signalClasses, volatilityRegimeClasses } from './hybrid-rows.ts';
import { ordinalHead } from './ordinal-head.ts';
import { volatilityHead } from './volatility-head.ts';

/** The five heads by name; the saved model names its outputs so. */
export const heads = {
  signal: classHead(signalClasses, ({ signal, signalWeight }) => ({
    head: 'signal',
    classes: signalClasses,
    labels: signal,
    weights: signalWeight,
  })),
  volatility: volatilityHead,
  volatilityRegime: ordinalHead(volatilityRegimeClasses, ({ volatilityRegime }) => ({
    head: 'volatilityRegime',
    classes: volatilityRegimeClasses,
    labels: volatilityRegime,
  })),
  marketRegime: classHead(marketRegimeClasses, ({ marketRegime }) => ({
    head: 'marketRegime',
    classes: marketRegimeClasses,
    labels: marketRegime,
  })),
  excursions: excursionHead,
} as const satisfies Record<string, Head>;

export type HeadName = keyof typeof heads;
export const headNames = [
  'signal',
  'volatility',
  'volatilityRegime',
  'marketRegime',
  'excursions',
] as const satisfies HeadName[];

/** One value for each head. */
export type PerHead<One> = Readonly<Record<HeadName, One>>;

export const perHead = <One>(from: (name: HeadName) => One): PerHead<One> => ({
  signal: from('signal'),
  volatility: from('volatility'),
  volatilityRegime: from('volatilityRegime'),
  marketRegime: from('marketRegime'),
  excursions: from('excursions'),
});
