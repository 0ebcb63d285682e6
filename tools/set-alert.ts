import { z } from 'zod';
import { QuaestorError } from '../config/errors.ts';
import { translateTo } from '../config/text.ts';
import { AlertRule, holdsAt, Measure, measureNow, ruleText } from './alert-rule.ts';
import { asOf } from './as-of.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import { SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';

const measureWords: Readonly<Record<Measure, readonly string[]>> = {
  volatility: [
    'volatility',
    'vol',
    'volatility forecast',
    'volatilite',
    'volatilite prevue',
    'prevision de volatilite',
  ],
  rsi: ['rsi', 'relative strength'],
  change: ['moves', 'move', 'change', 'falls by', 'rises by', 'drops by', 'varie', 'variation', 'perd', 'gagne'],
  price: ['price', 'prix', 'cours', 'trades', 'closes', 'cote'],
};

const sideWords: Readonly<Record<AlertRule['side'], readonly string[]>> = {
  above: [
    'above',
    'over',
    'passes',
    'exceeds',
    'reaches',
    'rises',
    'tops',
    'crosses',
    'gets to',
    'au-dessus',
    'depasse',
    'atteint',
    'passe',
    'franchit',
    'monte',
    'superieur',
    'superieure',
  ],
  below: [
    'below',
    'under',
    'falls',
    'drops',
    'sinks',
    'loses',
    'en dessous',
    'sous',
    'descend',
    'tombe',
    'baisse',
    'perd',
    'inferieur',
    'inferieure',
  ],
};

/** A fall by 5 % is a change below -5 %. */
const levelOf = (measure: Measure, side: AlertRule['side'], level: number): number =>
  measure === 'change' && side === 'below' ? -Math.abs(level) : level;

/** A price alert further away than this, as a factor, was meant otherwise. */
const farthest = 5;

/** @throws QuaestorError `user.bad-request` for a level that cannot be meant: nobody waits for what never comes */
function refuseFar({ measure, level }: AlertRule, price: number): void {
  const t = { en: translateTo('en').number(price), fr: translateTo('fr').number(price) };
  if (measure === 'price' && !(level >= price / farthest && level <= price * farthest)) {
    throw new QuaestorError('user.bad-request', {
      en: `A price of ${translateTo('en').number(level)} is far from ${t.en}, where it stands. Give the price itself; for a move in percent say "moves by 5 %".`,
      fr: `Un prix de ${translateTo('fr').number(level)} est loin de ${t.fr}, où il se trouve. Donnez le prix lui-même ; pour une variation dites « varie de 5 % ».`,
    });
  }
  const most = measure === 'rsi' ? 100 : 1000;
  if (measure !== 'price' && measure !== 'change' && !(level > 0 && level < most)) {
    throw new QuaestorError('user.bad-request', {
      en: `The level has to lie between 0 and ${most}.`,
      fr: `Le niveau doit se situer entre 0 et ${most}.`,
    });
  }
}

export const setAlert = defineTool({
  name: 'set_alert',
  description:
    'Keeps an alert for the person who asks: they are told when a price, its change of the day, the yearly volatility forecast or the RSI of an instrument passes a level. Not for orders.',
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
      .describe('What is watched: price, change of the day in %, yearly volatility forecast in %, or RSI')
      .meta({ slot: 'choice', words: measureWords }),
    side: z
      .enum(['above', 'below'])
      .describe('Told when it gets above or below the level')
      .meta({ slot: 'choice', words: sideWords }),
    level: z
      .number()
      .min(-100)
      .max(1e9)
      .describe('The level; % for change and volatility')
      .meta({ slot: 'threshold', needed: true }),
  }),
  output: z.strictObject({
    id: z.int(),
    rule: AlertRule,
    /** What is watched now; absent where it cannot be computed yet. */
    value: z.number().optional(),
    openAt: z.int(),
    ...Origin.shape,
  }),
  async run({ symbol, measure, side, level }, context) {
    const { instrument, quote, origin } = await bringPrices(context, symbol, '1d');
    const rule = { symbol: instrument.symbol, measure, side, level: levelOf(measure, side, level) };
    refuseFar(rule, quote.price);
    const { id, value } = context.alerts.add(rule);
    return { id, rule, ...(value === undefined ? {} : { value }), openAt: quote.openAt, ...origin };
  },
  say: ({ rule, value }) =>
    `Kept: ${ruleText(rule).en}. ${value === undefined ? '' : measureNow(rule.measure, value).en}`,
  show({ id, rule, value, openAt, ...origin }, t) {
    const already = value !== undefined && holdsAt(rule, value);
    return {
      title: t({ en: `Alert ${id}`, fr: `Alerte ${id}` }),
      lead: t({
        en: `I will tell you: ${ruleText(rule).en}.`,
        fr: `Je vous préviendrai : ${ruleText(rule).fr}.`,
      }),
      lines: [
        ...(value === undefined ? [] : [t(measureNow(rule.measure, value))]),
        ...(already
          ? [
              t({
                en: 'That holds already: you are told the next time it comes true.',
                fr: "C'est déjà le cas : vous serez prévenu la prochaine fois.",
              }),
            ]
          : []),
      ],
      footnote: `${asOf(openAt, origin, t)} ${t({
        en: '/alerts lists yours, /alerts remove 1 removes one.',
        fr: '/alertes liste les vôtres, /alertes retirer 1 en retire une.',
      })}`,
    };
  },
});
