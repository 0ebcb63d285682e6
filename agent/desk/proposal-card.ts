import type { Translate } from '../../config/text.ts';
import { type Costs, roundTripCost } from '../../data/broker/costs.ts';
import { type CandleSeries, dayOf } from '../../data/candle.ts';
import { valuationOf } from '../../data/valuation.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';
import { type RuleResult, refusalOf } from '../../models/risk/verdict.ts';
import type { CardInput } from '../../tools/card.ts';
import type { ChartSpecInput } from '../../tools/chart-spec.ts';
import { stateText } from './desk-errors.ts';
import type { Proposal } from './proposal.ts';

export type ProposalScene = {
  proposal: Proposal;
  view: RiskView;
  series: CandleSeries | undefined;
  costs: Costs;
  /** Wall time, UTC ms. */
  now: number;
  t: Translate;
};

const shownCandles = 90;

function chartOf({ proposal, series, t }: ProposalScene): ChartSpecInput | undefined {
  const order = proposal.verdict.order;
  if (!series || !order) return undefined;
  const first = Math.max(0, series.length - shownCandles);
  const indexes = Array.from({ length: series.length - first }, (_, i) => first + i);
  const at = (column: Float64Array, i: number) => column[i] ?? Number.NaN;
  const level = (name: { en: string; fr: string }, value: number | undefined) =>
    value === undefined ? [] : [{ name: t(name), value }];
  return {
    title: order.symbol,
    times: indexes.map(i => dayOf(at(series.openAt, i))),
    candles: indexes.map(
      i =>
        [at(series.open, i), at(series.high, i), at(series.low, i), at(series.close, i)] as [
          number,
          number,
          number,
          number,
        ],
    ),
    levels: [
      ...level({ en: 'Price', fr: 'Prix' }, order.referencePrice),
      ...level({ en: 'Stop', fr: 'Stop' }, order.stop),
      ...level({ en: 'Target', fr: 'Objectif' }, order.target),
    ],
  };
}

const ofEquity = { en: 'of equity', fr: 'des capitaux' };

/** Levels, money at risk and reward of an order that opens something. */
function riskRows({ proposal, costs, t }: ProposalScene, equityUsd: number): string[][] {
  const { quantity = 0, referencePrice: price = 0, stop, target } = proposal.verdict.order ?? {};
  const cost = roundTripCost(price, quantity, costs);
  if (stop === undefined) {
    const targetRow = target === undefined ? [] : [[t({ en: 'Target', fr: 'Objectif' }), t.number(target)]];
    return [[t({ en: 'Stop', fr: 'Stop' }), t({ en: 'none', fr: 'aucun' })], ...targetRow];
  }
  const risk = Math.abs(price - stop) * quantity + cost;
  const rows = [
    [t({ en: 'Stop', fr: 'Stop' }), t.number(stop)],
    [
      t({ en: 'At risk to the stop', fr: 'Risque jusqu’au stop' }),
      `${t.money(risk)} (${t.percent(risk / equityUsd, 2)} ${t(ofEquity)})`,
    ],
  ];
  if (target === undefined) return rows;
  const reward = Math.abs(target - price) * quantity - cost;
  return [
    ...rows,
    [t({ en: 'Target', fr: 'Objectif' }), t.number(target)],
    [t({ en: 'Reward to risk, after costs', fr: 'Gain/risque, après frais' }), t.number(reward / risk)],
  ];
}

/** Money, levels and limits of the order, computed here from the ledger's rows; no model's prose is near them. */
function figures(scene: ProposalScene): string[][] {
  const { proposal, view, costs, t } = scene;
  const order = proposal.verdict.order;
  if (!order) return [];
  const { quantity, referencePrice: price, reduceOnly } = order;
  const equityUsd = valuationOf(view.portfolio, view.priceOf)?.equityUsd ?? Number.NaN;
  const notional = quantity * price;
  return [
    [t({ en: 'Quantity', fr: 'Quantité' }), `${t.number(quantity, decimalsFor(quantity))} × ${t.number(price)}`],
    [t({ en: 'Value', fr: 'Valeur' }), `${t.money(notional)} (${t.percent(notional / equityUsd, 1)} ${t(ofEquity)})`],
    [t({ en: 'Cost of a round trip', fr: 'Coût aller-retour' }), t.money(roundTripCost(price, quantity, costs))],
    ...(reduceOnly ? [] : riskRows(scene, equityUsd)),
  ];
}

const decimalsFor = (quantity: number): number => String(quantity).split('.')[1]?.length ?? 0;

const ruleRow = (result: RuleResult, t: Translate): string[] => [
  result.rule,
  result.passed ? t({ en: 'passed', fr: 'respectée' }) : `✗ ${t(result.reason)}`,
];

function actionText({ proposal, view, t }: ProposalScene): string {
  const { side, symbol } = proposal.draft;
  const name = view.instrument?.name[t.language] ?? symbol;
  const held = view.portfolio.positions.get(symbol)?.quantity ?? 0;
  if (proposal.draft.sizing.kind === 'close')
    return t({ en: `close the position in ${name}`, fr: `fermer la position en ${name}` });
  if (side === 'sell' && held <= 0) return t({ en: `sell ${name} short`, fr: `vendre ${name} à découvert` });
  return t(
    side === 'buy' ? { en: `buy ${name}`, fr: `acheter ${name}` } : { en: `sell ${name}`, fr: `vendre ${name}` },
  );
}

function stateLine({ proposal, t, now }: ProposalScene): string {
  if (proposal.state === 'pending') {
    const minutes = Math.max(1, Math.ceil((proposal.expiresAt - now) / 60_000));
    return t({
      en: `Waiting for a person. Without an answer within ${minutes} minutes it expires, and expired means no.`,
      fr: `En attente d'une personne. Sans réponse sous ${minutes} minutes elle expire, et expirée veut dire non.`,
    });
  }
  const said = stateText(proposal.state);
  return t({ en: `${proposal.id} ${said.en}.`, fr: `${proposal.id} ${said.fr}.` });
}

/** The card of a proposal in whatever state it is, with buttons only while it waits. */
export function proposalCard(scene: ProposalScene): CardInput {
  const { proposal, t } = scene;
  const action = actionText(scene);
  const rules = proposal.verdict.results;
  const [thesis, invalidation] = [proposal.draft.thesis, proposal.draft.invalidation];
  const chart = chartOf(scene);
  const button = (kind: 'approve' | 'reject', label: string) => ({
    kind,
    label,
    proposalId: proposal.id,
    version: proposal.version,
    nonce: proposal.nonce,
  });
  return {
    title: `${proposal.id}: ${action}`,
    lead: t({
      en: `I propose to ${action}. Nothing happens until you approve it.`,
      fr: `Je propose de ${action}. Rien ne se passe tant que vous n'avez pas approuvé.`,
    }),
    lines: [
      stateLine(scene),
      ...(thesis ? [t({ en: `Reason: ${thesis}`, fr: `Raison : ${thesis}` })] : []),
      ...(invalidation ? [t({ en: `Wrong if: ${invalidation}`, fr: `Invalidée si : ${invalidation}` })] : []),
      ...(proposal.draft.tainted
        ? [
            t({
              en: 'This turn read text from outside: check it twice.',
              fr: 'Ce tour a lu du texte extérieur : vérifiez deux fois.',
            }),
          ]
        : []),
      t({
        en: `Risk gate: ${rules.length} of ${rules.length} rules passed (${rules.map(result => result.rule).join(', ')}).`,
        fr: `Contrôle des risques : ${rules.length} règles sur ${rules.length} respectées (${rules.map(result => result.rule).join(', ')}).`,
      }),
    ],
    table: {
      columns: [t({ en: 'Order', fr: 'Ordre' }), t({ en: 'at market', fr: 'au marché' })],
      rows: figures(scene),
    },
    ...(chart ? { chart } : {}),
    actions:
      proposal.state === 'pending'
        ? [
            button('approve', t({ en: 'Approve', fr: 'Approuver' })),
            button('reject', t({ en: 'Reject', fr: 'Rejeter' })),
          ]
        : [],
    footnote: t({
      en: `PAPER account "${proposal.draft.accountId}". Prices as of ${dayOf(scene.view.quote?.openAt ?? 0)}; on stored history it fills at the last close plus costs.`,
      fr: `Compte SIMULÉ « ${proposal.draft.accountId} ». Prix au ${dayOf(scene.view.quote?.openAt ?? 0)} ; sur un historique, l'exécution se fait à la dernière clôture, frais compris.`,
    }),
    tone: proposal.state === 'done' ? 'good' : proposal.state === 'pending' ? 'neutral' : 'bad',
  };
}

/** The card of a draft that the gate refused: which rule, why, and with which numbers. */
export function refusalCard({
  draft,
  verdict,
  view,
  t,
}: Pick<ProposalScene, 'view' | 't'> & Pick<Proposal, 'draft' | 'verdict'>): CardInput {
  const refusal = refusalOf(verdict);
  const name = view.instrument?.name[t.language] ?? draft.symbol;
  return {
    title: t({
      en: `Refused: ${draft.side} ${name}`,
      fr: `Refusé : ${draft.side === 'buy' ? 'acheter' : 'vendre'} ${name}`,
    }),
    lead: t({
      en: `The risk gate refused this: ${refusal?.reason.en ?? ''}`,
      fr: `Le contrôle des risques a refusé : ${refusal?.reason.fr ?? ''}`,
    }),
    table: {
      columns: [t({ en: 'Rule', fr: 'Règle' }), t({ en: 'Result', fr: 'Résultat' })],
      rows: verdict.results.map(result => ruleRow(result, t)),
    },
    tone: 'bad',
  };
}
