import type { Text, Translate } from '../../config/text.ts';
import { candlesFrom, dayOf } from '../../data/candle.ts';
import type { Quote } from '../../data/market/market-data.ts';
import { ruleName } from '../../models/risk/rule-names.ts';
import { heldWhenChecked, meaningOf, type RuleResult, warningsOf } from '../../models/risk/verdict.ts';
import type { CardAction, CardInput } from '../../tools/card.ts';
import type { ChartSpecInput } from '../../tools/chart-spec.ts';
import { stateText } from './desk-errors.ts';
import { colon, failureWords } from './order-failure.ts';
import { planLines } from './plan-lines.ts';
import { canComeAgain, nameOf, type Proposal } from './proposal.ts';
import { figures } from './proposal-figures.ts';
import type { ProposalScene } from './proposal-scene.ts';
import { reversalText } from './reversal-text.ts';

const shownCandles = 90;

function chartOf({ proposal, series, t }: ProposalScene): ChartSpecInput | undefined {
  const order = proposal.verdict.order;
  if (!series || !order) return undefined;
  const shown = [...candlesFrom(series, Math.max(0, series.length - shownCandles))];
  const level = (name: { en: string; fr: string }, value: number | undefined) =>
    value === undefined ? [] : [{ name: t(name), value }];
  return {
    title: order.symbol,
    times: shown.map(candle => dayOf(candle.openAt)),
    candles: shown.map(({ open, high, low, close }) => [open, high, low, close]),
    levels: [
      ...level({ en: 'Price', fr: 'Prix' }, order.referencePrice),
      ...level({ en: 'Stop', fr: 'Stop' }, order.stop),
      ...level({ en: 'Target', fr: 'Objectif' }, order.target),
    ],
  };
}

const ruleRow = (result: RuleResult, t: Translate): string[] => [
  t(ruleName(result.rule)),
  result.passed ? t({ en: 'passed', fr: 'respectée' }) : `✗ ${t(result.reason)}`,
];

function actionText({ proposal, view, t }: ProposalScene): string {
  const { side, symbol } = proposal.draft;
  const name = view.instrument?.name[t.language] ?? symbol;
  const held = heldWhenChecked(proposal.verdict);
  if (proposal.draft.sizing.kind === 'close')
    return t({ en: `close the position in ${name}`, fr: `fermer la position en ${name}` });
  const order = proposal.verdict.order;
  if (order && meaningOf(held, order) === 'reverse') return reversalText(name, held, order, t);
  if (side === 'sell' && held <= 0) return t({ en: `sell ${name} short`, fr: `vendre ${name} à découvert` });
  return t(
    side === 'buy' ? { en: `buy ${name}`, fr: `acheter ${name}` } : { en: `sell ${name}`, fr: `vendre ${name}` },
  );
}

/** An instant as it is read tomorrow too: a card that stands in a chat is not written anew every minute. */
const instantText = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

function stateLine({ proposal, failure, t }: ProposalScene): string {
  if (proposal.state === 'pending') {
    const end = instantText(proposal.expiresAt);
    return t({
      en: `Waiting for a person. Without an answer by ${end} it expires, and expired means no.`,
      fr: `En attente d'une personne. Sans réponse avant le ${end} elle expire, et expirée veut dire non.`,
    });
  }
  const said = stateText(proposal.state);
  const state = t({ en: `${proposal.id} ${said.en}`, fr: `${proposal.id} ${said.fr}` });
  return `${state}${failure === undefined ? '' : `${colon(t)}${failureWords(failure, t)}`}.`;
}

/** What a person is told of the plan and the checks; of a decided proposal only the reason remains. */
function linesOf(scene: ProposalScene): string[] {
  const { proposal, t } = scene;
  const { tainted } = proposal.draft;
  const rules = proposal.verdict.results;
  const names = rules.map(({ rule }) => t(ruleName(rule))).join(', ');
  const { reason, sure, wrong } = planLines(scene, t);
  if (proposal.state === 'done' || proposal.state === 'executing') return [stateLine(scene), ...reason, ...wrong];
  if (proposal.state !== 'pending') return [stateLine(scene), ...reason];
  return [
    stateLine(scene),
    ...reason,
    ...sure,
    ...wrong,
    ...(tainted
      ? [
          t({
            en: 'This turn read text from outside: check it twice.',
            fr: 'Ce tour a lu du texte extérieur : vérifiez deux fois.',
          }),
        ]
      : []),
    ...warningsOf(proposal.verdict).map(({ reason }) => `⚠ ${t(reason)}`),
    t({
      en: `Risk gate: all ${rules.length} rules passed (${names}).`,
      fr: `Contrôle des risques : les ${rules.length} règles sont respectées (${names}).`,
    }),
  ];
}

/** Its buttons: to decide while it waits, to propose it once more where it ended without anybody's no. */
function buttonsOf(proposal: Proposal, t: Translate): CardAction[] {
  const { id: proposalId, version, nonce, state } = proposal;
  const button = (kind: CardAction['kind'], label: string) => ({ kind, label, proposalId, version, nonce });
  if (canComeAgain(proposal) && nonce !== '') return [button('again', t({ en: 'Propose again', fr: 'Reproposer' }))];
  if (state !== 'pending') return [];
  return [
    button('approve', t({ en: 'Approve', fr: 'Approuver' })),
    button('reject', t({ en: 'Reject', fr: 'Rejeter' })),
    button('edit', t({ en: 'Edit', fr: 'Modifier' })),
  ];
}

/** The card of a proposal in whatever state it is, with buttons only while it waits. */
export function proposalCard(scene: ProposalScene): CardInput {
  const { proposal, t } = scene;
  const action = actionText(scene);
  const name = nameOf(proposal.id, proposal.version);
  const prices = pricesText(scene.view.quote);
  const pending = proposal.state === 'pending';
  const chart = pending ? chartOf(scene) : undefined;
  return {
    title: t({ en: `${name}: ${action}`, fr: `${name} : ${action}` }),
    lead: t({
      en: `I propose to ${action}. Nothing happens until you approve it.`,
      fr: `Je propose ${/^[aeiouyéèh]/i.test(action) ? "d'" : 'de '}${action}. Rien ne se passe tant que vous n'avez pas approuvé.`,
    }),
    lines: linesOf(scene),
    table: {
      columns: ['', ''],
      rows: figures(scene),
    },
    ...(chart ? { chart } : {}),
    actions: buttonsOf(proposal, t),
    ...(pending ? { until: proposal.expiresAt } : {}),
    footnote: t({
      en: `PAPER account "${proposal.draft.accountId}". ${prices.en}; on stored history it fills at the last close plus costs.`,
      fr: `Compte SIMULÉ « ${proposal.draft.accountId} ». ${prices.fr} ; sur un historique, l'exécution se fait à la dernière clôture, frais compris.`,
    }),
    tone: toneOf(proposal),
  };
}

const pricesText = (quote: Quote | undefined): Text =>
  quote
    ? { en: `Prices as of ${dayOf(quote.openAt)}`, fr: `Prix au ${dayOf(quote.openAt)}` }
    : { en: 'Prices unknown just now', fr: 'Prix inconnus pour le moment' };

function toneOf({ state }: Proposal): 'neutral' | 'good' | 'bad' {
  if (state === 'done') return 'good';
  return state === 'pending' || state === 'executing' ? 'neutral' : 'bad';
}

/** The card of a draft that the gate refused: which rule, why, and with which numbers. */
export function refusalCard({
  draft,
  verdict,
  view,
  t,
}: Pick<ProposalScene, 'view' | 't'> & Pick<Proposal, 'draft' | 'verdict'>): CardInput {
  const reasons = verdict.results.filter(result => !result.passed).slice(0, 1);
  const name = view.instrument?.name[t.language] ?? draft.symbol;
  return {
    title: t({
      en: `Refused: ${draft.side} ${name}`,
      fr: `Refusé : ${draft.side === 'buy' ? 'acheter' : 'vendre'} ${name}`,
    }),
    lead: t({
      en: `The risk gate refused this: ${reasons.map(({ reason }) => reason.en).join('')}`,
      fr: `Le contrôle des risques a refusé : ${reasons.map(({ reason }) => reason.fr).join('')}`,
    }),
    table: {
      columns: [t({ en: 'Rule', fr: 'Règle' }), t({ en: 'Result', fr: 'Résultat' })],
      rows: verdict.results.map(result => ruleRow(result, t)),
    },
    tone: 'bad',
  };
}
