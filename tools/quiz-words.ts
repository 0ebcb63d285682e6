import type { Text } from '../config/text.ts';
import type { QuizTopic } from '../knowledge/quiz/topics.ts';

/** Topics of the quiz as people read them. */
export const topicNames: Readonly<Record<QuizTopic, Text>> = {
  volatility: { en: 'volatility', fr: 'volatilité' },
  risk: { en: 'risk', fr: 'risque' },
  options: { en: 'options', fr: 'options' },
  indicators: { en: 'indicators', fr: 'indicateurs' },
  performance: { en: 'performance', fr: 'performance' },
  trading: { en: 'trading', fr: 'trading' },
  markets: { en: 'markets', fr: 'marchés' },
  models: { en: 'models', fr: 'modèles' },
  decisions: { en: 'decisions', fr: 'décisions' },
};

/** Folded words that name a topic. */
export const topicWords: Record<QuizTopic, string[]> = {
  volatility: ['volatility', 'volatilite', 'vol'],
  risk: ['risk', 'risks', 'risque', 'risques', 'risk management', 'gestion du risque'],
  options: ['options', 'option', 'greeks', 'grecques'],
  indicators: ['indicators', 'indicateurs', 'technical analysis', 'analyse technique', 'indicator', 'indicateur'],
  performance: ['performance', 'ratios', 'performance ratios', 'ratios de performance', 'backtesting'],
  trading: ['trading', 'orders', 'ordres', 'order types', "types d'ordres"],
  markets: ['markets', 'marches', 'market', 'bourse', 'marche'],
  models: ['models', 'modeles', 'machine learning', 'forecasting', 'apprentissage automatique'],
  decisions: ['decisions', 'decision', 'decision making', 'prise de decision'],
};
