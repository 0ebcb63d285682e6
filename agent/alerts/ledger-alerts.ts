import { translateTo } from '../../config/text.ts';
import type { Fill, LedgerBody, LedgerRow, Trade } from '../../data/ledger-row.ts';
import { refusalOf, Verdict } from '../../models/risk/verdict.ts';
import type { Alert } from './alert.ts';

const [en, fr] = [translateTo('en'), translateTo('fr')];

type Reader = (row: LedgerRow) => Alert | undefined;

const portfolioAsk = { en: 'Show my portfolio', fr: 'Montre mon portefeuille' };

const endings: Partial<Record<Fill['reason'], { priority: Alert['priority']; en: string; fr: string }>> = {
  stop: { priority: 'warning', en: 'Stop hit', fr: 'Stop touché' },
  target: { priority: 'info', en: 'Target reached', fr: 'Objectif atteint' },
  liquidation: { priority: 'urgent', en: 'Liquidation', fr: 'Liquidation' },
};

const fillAlert: Reader = ({ body, sequence }) => {
  const { side, quantity, symbol, price, reason } = body as Fill;
  const ending = endings[reason];
  const [verb, nom] = side === 'buy' ? ['bought', 'achat'] : ['sold', 'vente'];
  return {
    priority: ending?.priority ?? 'info',
    kind: ending ? reason : 'fill',
    key: `ledger/${sequence}`,
    text: {
      en: `${ending?.en ?? 'Filled'}: ${verb} ${quantity} ${symbol} at ${en.number(price)}.`,
      fr: `${ending?.fr ?? 'Exécuté'} : ${nom} de ${fr.number(quantity, decimals(quantity))} ${symbol} à ${fr.number(price)}.`,
    },
    ask: portfolioAsk,
  };
};

const decimals = (value: number): number => String(value).split('.')[1]?.length ?? 0;

const tradeAlert: Reader = ({ body, sequence }) => {
  const { symbol, profitUsd, direction } = body as Trade;
  const [way, sens] = direction === 'long' ? ['long', 'acheteuse'] : ['short', 'vendeuse'];
  return {
    priority: 'info',
    kind: 'trade',
    key: `ledger/${sequence}`,
    text: {
      en: `Trade closed: ${symbol} ${way}, ${profitUsd < 0 ? 'loss' : 'profit'} ${en.money(profitUsd)} after costs.`,
      fr: `Trade clos : position ${sens} ${symbol}, ${profitUsd < 0 ? 'perte' : 'gain'} ${fr.money(profitUsd)} après frais.`,
    },
  };
};

/** A refusal matters where no person saw it in their turn: the cycle's, and one at the tap. */
const refusalAlert: Reader = ({ body, sequence, actor }) => {
  const verdict = Verdict.safeParse(Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'proposalId')));
  const refusal = verdict.success ? refusalOf(verdict.data) : undefined;
  if (!refusal || actor.channel !== 'cycle') return undefined;
  return {
    priority: 'warning',
    kind: 'refusal',
    key: `ledger/${sequence}`,
    text: {
      en: `The risk gate refused an idea of the portfolio manager: ${refusal.reason.en}`,
      fr: `Le contrôle des risques a refusé une idée du gérant : ${refusal.reason.fr}`,
    },
  };
};

/** Why a person stopped trading who gave no reason. */
export const askedInChat = 'asked in chat';

const switchAlert: Reader = ({ body, sequence }) => {
  const { state, reason } = body as LedgerBody<'kill-switch'>;
  const halted = state === 'halted';
  const said = reason !== askedInChat;
  const why = { en: said ? `: ${reason}` : '', fr: said ? `\u00a0: ${reason}` : '' };
  return {
    priority: halted ? 'urgent' : 'warning',
    kind: 'kill-switch',
    key: `ledger/${sequence}`,
    text: halted
      ? {
          en: `Trading is stopped${why.en}. No new risk until an admin says /resume.`,
          fr: `Le trading est arrêté${why.fr}. Aucun risque nouveau avant /reprendre d'un admin.`,
        }
      : { en: 'Trading is on again.', fr: 'Le trading a repris.' },
  };
};

const noteAlert: Reader = ({ body, sequence }) => {
  const note = body as LedgerBody<'note'>;
  const key = `ledger/${sequence}`;
  if (note.event === 'order-failed') {
    return {
      priority: 'error',
      kind: 'order-failed',
      key,
      text: {
        en: `The order ${note.clientOrderId} failed: ${note.reason}.`,
        fr: `L'ordre ${note.clientOrderId} a échoué : ${note.reason}.`,
      },
    };
  }
  if (note.event !== 'plan-alert') return undefined;
  return {
    priority: 'warning',
    kind: 'plan',
    key,
    text:
      note.state === 'invalidated'
        ? {
            en: `${note.symbol}: what was to prove the plan wrong has happened.`,
            fr: `${note.symbol} : ce qui devait invalider le plan s'est produit.`,
          }
        : {
            en: `${note.symbol}: the plan's condition cannot be evaluated any more; watch it yourself.`,
            fr: `${note.symbol} : la condition du plan ne peut plus être évaluée ; surveillez-la vous-même.`,
          },
  };
};

const readers: Partial<Record<LedgerRow['kind'], Reader>> = {
  fill: fillAlert,
  trade: tradeAlert,
  verdict: refusalAlert,
  'kill-switch': switchAlert,
  note: noteAlert,
};

/** The kinds of rows that may become alerts. */
export const alertKinds = Object.keys(readers) as LedgerRow['kind'][];

/** What the people of the account are told of new rows of its ledger, in their order. */
export const ledgerAlerts = (rows: readonly LedgerRow[]): Alert[] =>
  rows.flatMap(row => readers[row.kind]?.(row) ?? []);
