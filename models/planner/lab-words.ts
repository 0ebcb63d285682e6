import { Sentence } from './sentence.ts';

const verbs =
  /(?<![a-z])(?:backtest\w*|walk[ -]?forward|monte[ -]?carlo|stress[ -]?test\w*|crash[ -]?test\w*|judge|juge[rz]?|strateg(?:y|ies?)|out of sample|hors echantillon|test de resistance|robust\w*|overfit\w*|surajust\w*)(?![a-z])|^(?:please |can you |run a |lance un )?(?:re)?(?:test(?:e[rz]?)?|try|simul(?:ate|e[rz]?)|essa[iy]e[rz]?|play|replay|rejoue[rz]?) /;

/** Whether a sentence names a strategy, or asks to try one by a word that nothing else is asked by. */
export const speaksOfStrategy = (sentence: Sentence): boolean =>
  Sentence.all(sentence, 'strategy').length > 0 || verbs.test(sentence.text);

/** Whether a sentence speaks of this strategy: by its mention, or by the word that it is named after. */
export const speaksOf = (sentence: Sentence, name: string): boolean =>
  Sentence.all(sentence, 'strategy').some(({ value }) => value === name) ||
  new RegExp(`(?<![a-z])${name.split('_')[0]}(?![a-z])`).test(sentence.text);
