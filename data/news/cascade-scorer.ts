import type { HeadlineScorer } from './headline-scorer.ts';
import { type CascadeOptions, scoreHeadline } from './score-headline.ts';

/** The offline scorer: no key, no network. */
export const cascadeScorer = (options: CascadeOptions = {}): HeadlineScorer => ({
  name: 'cascade',
  score: async headlines => headlines.map(({ text, language }) => scoreHeadline(text, language, options)),
});
