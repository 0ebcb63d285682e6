import * as said from '../../agent/desk/desk-errors.ts';
import type { Proposal, ProposalState } from '../../agent/desk/proposal.ts';
import { proposalCard, refusalCard } from '../../agent/desk/proposal-card.ts';
import type { QuaestorError } from '../../config/errors.ts';
import { settingsFrom } from '../../config/load-settings.ts';
import { translateTo } from '../../config/text.ts';
import type { Draft } from '../../models/risk/draft.ts';
import { Gate } from '../../models/risk/gate.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';
import { Card, type CardInput } from '../../tools/card.ts';
import { flatSeries } from './candles.ts';
import { account, draftOf, held, riskView, units } from './risk-view.ts';

const settings = settingsFrom({});
const { risk } = settings;
const costs = { commissionRate: 0.001, commissionMinimumUsd: 1, halfSpreadRate: 0.0001, slippageRate: 0.0002 };
const view = (over: Partial<RiskView> = {}): RiskView => riskView({ costs, ...over });
const states: readonly ProposalState[] = [
  'pending',
  'approved',
  'executing',
  'done',
  'rejected',
  'expired',
  'refused',
  'failed',
];

const proposalOf = (over: Partial<Draft>, seen: RiskView, state: ProposalState): Proposal => {
  const draft = draftOf(over);
  return {
    id: 'P-7',
    version: 3,
    nonce: 'nonce',
    hash: 'hash',
    state,
    expiresAt: 90_000,
    draft,
    verdict: new Gate(risk.rules).check(draft, 'O-1', seen),
    proposedBefore: [],
    approvals: [],
    outlook: {},
    proposedBy: { channel: 'test', id: 'owner' },
  };
};

const close = { side: 'sell', sizing: { kind: 'close' } } as const;
const bracket = { stop: 95, target: 110 };
const holding = view({ portfolio: account(8000, held(20)) });
const short = view({ portfolio: account(12_000, held(-20)) });

const scenes: readonly (readonly [name: string, draft: Partial<Draft>, view?: RiskView, state?: ProposalState])[] = [
  ['a buy with a bracket, and words', { ...bracket, thesis: 'it rests', invalidation: 'a close below 94' }],
  ['a buy without a stop', {}],
  ['a buy with a target alone', { target: 110 }],
  ['a buy with a stop alone', { stop: 95 }],
  ['a buy of parts, read from outside', { sizing: units(1.25), tainted: true }],
  ['a short sale', { side: 'sell', stop: 105, target: 90 }],
  ['a sale of what is held', { side: 'sell' }, holding],
  ['a close', close, holding],
  ['a cover', { side: 'buy' }, short],
  ['an account in a drawdown', {}, view({ peakEquityUsd: 11_200 })],
  ...states.slice(1).map(state => [`one that is ${state}`, { ...bracket, thesis: 'it rests' }, view(), state] as const),
];

const refusals: readonly (readonly [name: string, draft: Partial<Draft>, view: RiskView])[] = [
  ['a buy that is too large', { sizing: units(50) }, view()],
  ['a sale without a price', { side: 'sell' }, { ...view(), quote: undefined }],
  ['an instrument that nobody knows', {}, view({ instrument: undefined })],
];

const errors: readonly (readonly [name: string, error: QuaestorError])[] = [
  ...states.map(state => [`late, ${state}`, said.alreadyDecided('P-7', state, undefined)] as const),
  ['late, decided by somebody', said.alreadyDecided('P-7', 'done', 'somebody')],
  ['expired', said.expired('P-7')],
  ['not yours', said.notYours('P-7', 'approver', 'viewer')],
  ['changed', said.changed('P-7')],
  ['regime changed', said.regimeChanged('P-7', 'trend', 'defensive')],
  ['regime unknown', said.regimeChanged('P-7', 'trend', undefined)],
  ['a question first', said.checkFirst('P-7')],
  ['others must', said.othersMust('P-7')],
  ['approved already', said.alreadyApproved('P-7')],
  ['position moved', said.positionMoved('P-7')],
  ['price moved', said.priceMoved('P-7', 100, 103.25)],
  ['refused now', said.refusedNow('P-7', { en: 'too large.', fr: 'trop grand.' })],
  ['unresolved', said.unresolved('P-7')],
];

const languages = ['en', 'fr'] as const;

/** Every field of a card, a line each. */
function written(given: CardInput): string {
  const { table, chart, actions, ...rest } = Card.parse(given);
  const fields = Object.entries(rest).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const rows = table ? [table.columns, ...table.rows].map(row => `| ${row.join(' | ')}`) : [];
  return [...fields, ...rows, `chart: ${JSON.stringify(chart)}`, `actions: ${JSON.stringify(actions)}`].join('\n');
}

/** All cards and errors of the desk, in both languages, as they are handed to a channel. */
export function deskWords(): string {
  const cards = scenes.flatMap(([name, draft, seen = view(), state = 'pending']) =>
    languages.map(language => {
      const scene = {
        proposal: proposalOf(draft, seen, state),
        view: seen,
        series: flatSeries([99, 100]),
        costs,
        settings,
        approvers: [],
      };
      return `## ${name} (${language})\n${written(proposalCard({ ...scene, t: translateTo(language) }))}`;
    }),
  );
  const refused = refusals.flatMap(([name, draft, seen]) =>
    languages.map(language => {
      const { draft: made, verdict } = proposalOf(draft, seen, 'refused');
      return `## refused: ${name} (${language})\n${written(refusalCard({ draft: made, verdict, view: seen, t: translateTo(language) }))}`;
    }),
  );
  const faults = errors.map(
    ([name, { code, text, details }]) => `## ${name}\n${JSON.stringify({ code, text, details })}`,
  );
  return `${[...cards, ...refused, ...faults].join('\n\n')}\n`;
}
