import { z } from 'zod';
import { roundMoney } from '../config/decimal.ts';
import { counted, type Translate } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';
import { type Fill, type LedgerRow, Trade } from '../data/ledger-row.ts';
import { DecisionRow } from '../models/decision/call-record.ts';
import { Signal } from '../models/decision/decision-answer.ts';
import { signals } from './decision-words.ts';
import { DaySlot } from './slots.ts';
import { defineTool } from './tool.ts';
import type { ToolContext } from './tool-context.ts';

const Answer = z.strictObject({
  on: z.string(),
  /** Calls of a language model, and what they came to. */
  calls: z.array(
    z.strictObject({
      id: z.string(),
      fault: z.string().nullable(),
      decisions: z.array(
        z.strictObject({ symbol: z.string(), wanted: Signal, signal: Signal, planBreak: z.boolean() }),
      ),
    }),
  ),
  /** Strategies that decided, with the drafts that they made. */
  strategies: z.array(z.strictObject({ name: z.string(), drafts: z.int() })),
  proposals: z.strictObject({
    made: z.int(),
    approved: z.int(),
    rejected: z.int(),
    expired: z.int(),
    refused: z.int(),
  }),
  fills: z.int(),
  trades: z.array(Trade),
  profitUsd: z.number(),
  commissionUsd: z.number(),
  planAlerts: z.array(z.strictObject({ symbol: z.string(), state: z.enum(['invalidated', 'unknown']) })),
  halted: z.boolean(),
});
type Answer = z.infer<typeof Answer>;

const StrategyRow = z.object({ strategy: z.string(), candleOn: z.string(), drafts: z.int() });
const PlanAlert = z.object({
  event: z.literal('plan-alert'),
  symbol: z.string(),
  state: z.enum(['invalidated', 'unknown']),
});

/** The market's day of a row: of a fill or trade its own instant, of anything else the day on which the clock stood when it was written. */
function dayOfRow(row: LedgerRow, decidedOn: ReadonlyMap<string, string>, wallDay: (at: number) => string): string {
  if (row.kind === 'fill') return dayOf((row.body as Fill).filledAt);
  if (row.kind === 'trade') return dayOf((row.body as Trade).closedAt);
  const decision = DecisionRow.safeParse(row.body).data;
  const on = Object.values(decision?.on ?? {}).find(one => one !== null);
  if (row.kind === 'decision')
    return StrategyRow.safeParse(row.body).data?.candleOn ?? (on ? dayOf(on) : wallDay(row.at));
  const { decidedAt, decisionId } = row.body as { decidedAt?: unknown; decisionId?: unknown };
  // A draft belongs to the day of the candle that was decided on, which may be the evening before.
  const decided = typeof decisionId === 'string' ? decidedOn.get(decisionId.replace(/-[^-]*$/, '')) : undefined;
  return decided ?? (typeof decidedAt === 'number' ? dayOf(decidedAt) : wallDay(row.at));
}

/** Rows of one day. What carries no market instant belongs to the day of the last row before it that does. */
function rowsOn(rows: readonly LedgerRow[], on: string): LedgerRow[] {
  let current = '';
  const decidedOn = new Map(
    rows.flatMap(({ kind, body }) => {
      const call = kind === 'decision' ? DecisionRow.safeParse(body).data : undefined;
      const closed = Object.values(call?.on ?? {}).find(one => one !== null);
      return call && closed ? [[call.decisionId, dayOf(closed)] as const] : [];
    }),
  );
  return rows.filter(row => {
    current = dayOfRow(row, decidedOn, at => current || dayOf(at));
    return current === on;
  });
}

const count = (rows: readonly LedgerRow[], decision: string): number =>
  rows.filter(({ kind, body }) => kind === 'approval' && (body as { decision?: unknown }).decision === decision).length;

function answerOn(rows: readonly LedgerRow[], on: string): Answer {
  const today = rowsOn(rows, on);
  const decisions = today.filter(({ kind }) => kind === 'decision').map(({ body }) => body);
  const trades = today.flatMap(({ kind, body }) => (kind === 'trade' ? [Trade.parse(body)] : []));
  const fills = today.flatMap(({ kind, body }) => (kind === 'fill' ? [body as Fill] : []));
  return {
    on,
    calls: decisions.flatMap(body => {
      const row = DecisionRow.safeParse(body).data;
      return row
        ? [
            {
              id: row.decisionId,
              fault: row.fault,
              decisions: row.decisions.map(({ symbol, wanted, signal, planBreak }) => ({
                symbol,
                wanted,
                signal,
                planBreak,
              })),
            },
          ]
        : [];
    }),
    strategies: decisions.flatMap(body => {
      const row = StrategyRow.safeParse(body).data;
      return row ? [{ name: row.strategy, drafts: row.drafts }] : [];
    }),
    proposals: {
      made: today.filter(({ kind }) => kind === 'proposal').length,
      approved: count(today, 'approved'),
      rejected: count(today, 'rejected'),
      expired: count(today, 'expired'),
      refused: today.filter(({ kind, body }) => kind === 'verdict' && (body as { passed?: unknown }).passed === false)
        .length,
    },
    fills: fills.length,
    trades,
    profitUsd: roundMoney(trades.reduce((sum, one) => sum + one.profitUsd, 0)),
    commissionUsd: roundMoney(fills.reduce((sum, one) => sum + one.commissionUsd, 0)),
    planAlerts: today.flatMap(({ body }) => {
      const alert = PlanAlert.safeParse(body).data;
      return alert ? [{ symbol: alert.symbol, state: alert.state }] : [];
    }),
    halted: today.some(({ kind, body }) => kind === 'kill-switch' && (body as { state?: unknown }).state === 'halted'),
  };
}

const callLine = ({ id, fault, decisions }: Answer['calls'][number], t: Translate): string => {
  const said = decisions
    .map(
      ({ symbol, signal, planBreak }) =>
        `${symbol} ${t(signals[signal])}${planBreak ? t({ en: ' (plan break)', fr: ' (rupture du plan)' }) : ''}`,
    )
    .join(', ');
  return fault === null
    ? `${id}: ${said}.`
    : t({ en: `${id}: no model answered, held.`, fr: `${id} : aucun modèle n'a répondu, conservé.` });
};

/** True on a day on which nothing was decided and nothing happened. */
const isQuiet = ({ calls, strategies, proposals, fills, trades }: Answer): boolean =>
  calls.length + strategies.length + proposals.made + proposals.refused + fills + trades.length === 0;

function leadOf(answer: Answer, t: Translate): string {
  const { on, trades, profitUsd, fills, proposals } = answer;
  if (isQuiet(answer))
    return t({
      en: `Nothing was decided on ${on}, and nothing was traded.`,
      fr: `Rien n'a été décidé le ${on}, et rien n'a été négocié.`,
    });
  const profit = trades.length === 0 ? '' : ` (${t.money(profitUsd)})`;
  const made = counted(proposals.made, { en: 'proposal', fr: 'proposition' }, { en: 'proposals', fr: 'propositions' });
  const approved = counted(
    proposals.approved,
    { en: 'approved', fr: 'approuvée' },
    { en: 'approved', fr: 'approuvées' },
  );
  const filled = counted(fills, { en: 'fill', fr: 'exécution' }, { en: 'fills', fr: 'exécutions' });
  const closed = counted(
    trades.length,
    { en: 'closed trade', fr: 'trade clôturé' },
    { en: 'closed trades', fr: 'trades clôturés' },
  );
  return t({
    en: `On ${on}: ${made.en}, ${approved.en}; ${filled.en}; ${closed.en}${profit}.`,
    fr: `Le ${on} : ${made.fr}, dont ${approved.fr} ; ${filled.fr} ; ${closed.fr}${profit}.`,
  });
}

export const reviewDay = defineTool({
  name: 'review_day',
  description:
    'What was decided on one day of the account, why, and what came of it: decisions, proposals, fills, closed trades, plans proved wrong. Not the market: use get_price.',
  examples: [
    'Review the day',
    'what did you decide today and what came of it?',
    'daily review of the account',
    'review of 2020-04-17',
    'Fais le bilan de la journée',
    "qu'as-tu décidé aujourd'hui, et qu'en est-il sorti ?",
    'bilan quotidien du compte',
    'bilan de la journée du 2020-04-17',
  ],
  effect: 'read',
  account: true,
  input: z.object({ on: DaySlot.optional().describe("Day of the market, YYYY-MM-DD; the clock's day when left out") }),
  output: Answer,
  run: ({ on }, { ledger, clock }: ToolContext) => answerOn(ledger.rows(), on ?? dayOf(clock.now())),
  show: (answer, t) => ({
    title: t({ en: `Review of ${answer.on}`, fr: `Bilan du ${answer.on}` }),
    lead: leadOf(answer, t),
    lines: [
      ...answer.calls.map(one => callLine(one, t)),
      ...answer.strategies.map(({ name, drafts }) => {
        const made = counted(drafts, { en: 'draft', fr: 'ébauche' }, { en: 'drafts', fr: 'ébauches' });
        return t({
          en: `${name}: ${drafts === 0 ? 'held' : made.en}.`,
          fr: `${name} : ${drafts === 0 ? 'a conservé' : made.fr}.`,
        });
      }),
      ...answer.planAlerts.map(({ symbol, state }) =>
        state === 'invalidated'
          ? t({ en: `${symbol}: its plan was proved wrong.`, fr: `${symbol} : son plan a été démenti.` })
          : t({
              en: `${symbol}: its plan could not be evaluated.`,
              fr: `${symbol} : son plan n'a pas pu être évalué.`,
            }),
      ),
      ...(answer.proposals.refused > 0
        ? [
            t({
              en: `Drafts refused by the risk gate: ${answer.proposals.refused}.`,
              fr: `Ébauches refusées par le contrôle des risques : ${answer.proposals.refused}.`,
            }),
          ]
        : []),
      ...(answer.halted ? [t({ en: 'Trading was stopped that day.', fr: 'Le trading a été arrêté ce jour-là.' })] : []),
    ],
    ...(answer.trades.length === 0
      ? {}
      : {
          table: {
            columns: [
              t({ en: 'Instrument', fr: 'Instrument' }),
              t({ en: 'Quantity', fr: 'Quantité' }),
              t({ en: 'Entry', fr: 'Entrée' }),
              t({ en: 'Exit', fr: 'Sortie' }),
              t({ en: 'Profit', fr: 'Résultat' }),
            ],
            rows: answer.trades.map(one => [
              one.symbol,
              String(one.quantity),
              t.number(one.entryPrice),
              t.number(one.exitPrice),
              t.money(one.profitUsd),
            ]),
          },
        }),
    footnote: t({
      en: `Commissions of the day: ${t.money(answer.commissionUsd)}. From the ledger.`,
      fr: `Commissions du jour : ${t.money(answer.commissionUsd)}. Tiré du registre.`,
    }),
  }),
  command: { en: 'review', fr: 'bilan' },
});
