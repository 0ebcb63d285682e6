import { z } from 'zod';
import { asQuaestorError } from '../config/errors.ts';
import type { Translate } from '../config/text.ts';
import { saidThesis } from '../models/decision/grounded-words.ts';
import { asOf } from './as-of.ts';
import type { CardInput } from './card.ts';
import { readAccount } from './read-account.ts';
import { defineTool } from './tool.ts';
import type { ToolContext } from './tool-context.ts';

const Held = z.strictObject({
  symbol: z.string(),
  quantity: z.number(),
  averagePrice: z.number(),
  price: z.number(),
  valueUsd: z.number(),
  profitUsd: z.number(),
  stop: z.number().optional(),
  target: z.number().optional(),
  thesis: z.string().optional(),
});

/** The account at market prices. Money in USD. */
export const Account = z.strictObject({
  cashUsd: z.number(),
  equityUsd: z.number(),
  initialCashUsd: z.number(),
  profitUsd: z.number(),
  realisedUsd: z.number(),
  commissionUsd: z.number(),
  halted: z.boolean(),
  positions: z.array(Held),
  /** Of the price that the market's clock stands at; left out where there is none yet and nothing is held. */
  priced: z.strictObject({ openAt: z.int(), provider: z.string() }).optional(),
});
export type Account = z.infer<typeof Account>;

type AccountContext = Pick<ToolContext, 'ledger' | 'market' | 'settings'>;

/** The price that tells as of when an account is valued: of what is held, else of the default instrument where it has one. */
function pricedAt({ market, settings }: AccountContext, held: string | undefined): Account['priced'] {
  try {
    const { openAt, provider } = market.quote(held ?? settings.market.defaultSymbol);
    return { openAt, provider };
  } catch (thrown) {
    const { code } = asQuaestorError(thrown);
    if (held === undefined && (code === 'data.no-history' || code === 'data.unknown-symbol')) return undefined;
    throw thrown;
  }
}

/** The account as the ledger and the market tell it now. */
export function readPortfolio(context: AccountContext): Account {
  const { valuation } = readAccount(context);
  const priced = pricedAt(context, valuation.positions[0]?.symbol);
  const { cashUsd, equityUsd, initialCashUsd, profitUsd, realisedUsd, commissionUsd, halted } = valuation;
  const positions = valuation.positions.map(
    ({ symbol, quantity, averagePrice, price, valueUsd, profitUsd: profit, stop, target, thesis }) => ({
      symbol,
      quantity,
      averagePrice,
      price,
      valueUsd,
      profitUsd: profit,
      stop,
      target,
      thesis,
    }),
  );
  return {
    cashUsd,
    equityUsd,
    initialCashUsd,
    profitUsd,
    realisedUsd,
    commissionUsd,
    halted,
    positions,
    ...(priced ? { priced } : {}),
  };
}

/** What a person sees of the account. */
export function portfolioCard(account: Account, t: Translate): CardInput {
  const count = account.positions.length;
  const held =
    count === 0
      ? t({ en: 'no open position', fr: 'aucune position ouverte' })
      : t({
          en: `${count} open position${count > 1 ? 's' : ''}`,
          fr: `${count} position${count > 1 ? 's' : ''} ouverte${count > 1 ? 's' : ''}`,
        });
  const share = account.profitUsd / account.initialCashUsd;
  const said = account.priced
    ? asOf(account.priced.openAt, account.priced, t)
    : t({ en: 'No price is stored yet.', fr: "Aucun prix n'est encore enregistré." });
  return {
    title: t({ en: 'Portfolio (paper account)', fr: 'Portefeuille (compte simulé)' }),
    lead: t({
      en: `Your account is worth ${t.money(account.equityUsd)}: ${t.money(account.cashUsd)} in cash and ${held}; ${t.money(account.profitUsd)} (${t.percent(share)}) since the start.`,
      fr: `Votre compte vaut ${t.money(account.equityUsd)} : ${t.money(account.cashUsd)} en liquidités et ${held} ; ${t.money(account.profitUsd)} (${t.percent(share)}) depuis le début.`,
    }),
    lines: [
      ...(account.halted
        ? [
            t({
              en: 'Trading is stopped: only orders that reduce pass.',
              fr: 'Le trading est arrêté : seuls passent les ordres qui réduisent.',
            }),
          ]
        : []),
      ...account.positions.flatMap(({ symbol, thesis }) => (thesis ? [`${symbol}: ${t(saidThesis(thesis))}`] : [])),
    ],
    table: {
      columns: [
        t({ en: 'Instrument', fr: 'Instrument' }),
        t({ en: 'Quantity', fr: 'Quantité' }),
        t({ en: 'Entry', fr: 'Entrée' }),
        t({ en: 'Price', fr: 'Cours' }),
        t({ en: 'Value', fr: 'Valeur' }),
        t({ en: 'Profit', fr: 'Résultat' }),
      ],
      rows: [
        ...account.positions.map(one => [
          one.symbol,
          String(one.quantity),
          t.number(one.averagePrice),
          t.number(one.price),
          t.money(one.valueUsd),
          t.money(one.profitUsd),
        ]),
        [t({ en: 'Cash', fr: 'Liquidités' }), '', '', '', t.money(account.cashUsd), ''],
        [t({ en: 'Equity', fr: 'Capitaux' }), '', '', '', t.money(account.equityUsd), t.money(account.profitUsd)],
      ],
    },
    footnote: `${said} ${t({ en: `Commissions so far: ${t.money(account.commissionUsd)}.`, fr: `Commissions à ce jour : ${t.money(account.commissionUsd)}.` })}`,
  };
}

export const getPortfolio = defineTool({
  name: 'get_portfolio',
  description: 'The account: cash, equity, open positions with their profit, stops and reasons. Not for closed trades.',
  examples: [
    'Show my portfolio',
    'Montre mon portefeuille',
    'What do I hold right now?',
    'How much cash do I have left?',
    'What are my open positions?',
    'account balance',
    'How is my account doing?',
    'am I making money?',
    'my P&L',
    "Qu'est-ce que je détiens ?",
    'Combien de liquidités me reste-t-il ?',
    'Quelles sont mes positions ouvertes ?',
    'solde du compte',
    'Où en est mon compte ?',
    'Est-ce que je gagne de l’argent ?',
    'mes plus-values latentes',
  ],
  effect: 'read',
  account: true,
  input: z.object({}),
  output: Account,
  run: (_input, context) => readPortfolio(context),
  show: portfolioCard,
  command: { en: 'portfolio', fr: 'portefeuille' },
});
