import { z } from 'zod';
import { alertShown, KeptAlert, kept, originOrMissing, pricesOf, sayAlert } from './kept-alert.ts';
import { SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';

export const watchRegime = defineTool({
  name: 'watch_regime',
  description:
    'Keeps an alert for the person who asks: they are told each time the market regime of an instrument changes. Not for the regime now: use read_regime.',
  examples: [
    'Tell me when the S&P changes regime',
    'let me know when the market regime of Bitcoin changes',
    'alert me when the regime of SPX changes',
    'notify me of a change of regime in gold',
    'warn me if the regime of Apple changes',
    'Préviens-moi quand le S&P change de régime',
    'dis-moi quand le régime de marché du Bitcoin change',
    'alerte-moi si le régime du SPX change',
    "avertis-moi d'un changement de régime sur l'or",
    'préviens-moi si Apple change de régime',
  ],
  // It writes only what the asker themself wants to be told: everybody may.
  effect: 'read',
  input: z.object({ symbol: SymbolSlot }),
  output: KeptAlert,
  async run({ symbol: given }, context) {
    const found = await pricesOf(given, context);
    const { symbol } = context.market.instrument(given);
    return { ...kept({ symbol, measure: 'regime' }, context), ...originOrMissing(found) };
  },
  say: sayAlert,
  show: alertShown,
});
