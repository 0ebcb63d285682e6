import { messages } from '../../config/messages.ts';
import { readSecrets, type Secrets } from '../../config/secrets.ts';
import type { Settings } from '../../config/settings.ts';
import type { Text } from '../../config/text.ts';
import { linkStatuses } from '../../models/llm/link-status.ts';

const planner: Text = {
  en: 'No language model is set up: the offline planner answers, which is no language model.',
  fr: "Aucun modèle de langage n'est configuré : le planificateur hors ligne répond, et ce n'en est pas un.",
};

/** What is said once, before the first question: who answers, and that it is no advice. */
export function noticesOf({ llm }: Settings, secrets: Secrets = readSecrets()): readonly Text[] {
  const alone = linkStatuses(llm, secrets).every(({ skipped }) => skipped !== undefined);
  return alone ? [planner, messages.notAdvice] : [messages.notAdvice];
}
