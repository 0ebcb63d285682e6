import { z } from 'zod';
import { isAccountMeasure, Measure } from './alert-rule.ts';
import { measureWords, sideWords } from './alert-words.ts';
import { alertShown, KeptAlert, kept, originOrMissing, pricesOf, sayAlert } from './kept-alert.ts';
import { levelRule } from './level-rule.ts';
import { SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';

export const setAlert = defineTool({
  name: 'set_alert',
  description:
    'Keeps an alert for the person who asks: they are told when a price, its change of the day, the yearly volatility forecast or the RSI of an instrument passes a level, or the value, the drawdown or the profit or loss of the day of the account. Not for changes of the regime, not for orders.',
  examples: [
    "Tell me when BTC's volatility forecast passes 80 %",
    'Alert me when the S&P 500 falls below 2800',
    'Let me know when gold rises above 2000',
    'Notify me if the RSI of SPX drops under 30',
    'Warn me when Apple trades above 300',
    'Set an alert on the S&P 500 below 2700',
    'tell me when SPX falls below 2600',
    'tell me when the RSI of the S&P goes below 30',
    'warn me when SPX moves by 3 %',
    'Ping me when volatility of the S&P 500 exceeds 40 %',
    'alert me if my drawdown passes 5 %',
    'tell me when the drawdown of my account exceeds 10 %',
    'warn me when the portfolio falls below 95000',
    'notify me when the value of my account is above 120000',
    'alert me if my daily loss passes 2 %',
    'tell me when my profit of the day exceeds 1 %',
    'alerte-moi si mon repli dépasse 5 %',
    'avertis-moi quand la valeur du portefeuille tombe sous 95000',
    'préviens-moi si la valeur de mon compte passe au-dessus de 120000',
    'alerte-moi si la perte du jour dépasse 2 %',
    'dis-moi quand mon gain du jour dépasse 1 %',
    'Préviens-moi quand la volatilité prévue du BTC dépasse 80 %',
    'Alerte-moi quand le S&P 500 passe sous 2800',
    "Dis-moi quand l'or dépasse 2000",
    'Avertis-moi si le RSI du S&P 500 tombe sous 30',
    'Mets une alerte sur Apple au-dessus de 300',
    'préviens-moi quand le SPX passe sous 2600',
    'alerte-moi si le S&P varie de 3 %',
  ],
  // It writes only what the asker themself wants to be told: everybody may.
  effect: 'read',
  input: z.object({
    symbol: SymbolSlot,
    measure: Measure.default('price')
      .describe(
        'What is watched. Of the instrument: price, change of the day in %, yearly volatility forecast in %, RSI. Of the account: equity in USD, drawdown in %, loss or profit of the day in %',
      )
      .meta({ slot: 'choice', words: measureWords, lastly: 'equity' }),
    side: z
      .enum(['above', 'below'])
      .describe('Told when it gets above or below the level')
      .meta({ slot: 'choice', words: sideWords }),
    level: z
      .number()
      .min(-100)
      .max(1e9)
      .describe('The level; % for change, volatility, drawdown and the profit or loss of the day, USD for equity')
      .meta({ slot: 'threshold', needed: true }),
  }),
  output: KeptAlert,
  async run({ symbol: given, ...asked }, context) {
    if (isAccountMeasure(asked.measure)) return kept(levelRule(given, asked, context), context);
    const found = await pricesOf(given, context);
    const rule = levelRule(context.market.instrument(given).symbol, asked, context);
    return { ...kept(rule, context), ...originOrMissing(found) };
  },
  say: sayAlert,
  show: alertShown,
});
