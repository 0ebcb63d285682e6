import { z } from 'zod';
import { oneLine } from '../config/clean-text.ts';
import { roundToStep } from '../config/decimal.ts';
import { QuaestorError } from '../config/errors.ts';
import { foldPortfolio, portfolioKinds } from '../data/portfolio.ts';
import { invalidationText } from '../models/decision/invalidation-text.ts';
import { readInvalidation } from '../models/decision/read-invalidation.ts';
import { Draft, type Sizing } from '../models/risk/draft.ts';
import { bringPrices } from './bring-prices.ts';
import { SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';
import type { ToolContext } from './tool-context.ts';

/** Above zero; an exclusive bound would not reach every language model. */
const amount = z.number().min(1e-8);

const Input = z.object({
  symbol: SymbolSlot.meta({ slot: 'symbol', needed: true }),
  side: z
    .enum(['buy', 'sell'])
    .describe('buy or sell')
    .meta({
      slot: 'choice',
      words: {
        buy: [
          'buy',
          'buying',
          'long',
          'go long',
          'purchase',
          'get me',
          'pick up',
          'add',
          'invest',
          'put',
          'acquire',
          'achete',
          'acheter',
          'achetes',
          'achetons',
          'allocate',
          'grab',
          'snag',
          'scoop',
          'throw',
          'stick',
          'mise',
          'miser',
          'bet',
          'spend',
          'alloue',
          'renforce',
          'investissez',
          'placez',
          'mettez',
          'prenez',
          'achetez',
          'achat',
          'acquerir',
          'investis',
          'investir',
          'prends',
          'prendre',
          'mets',
          'mettre',
          'place',
          'placer',
          'ajoute',
          'je veux',
        ],
        sell: [
          'sell',
          'selling',
          'short',
          'go short',
          'dump',
          'unload',
          'close',
          'close out',
          'exit',
          'liquidate',
          'get rid of',
          'get me out',
          'get out',
          'flatten',
          'vends',
          'vendre',
          'vendons',
          'reduce',
          'trim',
          'allege',
          'reduis',
          'shorte',
          'shorter',
          'vendez',
          'vente',
          'ferme',
          'fermer',
          'cloture',
          'cloturer',
          'solde',
          'solder',
          'liquide',
          'liquider',
          'debarrasse',
          'sors',
          'sortir',
        ],
      },
    }),
  quantity: amount.optional().describe('Units').meta({ slot: 'quantity', group: 'size' }),
  notionalUsd: amount.optional().describe('US dollars').meta({ slot: 'money', group: 'size' }),
  equityPercent: amount.max(100).optional().describe('Percent of the account').meta({ slot: 'percent', group: 'size' }),
  riskPercent: amount
    .max(100)
    .optional()
    .describe('Percent of the account to lose at most at the stop; needs a stop')
    .meta({ slot: 'risk-percent', group: 'size' }),
  closePosition: z.boolean().optional().describe('Close the whole position').meta({ slot: 'close', group: 'size' }),
  stop: amount.optional().describe('Stop price').meta({ slot: 'stop' }),
  target: amount.optional().describe('Target price').meta({ slot: 'target' }),
  stopPercent: amount
    .max(50)
    .optional()
    .describe('Stop this many percent from the price')
    .meta({ slot: 'stop-percent' }),
  thesis: z.string().max(600).optional().describe('Why, in the words of the person').meta({ slot: 'reason' }),
  invalidation: z
    .string()
    .max(300)
    .optional()
    .describe('What would prove the idea wrong, e.g. a daily close below 2750')
    .meta({ slot: 'invalidation' }),
});

type Given = z.output<typeof Input>;

/** The side of the draft. Who says "close it" does not say which way the position stands: a short is bought back. */
function sideOf({ side, closePosition }: Given, symbol: string, ledger: ToolContext['ledger']): Given['side'] {
  if (!closePosition) return side;
  const held = foldPortfolio(ledger.rows(...portfolioKinds)).positions.get(symbol)?.quantity ?? 0;
  return held < 0 ? 'buy' : 'sell';
}

/** The stop as a price: as given, or so many percent on the losing side of the entry. */
function stopOf({ stop, stopPercent, side }: Given, entry: number, tick: number): number | undefined {
  if (stop !== undefined || stopPercent === undefined) return stop;
  return roundToStep(entry * (1 + ((side === 'buy' ? -1 : 1) * stopPercent) / 100), tick);
}

function sizingOf(input: Given): Sizing {
  const given: Sizing[] = [];
  if (input.quantity !== undefined) given.push({ kind: 'quantity', amount: input.quantity });
  if (input.notionalUsd !== undefined) given.push({ kind: 'notional', amount: input.notionalUsd });
  if (input.equityPercent !== undefined) given.push({ kind: 'equity-percent', amount: input.equityPercent });
  if (input.riskPercent !== undefined) given.push({ kind: 'risk-percent', amount: input.riskPercent });
  if (input.closePosition) given.push({ kind: 'close' });
  const [only] = given;
  if (only && given.length === 1) return only;
  throw new QuaestorError('tool.bad-input', {
    en: 'Say the size in exactly one way: units, dollars, percent of the account, percent at risk with a stop, or close.',
    fr: 'Indiquez la taille d’une seule façon : unités, dollars, pourcentage du compte, pourcentage risqué avec un stop, ou clôture.',
  });
}

/** A person's words as a condition that code watches, where they are one; else as they were said. */
function watchable(words: string): string {
  const said = oneLine(words);
  const read = readInvalidation(said);
  return read.kind === 'read' ? invalidationText(read.invalidation) : said;
}

export const proposeTrade = defineTool({
  name: 'propose_trade',
  description:
    'Drafts a trade for a person to approve. It executes nothing: the risk gate checks the draft, then a person taps Approve or Reject. Give the size in exactly one way.',
  examples: [
    'Buy 5 units of the S&P 500',
    'Achète 5 unités du S&P 500',
    'Sell 10 shares of Apple',
    'Put $4,000 into Bitcoin',
    'Invest 5% of my account in gold with a stop at 120',
    'risk 1% of the account on SPX, stop 2700',
    'go long the S&P for 10k with target 3000 because momentum is strong',
    'Close my S&P position',
    'get me out of Bitcoin',
    'Sell everything I have in Apple',
    'Propose a trade on SPY',
    'Vends 10 actions Apple',
    'Place 5 000 $ sur le Bitcoin',
    'Investis 5 % de mon compte dans l’or avec un stop à 120',
    'risque 1 % du compte sur le S&P, stop à 2700',
    'Ferme ma position sur le S&P 500',
    'Je veux acheter du Bitcoin',
    'Solde tout ce que j’ai en Apple',
    'Sors-moi du S&P',
    'Prends pour 2000 dollars de Tesla parce que je crois au rebond',
  ],
  effect: 'propose',
  input: Input,
  output: Draft,
  async run(given, context) {
    const { ledger, settings, decisionId, tainted } = context;
    const { instrument, quote } = await bringPrices(context, given.symbol);
    const input = { ...given, side: sideOf(given, instrument.symbol, ledger) };
    const entry = quote.price;
    const stop = stopOf(input, entry, instrument.tick);
    const sizing = sizingOf(input);
    if (sizing.kind === 'risk-percent' && stop === undefined) {
      throw new QuaestorError('tool.bad-input', {
        en: 'A size by risk needs a stop: say where the trade is wrong, e.g. "with a stop at 2,700" or "with a 3 % stop".',
        fr: 'Une taille en risque demande un stop : dites où l’idée est fausse, par exemple « avec un stop à 2700 » ou « avec un stop de 3 % ».',
      });
    }
    return {
      accountId: settings.broker.accountId,
      symbol: instrument.symbol,
      side: input.side,
      sizing,
      entry,
      ...(stop === undefined ? {} : { stop }),
      ...(input.target === undefined ? {} : { target: input.target }),
      ...(input.thesis === undefined ? {} : { thesis: oneLine(input.thesis) }),
      ...(input.invalidation === undefined ? {} : { invalidation: watchable(input.invalidation) }),
      decisionId,
      tainted,
    };
  },
  show: (draft, t) => ({
    title: t({
      en: `Draft: ${draft.side} ${draft.symbol}`,
      fr: `Ébauche : ${draft.side === 'buy' ? 'acheter' : 'vendre'} ${draft.symbol}`,
    }),
    lead: t({
      en: 'This is only a draft: nothing was checked or sent.',
      fr: "Ce n'est qu'une ébauche : rien n'a été contrôlé ni envoyé.",
    }),
  }),
});
