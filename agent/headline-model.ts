import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { CachedScorer } from '../data/news/cached-scorer.ts';
import type { HeadlineScorer } from '../data/news/headline-scorer.ts';
import { schemaScorer } from '../data/news/schema-scorer.ts';
import type { AskForText } from '../models/llm/ask-links.ts';
import { askForScores } from '../models/llm/headline-scores.ts';

/**
 * Who scores headlines: the offline scorer, or, where the settings say so and a language model is set up, that one,
 * checked by the offline scorer and remembered by content.
 */
export function headlineScorer(
  { outside, stateFolder }: Settings,
  offline: HeadlineScorer,
  ask: AskForText | undefined,
): HeadlineScorer {
  if (!outside.headlines.languageModel || !ask) return offline;
  return new CachedScorer(schemaScorer(askForScores(ask), offline), join(stateFolder, 'news', 'scores.jsonl'));
}
