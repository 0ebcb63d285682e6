import type { Translate } from '../../config/text.ts';
import type { Calibrated } from '../../models/decision/confidence.ts';
import { saidThesis } from '../../models/decision/grounded-words.ts';
import { saidInvalidation } from '../../models/decision/invalidation-text.ts';
import { confidenceText } from '../../tools/decision-words.ts';
import type { Proposal } from './proposal.ts';

/** What proves the idea wrong, and whether code watches it on every closed candle. */
function wrongIf(invalidation: string, t: Translate): string {
  const { words, watched } = saidInvalidation(invalidation);
  return watched
    ? t({
        en: `Wrong if: ${words.en}. Watched on every closed candle.`,
        fr: `Invalidée si : ${words.fr}. Surveillé à chaque bougie close.`,
      })
    : t({
        en: `Wrong if: ${words.en} (in words only: a person has to watch it).`,
        fr: `Invalidée si : ${words.fr} (en mots seulement : une personne doit le surveiller).`,
      });
}

function reasonText(thesis: string, t: Translate): string {
  const { en, fr } = saidThesis(thesis);
  return t({ en: `Reason: ${en}`, fr: `Raison : ${fr}` });
}

const sureText = (confidence: Calibrated, t: Translate): string =>
  t({ en: `The model: ${confidenceText(confidence, t)}.`, fr: `Le modèle : ${confidenceText(confidence, t)}.` });

type Planned = { readonly proposal: Pick<Proposal, 'draft'>; readonly confidence?: Calibrated | undefined };

/** Why, how sure a model was, and what would prove it wrong: a line each, or none where it was not said. */
export function planLines(
  { proposal: { draft }, confidence }: Planned,
  t: Translate,
): Readonly<Record<'reason' | 'sure' | 'wrong', string[]>> {
  return {
    reason: draft.thesis ? [reasonText(draft.thesis, t)] : [],
    sure: confidence ? [sureText(confidence, t)] : [],
    wrong: draft.invalidation ? [wrongIf(draft.invalidation, t)] : [],
  };
}
