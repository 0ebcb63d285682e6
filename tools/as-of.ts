import type { Text, Translate } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';

const providers: Record<string, Text> = {
  sample: { en: 'bundled history', fr: 'historique fourni' },
  store: { en: 'imported history', fr: 'historique importé' },
  csv: { en: 'CSV folder', fr: 'dossier CSV' },
};

/** "As of 2020-04-17, bundled history": said under every figure that comes from the market. */
export function asOf(openAt: number, provider: string, t: Translate): string {
  const source = providers[provider] ?? { en: provider, fr: provider };
  return t({ en: `As of ${dayOf(openAt)}, ${source.en}.`, fr: `Au ${dayOf(openAt)}, ${source.fr}.` });
}
