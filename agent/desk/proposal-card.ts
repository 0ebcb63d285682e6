import type { Settings } from '../../config/settings.ts';
import { counted, type Text, type Translate } from '../../config/text.ts';
import { type Costs, roundTripCost } from '../../data/broker/costs.ts';
import { type CandleSeries, candlesFrom, dayOf } from '../../data/candle.ts';
import type { OrderRow } from '../../data/ledger-row.ts';
import type { Quote } from '../../data/market/market-data.ts';
import { valuationOf } from '../../data/valuation.ts';
import type { Calibrated } from '../../models/decision/confidence.ts';
import type { RiskView } from '../../models/risk/risk-view.ts';
import { heldWhenChecked, meaningOf, type RuleResult, warningsOf } from '../../models/risk/verdict.ts';
import type { CardAction, CardInput } from '../../tools/card.ts';
import type { ChartSpecInput } from '../../tools/chart-spec.ts';
import { routes } from '../../tools/regime-words.ts';
import { stateText } from './desk-errors.ts';
import { approversNeeded } from './four-eyes.ts';
import { colon, failureWords } from './order-failure.ts';
import type { Outlook } from './outlook.ts';
import { planLines } from './plan-lines.ts';
import { canComeAgain, type Proposal } from './proposal.ts';
import { reversalText } from './reversal-text.ts';

export type ProposalScene = {
  proposal: Proposal;
  view: RiskView;
  series: CandleSeries | undefined;
  costs: Costs;
  settings: Settings;
  /** How sure the language model was whose decision it is, as the ledger wrote it down. */
  confidence?: Calibrated | undefined;
  /** Why its order failed, as the ledger wrote it down. */
  failure?: string | undefined;
  /** Wall time, UTC ms. */
  now: number;
  t: Translate;
};

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

const ofEquity = { en: 'of equity', fr: 'des capitaux' };

/** Levels, money at risk and reward of an order that opens something. */
function riskRows(order: OrderRow, { costs, t }: ProposalScene, equityUsd: number): string[][] {
  const { quantity, referencePrice: price, stop, target } = order;
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

/** An order that closes pays one side only; the other was paid when the position was opened. */
function costRow({ quantity, referencePrice: price, reduceOnly }: OrderRow, costs: Costs, t: Translate): string[] {
  const cost = roundTripCost(price, quantity, costs);
  return reduceOnly
    ? [t({ en: 'Cost of this order', fr: 'Coût de cet ordre' }), t.money(cost / 2)]
    : [t({ en: 'Cost of a round trip', fr: 'Coût aller-retour' }), t.money(cost)];
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
    costRow(order, costs, t),
    ...(reduceOnly ? [] : riskRows(order, scene, equityUsd)),
    ...outlookRows(proposal.outlook, t),
    ...approverRows(scene, order),
  ];
}

/** How the market looked when it was proposed. */
function outlookRows({ regime, forecast }: Outlook, t: Translate): string[][] {
  const percent = (value: number) => t.percent(value / 100, 2);
  return [
    ...(forecast
      ? [
          [
            t({ en: 'Volatility of the next day', fr: 'Volatilité du lendemain' }),
            t({
              en: `${percent(forecast.daily)} (80 %: ${percent(forecast.low)} to ${percent(forecast.high)}, ${forecast.model})`,
              fr: `${percent(forecast.daily)} (80 % : ${percent(forecast.low)} à ${percent(forecast.high)}, ${forecast.model})`,
            }),
          ],
        ]
      : []),
    ...(regime ? [[t({ en: 'Regime', fr: 'Régime' }), t(routes[regime])]] : []),
  ];
}

/** Of an order that needs two persons: who has approved. */
function approverRows({ proposal: { approvals, state }, settings, t }: ProposalScene, order: OrderRow): string[][] {
  if (approversNeeded(settings, order) === 1 || state !== 'pending') return [];
  const names = approvals.map(({ channel, id }) => `${channel}:${id}`).join(', ');
  return [
    [
      t({ en: 'Approvals', fr: 'Approbations' }),
      t({
        en: `${approvals.length} of 2${names ? ` (${names})` : ''}, not by who proposed it`,
        fr: `${approvals.length} sur 2${names ? ` (${names})` : ''}, pas par qui l'a proposée`,
      }),
    ],
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

function stateLine({ proposal, failure, t, now }: ProposalScene): string {
  if (proposal.state === 'pending') {
    const minutes = Math.max(1, Math.ceil((proposal.expiresAt - now) / 60_000));
    const time = counted(minutes, { en: 'minute', fr: 'minute' }, { en: 'minutes', fr: 'minutes' });
    return t({
      en: `Waiting for a person. Without an answer within ${time.en} it expires, and expired means no.`,
      fr: `En attente d'une personne. Sans réponse sous ${time.fr} elle expire, et expirée veut dire non.`,
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
  const names = rules.map(result => result.rule).join(', ');
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
  const prices = pricesText(scene.view.quote);
  const pending = proposal.state === 'pending';
  const chart = pending ? chartOf(scene) : undefined;
  return {
    title: t({ en: `${proposal.id}: ${action}`, fr: `${proposal.id} : ${action}` }),
    lead: t({
      en: `I propose to ${action}. Nothing happens until you approve it.`,
      fr: `Je propose ${/^[aeiouyéèh]/i.test(action) ? "d'" : 'de '}${action}. Rien ne se passe tant que vous n'avez pas approuvé.`,
    }),
    lines: linesOf(scene),
    table: {
      columns: [t({ en: 'Order', fr: 'Ordre' }), t({ en: 'at market', fr: 'au marché' })],
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
