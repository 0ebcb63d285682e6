import { translateTo } from '../../config/text.ts';
import type { Fill, LedgerBody, LedgerRow, Trade } from '../../data/ledger-row.ts';
import type { AccountId } from '../../data/people-store.ts';
import { refusalOf, Verdict } from '../../models/risk/verdict.ts';
import { quantityText } from '../desk/fill-rows.ts';
import type { Proposal } from '../desk/proposal.ts';
import { samePerson } from '../people.ts';
import type { Alert } from './alert.ts';

const [en, fr] = [translateTo('en'), translateTo('fr')];

/** What a reader asks beyond the row. */
export type LedgerWorld = {
  findProposal: (id: string) => Proposal | undefined;
  /** The account that stands for the person behind one. */
  primaryOf: (account: AccountId) => AccountId;
};
/** An alert, and whom it is for where that is not everybody who has a say. */
export type Raised = { alert: Alert; to?: readonly AccountId[] };

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
    symbol,
    level: price,
    text: {
      en: `${ending?.en ?? 'Filled'}: ${verb} ${quantity} ${symbol} at ${en.number(price)}.`,
      fr: `${ending?.fr ?? 'Exécuté'} : ${nom} de ${quantityText(quantity, fr)} ${symbol} à ${fr.number(price)}.`,
    },
    ask: portfolioAsk,
  };
};

const tradeAlert: Reader = ({ body, sequence }) => {
  const { symbol, profitUsd, direction } = body as Trade;
  const [way, sens] = direction === 'long' ? ['long', 'acheteuse'] : ['short', 'vendeuse'];
  return {
    priority: 'info',
    kind: 'trade',
    key: `ledger/${sequence}`,
    symbol,
    text: {
      en: `Trade closed: ${symbol} ${way}, ${profitUsd < 0 ? 'loss' : 'profit'} ${en.money(profitUsd)} after costs.`,
      fr: `Trade clos : position ${sens} ${symbol}, ${profitUsd < 0 ? 'perte' : 'gain'} ${fr.money(profitUsd)} après frais.`,
    },
  };
};

const refusalIn = ({ body }: LedgerRow) => {
  const verdict = Verdict.safeParse(Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'proposalId')));
  return verdict.success ? refusalOf(verdict.data) : undefined;
};

/** An idea of the cycle that was refused: no person saw it in their turn. */
const refusalAlert: Reader = row => {
  const refusal = row.actor.channel === 'cycle' ? refusalIn(row) : undefined;
  return (
    refusal && {
      priority: 'warning',
      kind: 'refusal',
      key: `ledger/${row.sequence}`,
      text: {
        en: `The risk gate refused an idea of the portfolio manager: ${refusal.reason.en}`,
        fr: `Le contrôle des risques a refusé une idée du gérant : ${refusal.reason.fr}`,
      },
    }
  );
};

/** A proposal that was refused when somebody approved it: whoever proposed it hears so, unless it was their own tap. */
function tapRefusal(row: LedgerRow, { findProposal, primaryOf }: LedgerWorld): Raised | undefined {
  const id = row.kind === 'verdict' && 'proposalId' in row.body ? String(row.body.proposalId) : undefined;
  const proposal = id === undefined ? undefined : findProposal(id);
  if (proposal?.state !== 'refused') return undefined;
  const { proposedBy, draft } = proposal;
  const [proposer, tapper] = [primaryOf(proposedBy.primary ?? proposedBy), primaryOf(row.actor)];
  const refusal = samePerson(proposer, tapper) ? undefined : refusalIn(row);
  if (!refusal) return undefined;
  const alert: Alert = {
    priority: 'warning',
    kind: 'refusal',
    key: `ledger/${row.sequence}`,
    symbol: draft.symbol,
    needs: 'trader',
    text: {
      en: `${id} was approved, and refused by the risk gate on the prices of that moment: ${refusal.reason.en}`,
      fr: `${id} a été approuvée, puis refusée par le contrôle des risques aux prix du moment : ${refusal.reason.fr}`,
    },
  };
  // The portfolio manager reads no chat: its proposals are everybody's.
  return proposedBy.channel === 'cycle' ? { alert } : { alert, to: [proposer] };
}

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
    symbol: note.symbol,
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

function raisedBy(row: LedgerRow, world: LedgerWorld): Raised[] {
  const alert = readers[row.kind]?.(row);
  const refusal = tapRefusal(row, world);
  return [...(alert ? [{ alert }] : []), ...(refusal ? [refusal] : [])];
}

/** What the people of the account are told of new rows of its ledger, in their order. */
export const ledgerAlerts = (rows: readonly LedgerRow[], world: LedgerWorld): Raised[] =>
  rows.flatMap(row => raisedBy(row, world));
