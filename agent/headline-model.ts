import { join } from 'node:path';
import type { Secrets } from '../config/secrets.ts';
import type { Settings } from '../config/settings.ts';
import { CachedScorer } from '../data/news/cached-scorer.ts';
import type { HeadlineScorer } from '../data/news/headline-scorer.ts';
import { schemaScorer } from '../data/news/schema-scorer.ts';

/**
 * Who scores headlines: the offline scorer, or, where the settings say so, the language models of the chain, checked by
 * it and remembered by content. Nothing of a provider is loaded before the first headline.
 */
export function headlineScorer({ outside, llm, stateFolder }: Settings, offline: HeadlineScorer, secrets: Secrets) {
  if (!outside.headlines.languageModel) return offline;
  const asking = schemaScorer(async (headlines, signal) => {
    const [{ openProviders }, { askForScores }] = await Promise.all([
      import('../models/llm/open-links.ts'),
      import('../models/llm/headline-scores.ts'),
    ]);
    return askForScores(await openProviders(llm, secrets))(headlines, signal);
  }, offline);
  return new CachedScorer(asking, join(stateFolder, 'news', 'scores.jsonl'));
}
