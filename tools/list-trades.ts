import { z } from 'zod';
import { roundMoney } from '../config/decimal.ts';
import { dayOf } from '../data/candle.ts';
import { Trade } from '../data/ledger-row.ts';
import { SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';

export const listTrades = defineTool({
  name: 'list_trades',
  description: 'Closed trades (round trips) of the account with their results, newest first. Not for open positions.',
  examples: [
    'List my trades',
    'Show my last five trades',
    'history of my trades',
    'What have I traded so far?',
    'my closed trades on Apple',
    'How did my past trades go?',
    'which trades did I close?',
    'What have I sold?',
    'Liste mes transactions',
    'Montre mes 5 derniers trades',
    'historique des trades',
    "Qu'est-ce que j'ai négocié jusqu'ici ?",
    'Mes trades clôturés sur le S&P 500',
    'Mes opérations passées',
    'Combien de trades ai-je faits ?',
    "Qu'est-ce que j'ai vendu ?",
  ],
  effect: 'read',
  account: true,
  input: z.object({
    limit: z.int().min(1).max(200).default(20).describe('How many at most').meta({ slot: 'count' }),
    symbol: SymbolSlot.optional().describe('Only this instrument'),
  }),
  output: z.strictObject({
    trades: z.array(Trade),
    total: z.int(),
    profitUsd: z.number(),
    symbol: z.string().optional(),
  }),
  run({ limit, symbol }, { ledger, market }) {
    const wanted = symbol === undefined ? undefined : market.instrument(symbol).symbol;
    const all = ledger.rows('trade').map(row => row.body);
    const trades = all.filter(trade => wanted === undefined || trade.symbol === wanted).reverse();
    const profitUsd = roundMoney(trades.reduce((sum, trade) => sum + trade.profitUsd, 0));
    return {
      trades: trades.slice(0, limit),
      total: trades.length,
      profitUsd,
      ...(wanted === undefined ? {} : { symbol: wanted }),
    };
  },
  show({ trades, total, profitUsd, symbol }, t) {
    const on = symbol === undefined ? '' : t({ en: ` on ${symbol}`, fr: ` sur ${symbol}` });
    const lead =
      total === 0
        ? t({ en: `There is no closed trade${on} yet.`, fr: `Il n'y a pas encore de trade clôturé${on}.` })
        : t({
            en: `${total} closed trade${total > 1 ? 's' : ''}${on}, ${t.money(profitUsd)} in all after costs.`,
            fr: `${total} trade${total > 1 ? 's' : ''} clôturé${total > 1 ? 's' : ''}${on}, ${t.money(profitUsd)} au total après frais.`,
          });
    if (total === 0) return { title: t({ en: 'Trades', fr: 'Trades' }), lead };
    return {
      title: t({ en: 'Trades', fr: 'Trades' }),
      lead,
      table: {
        columns: [
          t({ en: 'Closed', fr: 'Clôture' }),
          t({ en: 'Instrument', fr: 'Instrument' }),
          t({ en: 'Side', fr: 'Sens' }),
          t({ en: 'Quantity', fr: 'Quantité' }),
          t({ en: 'Entry', fr: 'Entrée' }),
          t({ en: 'Exit', fr: 'Sortie' }),
          t({ en: 'Profit', fr: 'Résultat' }),
        ],
        rows: trades.map(trade => [
          dayOf(trade.closedAt),
          trade.symbol,
          t(trade.direction === 'long' ? { en: 'long', fr: 'long' } : { en: 'short', fr: 'court' }),
          String(trade.quantity),
          t.number(trade.entryPrice),
          t.number(trade.exitPrice),
          t.money(trade.profitUsd),
        ]),
      },
      footnote: t({
        en: 'From the ledger; commissions of both sides are included.',
        fr: 'Tiré du registre ; commissions des deux côtés comprises.',
      }),
    };
  },
  command: { en: 'trades', fr: 'trades' },
});
