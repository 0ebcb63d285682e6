import { z } from 'zod';
import { roundToStep } from '../config/decimal.ts';
import { QuaestorError } from '../config/errors.ts';
import type { Text, Translate } from '../config/text.ts';
import { dayOf } from '../data/candle.ts';
import { sha256 } from '../data/ledger-chain.ts';
import type { LedgerRow } from '../data/ledger-row.ts';
import { aftermathOf } from '../knowledge/memory/aftermath.ts';
import { type CallRecord, DecisionRow, decisionIdOf } from '../models/decision/call-record.ts';
import { Calibrated } from '../models/decision/confidence.ts';
import { Signal } from '../models/decision/decision-answer.ts';
import { shownJustification } from '../models/decision/grounded-words.ts';
import { invalidationText, saidInvalidation } from '../models/decision/invalidation-text.ts';
import { HeldBack, type Judged, judgeAnswers } from '../models/decision/judge.ts';
import { onTick } from '../models/decision/on-tick.ts';
import { outageText } from '../models/decision/outage-text.ts';
import { DecisionOutcome } from '../models/decision/outcome.ts';
import type { CardInput } from './card.ts';
import { aftermathLines, confidenceText, outcomeText, signals } from './decision-words.ts';
import { defineTool } from './tool.ts';
import type { ToolContext } from './tool-context.ts';

const Said = z.strictObject({ en: z.string(), fr: z.string() });

const One = z.strictObject({
  symbol: z.string(),
  wanted: Signal,
  signal: Signal,
  heldBack: HeldBack.optional(),
  planBreak: z.boolean(),
  confidence: Calibrated.optional(),
  breakEven: z.number().optional(),
  /** The words of the model, without what its snapshot does not bear out. */
  justification: z.strictObject({ situation: Said, reason: Said, riskPlan: Said, fit: Said }).optional(),
  stop: z.number().optional(),
  target: z.number().optional(),
  invalidation: z.string().optional(),
  outcome: DecisionOutcome.optional(),
  /** What followed in the ledger. */
  aftermath: z.custom<ReturnType<typeof aftermathOf>>(),
});
type One = z.infer<typeof One>;

const Call = z.strictObject({
  id: z.string(),
  at: z.int(),
  mode: z.enum(['advise', 'propose', 'auto']),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  promptVersion: z.string(),
  fault: z.string().nullable(),
  /** Turns that the model needed, and what was wrong with the last one. */
  turns: z.int(),
  faults: z.array(Said),
  /** Whether the record is still what the ledger's hash says. */
  intact: z.boolean(),
  decisions: z.array(One),
});
type Call = z.infer<typeof Call>;

/** Null while no language model has decided anything. */
const Answer = z.strictObject({ call: Call.nullable() });

/** The record of an id such as M-7 or M-7-SPX, the newest where none is named. */
function recordOf({ decisions }: ToolContext, id: string | undefined): CallRecord | undefined {
  const newest = decisions.calls.count();
  const wanted = id === undefined ? `M-${newest}` : (/^m-\d+/i.exec(id)?.[0].toUpperCase() ?? id);
  const found = decisions.calls.find(wanted);
  if (found || newest === 0) return found;
  throw new QuaestorError('user.bad-request', {
    en: `There is no decision "${id}". They are M-1 to M-${newest}.`,
    fr: `Il n'y a pas de décision « ${id} ». Elles vont de M-1 à M-${newest}.`,
  });
}

/** The levels that a decision named, on the tick of its instrument. */
function levelsOf({ snapshot }: CallRecord, symbol: string, decision: Judged['decision']) {
  const { stopLoss, profitTarget, invalidation } = decision ?? {};
  const tick = snapshot.instruments.find(one => one.symbol === symbol)?.tick ?? Number.NaN;
  return {
    ...(stopLoss === undefined ? {} : { stop: roundToStep(stopLoss, tick) }),
    ...(profitTarget === undefined ? {} : { target: roundToStep(profitTarget, tick) }),
    ...(invalidation ? { invalidation: invalidationText(onTick(invalidation, tick)) } : {}),
  };
}

/** What was wrong with the last answer: made anew for its French, since the record keeps what the model was told. */
function faultsOf({ snapshot, exchanges }: CallRecord): Text[] {
  const again = judgeAnswers(snapshot, exchanges).faults;
  return (exchanges.at(-1)?.faults ?? []).map(en => again.find(one => one.en === en) ?? { en, fr: en });
}

function oneOf(context: ToolContext, rows: readonly LedgerRow[], record: CallRecord, judged: Judged): One {
  const { symbol, signal, decision, heldBack, planBreak, confidence, breakEven } = judged;
  const id = decisionIdOf(record.id, symbol);
  const outcome = context.decisions.outcomes.find(id);
  const justification = decision && shownJustification(record.snapshot, decision);
  return {
    symbol,
    wanted: decision?.signal ?? 'hold',
    signal,
    ...(heldBack ? { heldBack } : {}),
    planBreak,
    ...(confidence ? { confidence } : {}),
    ...(breakEven === undefined ? {} : { breakEven }),
    ...(justification ? { justification } : {}),
    ...levelsOf(record, symbol, decision),
    ...(outcome ? { outcome } : {}),
    aftermath: aftermathOf(rows, id),
  };
}

/** The record's hash as the ledger wrote it down at the time. */
function isIntact({ decisions, ledger }: ToolContext, id: string): boolean {
  const row = ledger
    .rows('decision')
    .flatMap(({ body }) => DecisionRow.safeParse(body).data ?? [])
    .find(one => one.decisionId === id);
  return row !== undefined && row.record === sha256(decisions.calls.text(id) ?? '');
}

const heldBackWords = {
  confidence: {
    en: 'held back: not sure enough for what it would cost',
    fr: "retenu : pas assez sûr pour ce qu'il coûterait",
  },
  'not-allowed': { en: 'held back: not allowed now', fr: 'retenu : pas permis à présent' },
} as const;

function linesOf(one: One, t: Translate): string[] {
  const {
    symbol,
    wanted,
    heldBack,
    confidence,
    breakEven,
    justification,
    stop,
    target,
    invalidation,
    planBreak,
    outcome,
  } = one;
  if (wanted === 'hold')
    return [
      t({
        en: `${symbol}: hold. Hold needs no reason.`,
        fr: `${symbol} : conserver. Conserver ne demande pas de raison.`,
      }),
    ];
  const even =
    breakEven === undefined
      ? ''
      : t({
          en: `; the bet pays from ${t.percent(breakEven, 0)}`,
          fr: ` ; le pari paie à partir de ${t.percent(breakEven, 0)}`,
        });
  const sure = confidence ? `, ${confidenceText(confidence, t)}${even}` : '';
  const held = heldBack ? ` (${t(heldBackWords[heldBack])})` : '';
  return [
    `${symbol}: ${t(signals[wanted])}${sure}${held}.`,
    ...(justification
      ? [
          t({ en: `Situation: ${justification.situation.en}`, fr: `Situation : ${justification.situation.fr}` }),
          t({ en: `Reason: ${justification.reason.en}`, fr: `Raison : ${justification.reason.fr}` }),
          t({ en: `Risk plan: ${justification.riskPlan.en}`, fr: `Plan de risque : ${justification.riskPlan.fr}` }),
          t({ en: `Fit: ${justification.fit.en}`, fr: `Dans le portefeuille : ${justification.fit.fr}` }),
        ]
      : []),
    ...(stop === undefined || target === undefined
      ? []
      : [
          t({
            en: `Stop ${t.number(stop)}, target ${t.number(target)}.`,
            fr: `Stop ${t.number(stop)}, objectif ${t.number(target)}.`,
          }),
        ]),
    ...(invalidation === undefined
      ? []
      : [
          t({
            en: `Wrong if: ${saidInvalidation(invalidation).words.en}.`,
            fr: `Invalidée si : ${saidInvalidation(invalidation).words.fr}.`,
          }),
        ]),
    ...(planBreak ? [t({ en: 'It broke the plan of the position.', fr: 'Elle rompait le plan de la position.' })] : []),
    ...aftermathLines(one.aftermath, t),
    ...(outcome ? [outcomeText(outcome, t)] : []),
  ];
}

/** Who decided: the model by its name, and the link that it was reached by. */
const decider = ({ provider, model }: Call): string => (model === null ? `${provider}` : `${model} (${provider})`);

function leadOf(call: Call, t: Translate): string {
  const { id, at, fault, turns, faults } = call;
  if (fault !== null && turns === 0)
    return t({
      en: `${id}, ${dayOf(at)}: no model answered (${outageText(fault).en}), so everything was held.`,
      fr: `${id}, ${dayOf(at)} : aucun modèle n'a répondu (${outageText(fault).fr}), tout a donc été conservé.`,
    });
  const mended = turns > 1 ? t({ en: ', after one repair turn', fr: ', après un tour de réparation' }) : '';
  const wrong =
    faults.length > 0
      ? t({
          en: ` Still wrong, and so held: ${faults.map(({ en }) => en).join('; ')}.`,
          fr: ` Encore faux, donc conservé : ${faults.map(({ fr }) => fr).join(' ; ')}.`,
        })
      : '';
  return t({
    en: `${id}, ${dayOf(at)}: decided by ${decider(call)}${mended}.${wrong}`,
    fr: `${id}, ${dayOf(at)} : décidé par ${decider(call)}${mended}.${wrong}`,
  });
}

const noneCard = (t: Translate): CardInput => ({
  title: t({ en: 'Decisions', fr: 'Décisions' }),
  lead: t({
    en: 'No language model has decided anything here yet. Name instruments in cycle.manager.symbols of the settings, then /decide.',
    fr: "Aucun modèle de langage n'a encore rien décidé ici. Nommez des instruments dans cycle.manager.symbols des réglages, puis /decider.",
  }),
});

function callCard(call: Call, t: Translate): CardInput {
  const changed = t({
    en: 'The record is not what the ledger wrote down: it was changed.',
    fr: "L'enregistrement n'est pas celui que le registre a noté : il a été modifié.",
  });
  return {
    title: t({ en: `Decision ${call.id}`, fr: `Décision ${call.id}` }),
    lead: leadOf(call, t),
    ...(call.intact ? {} : { tone: 'bad' as const }),
    lines: [...(call.intact ? [] : [changed]), ...call.decisions.flatMap(one => linesOf(one, t))],
    footnote: t({
      en: `Mode ${call.mode}, prompt ${call.promptVersion}. The words are the model's; every figure is computed here.`,
      fr: `Mode ${call.mode}, invite ${call.promptVersion}. Les mots sont du modèle ; chaque chiffre est calculé ici.`,
    }),
  };
}

export const explainDecision = defineTool({
  name: 'explain_decision',
  description:
    'Why the portfolio manager decided as it did: what it saw and said, how sure it was, what code made of it, what came of it. Not for forecasts: use explain_prediction.',
  examples: [
    'Explain the last decision',
    'why did the portfolio manager decide that?',
    'explain decision M-1',
    'what did the manager decide last time and why?',
    'Explique la dernière décision',
    'pourquoi le gérant a-t-il décidé cela ?',
    'explique la décision M-1',
    "qu'a décidé le gérant la dernière fois, et pourquoi ?",
  ],
  effect: 'read',
  account: true,
  input: z.object({
    id: z
      .string()
      .max(40)
      .optional()
      .describe('Id of the decision, e.g. M-7; the newest when left out')
      .meta({ slot: 'decision' }),
  }),
  output: Answer,
  run({ id }, context) {
    const record = recordOf(context, id);
    if (!record) return { call: null };
    const last = record.exchanges.at(-1);
    const rows = context.ledger.rows();
    const call = {
      id: record.id,
      at: record.snapshot.at,
      mode: record.snapshot.mode,
      provider: last?.provider ?? null,
      model: last?.model ?? null,
      promptVersion: record.promptVersion,
      fault: record.fault,
      turns: record.exchanges.length,
      faults: faultsOf(record),
      intact: isIntact(context, record.id),
      decisions: record.decisions.map(judged => oneOf(context, rows, record, judged)),
    };
    return { call };
  },
  show: ({ call }, t) => (call ? callCard(call, t) : noneCard(t)),
  command: { en: 'decision', fr: 'decision' },
});
