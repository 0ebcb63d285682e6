import type { Text, Translate } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';

const providers: Record<string, Text> = {
  sample: { en: 'bundled history', fr: 'historique fourni' },
  csv: { en: 'CSV file', fr: 'fichier CSV' },
  yahoo: { en: 'Yahoo Finance', fr: 'Yahoo Finance' },
  replay: { en: 'replayed history', fr: 'historique rejoué' },
};

/** "As of 2020-04-17, bundled history": said under every figure that comes from the market. */
export function asOf(openAt: number, provider: string, t: Translate): string {
  const exchange = provider.replace(/^ccxt:/, '');
  const source = providers[provider] ?? { en: exchange, fr: exchange };
  return t({ en: `As of ${dayOf(openAt)}, ${source.en}.`, fr: `Au ${dayOf(openAt)}, ${source.fr}.` });
}
