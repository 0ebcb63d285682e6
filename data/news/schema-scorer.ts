import { z } from 'zod';
import { attempt } from '../../config/attempt.ts';
import type { Headline, HeadlineScore, HeadlineScorer } from './headline-scorer.ts';

/** What a language model has to answer: one score per headline, in their order, from -1 (bad) to 1 (good). */
export const HeadlineAnswer = z.object({ scores: z.array(z.number().min(-1).max(1)) });
export type HeadlineAnswer = z.infer<typeof HeadlineAnswer>;

/** Asks a language model; whoever owns its client brings it. Headlines are outside text: they go in as quoted data. */
export type AskForScores = (headlines: readonly Headline[], signal: AbortSignal) => Promise<unknown>;

const neutralBelow = 0.25;

/** Opposite signs mean that one of the two has misread: the headline then counts for nothing. */
function judged(score: number, offline: HeadlineScore): HeadlineScore {
  const disputed = score * offline.score < 0 && Math.abs(score) >= neutralBelow;
  const label = Math.abs(score) < neutralBelow ? 'neutral' : score > 0 ? 'positive' : 'negative';
  return { score, label, by: 'language-model', weight: disputed ? 0 : 1 };
}

/**
 * A scorer over a language model, checked by its schema and by `offline`. An answer that is missing, malformed or of
 * another length is replaced by the offline scores, which say so.
 * @throws what `signal` was aborted with
 */
export function schemaScorer(ask: AskForScores, offline: HeadlineScorer): HeadlineScorer {
  return {
    name: 'language-model',
    async score(headlines, signal) {
      const checks = await offline.score(headlines, signal);
      const answer = await ask(headlines, signal).catch(() => undefined);
      signal.throwIfAborted();
      const scores = attempt(() => HeadlineAnswer.parse(answer).scores);
      if (scores?.length !== headlines.length) return checks.map(check => ({ ...check, provisional: true }));
      return checks.map((check, i) => judged(scores[i] ?? 0, check));
    },
  };
}
