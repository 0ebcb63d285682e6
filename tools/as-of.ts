import type { Text, Translate } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';
import type { Origin } from './bring-prices.ts';

const providers: Record<string, Text> = {
  sample: { en: 'bundled history', fr: 'historique fourni' },
  csv: { en: 'CSV file', fr: 'fichier CSV' },
  yahoo: { en: 'Yahoo Finance', fr: 'Yahoo Finance' },
  replay: { en: 'replayed history', fr: 'historique rejoué' },
};

/** A provider's name as people read it: an exchange by its own. */
export function providerName(provider: string): Text {
  const exchange = provider.replace(/^ccxt:/, '');
  return providers[provider] ?? { en: exchange, fr: exchange };
}

/** "As of 2020-04-17, bundled history": said under every figure that comes from the market, with any notice. */
export function asOf(openAt: number, { provider, notice }: Origin, t: Translate): string {
  const source = providerName(provider);
  const said = t({ en: `As of ${dayOf(openAt)}, ${source.en}.`, fr: `Au ${dayOf(openAt)}, ${source.fr}.` });
  return notice ? `${said} ${t(notice)}` : said;
}
