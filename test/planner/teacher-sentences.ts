import type { OwnSentence } from './own-sentence.ts';

const fall = (amountUsd: number, percent: number) => ({ example: 'fall', amountUsd, percent });

/** Sentences to the tools that teach. With the free questions below, 45 of 56 were understood before the rules had seen any. */
export const teacherSentences: readonly OwnSentence[] = [
  ['Could you quiz me?', ['take_quiz', {}]],
  ['start a quiz about trading', ['take_quiz', { topic: 'trading' }]],
  ['I feel like a quiz on performance ratios', ['take_quiz', { topic: 'performance' }]],
  ['ask me something about risk', ['take_quiz', { topic: 'risk' }]],
  ['test me on market vocabulary', ['take_quiz', { topic: 'markets' }]],
  ['I think the answer is D', ['take_quiz', { answer: 'd' }]],
  ['option 3', ['take_quiz', { answer: 'c' }]],
  ['Lance un quiz sur la volatilité', ['take_quiz', { topic: 'volatility' }]],
  ['teste-moi sur les indicateurs', ['take_quiz', { topic: 'indicators' }]],
  ['je voudrais un quiz', ['take_quiz', {}]],
  ['pose-moi une autre question du quiz', ['take_quiz', {}]],
  ['la réponse est la A', ['take_quiz', { answer: 'a' }]],
  ['Quiz sur les options stp', ['take_quiz', { topic: 'options' }]],

  ['Can you give me a lesson about leverage?', ['give_lesson', { term: 'leverage' }]],
  ['lesson on correlation', ['give_lesson', { term: 'correlation' }]],
  ['I would like a course on implied volatility', ['give_lesson', { term: 'implied volatility' }]],
  ['walk me through the MACD step by step', ['give_lesson', { term: 'macd' }]],
  ['begin a lesson', ['give_lesson', {}]],
  ['Lesson about drawdown, step 4', ['give_lesson', { term: 'drawdown', step: 4 }]],
  ['tutorial on stop losses', ['give_lesson', { term: 'stop loss' }]],
  ["Je voudrais une leçon sur l'effet de levier", ['give_lesson', { term: 'effet de levier' }]],
  ['une leçon sur le bêta', ['give_lesson', { term: 'beta' }]],
  ['commence un cours sur la diversification', ['give_lesson', { term: 'diversification' }]],
  ['apprends-moi la volatilité pas à pas', ['give_lesson', { term: 'volatilite' }]],
  ['Leçon sur le drawdown, étape 3', ['give_lesson', { term: 'drawdown', step: 3 }]],
  ['donne-moi un cours sur le slippage', ['give_lesson', { term: 'slippage' }]],

  ['If the market crashes 35%, what happens to my $12,000?', ['what_if', fall(12000, 35)]],
  ['how much is left of $8,000 after a 15% drop', ['what_if', fall(8000, 15)]],
  ['gain needed to get back to even after losing 25%', ['what_if', { example: 'recovery', percent: 25 }]],
  [
    'what does $2,500 become at 6% a year after 15 years?',
    ['what_if', { example: 'growth', amountUsd: 2500, percent: 6, years: 15 }],
  ],
  ['annualise a daily vol of 0.8%', ['what_if', { example: 'volatility', percent: 0.8 }]],
  ['break even win rate for a 3 to 1 ratio', ['what_if', { example: 'break-even', rewardToRisk: 3 }]],
  ['at what drop am I liquidated with 20x leverage?', ['what_if', { example: 'leverage', leverage: 20 }]],
  [
    'position size for $5,000, risk 2%, stop 10% away',
    ['what_if', { example: 'position-size', amountUsd: 5000, riskPercent: 2, stopPercent: 10 }],
  ],
  [
    'fees of 0.2% over 50 trades on $3,000',
    ['what_if', { example: 'fees', amountUsd: 3000, percent: 0.2, trades: 50 }],
  ],
  ['Si je perds 30 % de 4 000 €, que me reste-t-il ?', ['what_if', fall(4000, 30)]],
  ['quelle hausse pour compenser une perte de 60 % ?', ['what_if', { example: 'recovery', percent: 60 }]],
  [
    '500 € placés à 4 % pendant 30 ans deviennent combien ?',
    ['what_if', { example: 'growth', amountUsd: 500, percent: 4, years: 30 }],
  ],
  ['annualiser une volatilité journalière de 2 %', ['what_if', { example: 'volatility', percent: 2 }]],
  ['taux de réussite minimal avec un ratio de 1,5 ?', ['what_if', { example: 'break-even', rewardToRisk: 1.5 }]],
  ['avec un levier de 25, quelle baisse me liquide ?', ['what_if', { example: 'leverage', leverage: 25 }]],
  [
    'taille de position pour 15 000 €, risque de 1 %, stop à 3 %',
    ['what_if', { example: 'position-size', amountUsd: 15000, riskPercent: 1, stopPercent: 3 }],
  ],
  [
    'combien me coûtent 0,5 % de frais sur 40 transactions avec 2 000 € ?',
    ['what_if', { example: 'fees', amountUsd: 2000, percent: 0.5, trades: 40 }],
  ],
];

/** Free questions about terms, each to be answered from the glossary or refused. */
export const freeQuestions: readonly string[] = [
  'Why does implied volatility rise before earnings?',
  'Why are low volatility stocks popular?',
  'How does leverage change the risk of a portfolio?',
  'How do interest rates affect bonds?',
  'What causes slippage?',
  'When is the RSI unreliable?',
  'What happens to an option at expiry?',
  'Why do traders use a stop loss?',
  'Pourquoi la volatilité implicite monte-t-elle avant les résultats ?',
  'Pourquoi la diversification réduit-elle le risque ?',
  "Qu'est-ce qui cause le slippage ?",
  'Que se passe-t-il quand une option arrive à échéance ?',
  'Comment les taux influencent-ils les obligations ?',
];
