import { messages } from '../../config/messages.ts';
import { readSecrets, type Secrets } from '../../config/secrets.ts';
import type { Settings } from '../../config/settings.ts';
import type { Text } from '../../config/text.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import { linkStatuses } from '../../models/llm/link-status.ts';

const planner: Text = {
  en: 'No language model is set up: the offline planner answers, which is no language model.',
  fr: "Aucun modèle de langage n'est configuré : le planificateur hors ligne répond, et ce n'en est pas un.",
};

const noHistory = (symbol: string): Text => ({
  en: `There is no history of ${symbol} here yet: the first question about it downloads it.`,
  fr: `Il n'y a pas encore d'historique de ${symbol} ici : la première question à son sujet le télécharge.`,
});

/** What is said once, before the first question: who answers, what is not there yet, that it is software, and that it is no advice. */
export function noticesOf(
  { llm, market: { defaultSymbol } }: Settings,
  market: Pick<MarketData, 'symbols'>,
  secrets: Secrets = readSecrets(),
): readonly Text[] {
  const alone = linkStatuses(llm, secrets).every(({ skipped }) => skipped !== undefined);
  const empty = !market.symbols().includes(defaultSymbol);
  return [
    ...(alone ? [planner] : []),
    ...(empty ? [noHistory(defaultSymbol)] : []),
    messages.software,
    messages.notAdvice,
  ];
}
