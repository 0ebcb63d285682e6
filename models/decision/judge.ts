import { z } from 'zod';
import type { Text } from '../../config/text.ts';
import { breakEvenProbability } from './break-even.ts';
import { type DecisionView, decisionFaults, isPlanBreak } from './check-decision.ts';
import { Calibrated, calibrate, entryIsWorth, rawNeeded } from './confidence.ts';
import { Decision, Signal } from './decision-answer.ts';
import { readAnswer } from './read-answer.ts';
import type { InstrumentSnapshot, Snapshot } from './snapshot.ts';

/** Why a sound decision is held all the same. */
export const HeldBack = z.enum(['confidence', 'not-allowed']);
export type HeldBack = z.infer<typeof HeldBack>;

/** What an answer means for one instrument: hold unless a sound decision with enough confidence says otherwise. */
export const Judged = z.strictObject({
  symbol: z.string(),
  signal: Signal,
  decision: Decision.optional(),
  /** The language model whose answer it is. */
  provider: z.string().optional(),
  confidence: Calibrated.optional(),
  /** The chance from which the bet of an entry pays. */
  breakEven: z.number().optional(),
  /** A close although the position's own invalidation is not true. */
  planBreak: z.boolean(),
  heldBack: HeldBack.optional(),
});
export type Judged = z.infer<typeof Judged>;

/** What a language model wrote, and which one it was. */
export type Answer = { readonly provider: string; readonly raw: string };

/** Judged decisions of all candidates, and the faults that a repair turn shows to the model. */
export type Judgement = { judged: Judged[]; faults: Text[] };

/** The instrument as the checks see it, from the snapshot alone. */
export function viewOf(instrument: InstrumentSnapshot): DecisionView {
  const named = new Map<string, readonly number[]>(
    instrument.frames.flatMap(({ timeframe, series }) =>
      series.map(({ name, values }) => [`${name}@${timeframe}`, values] as const),
    ),
  );
  return {
    price: instrument.price ?? Number.NaN,
    atr: instrument.atr ?? undefined,
    cost: instrument.cost ?? Number.NaN,
    held: instrument.held,
    series: [...named.keys()],
    feed: {
      last(series, count) {
        const values = named.get(series)?.slice(-count);
        return values?.length === count ? values : undefined;
      },
    },
    planBroken: instrument.planBroken ?? undefined,
  };
}

const holding = (symbol: string): Judged => ({ symbol, signal: 'hold', planBreak: false });

/** Whether the confidence of a sound decision is enough for what it wants to do. */
function heldBackBy(
  decision: Decision,
  confidence: Calibrated,
  breakEven: number,
  allowed: readonly Signal[],
): HeldBack | undefined {
  if (!allowed.includes(decision.signal)) return 'not-allowed';
  const enough =
    decision.signal === 'close' ? confidence.value >= rawNeeded.close : entryIsWorth(confidence, breakEven);
  return enough ? undefined : 'confidence';
}

function judge(decision: Decision, instrument: InstrumentSnapshot, { past }: Snapshot, provider: string): Judged {
  const { symbol, signal, stopLoss: stop = Number.NaN, profitTarget: target = Number.NaN } = decision;
  if (signal === 'hold') return { ...holding(symbol), decision, provider };
  const { price, cost } = viewOf(instrument);
  const breakEven = breakEvenProbability({ price, stop, target, cost });
  const confidence = calibrate(decision.confidence ?? 0, past[provider]?.[symbol] ?? []);
  const heldBack = heldBackBy(decision, confidence, breakEven, instrument.allowed);
  return {
    symbol,
    signal: heldBack ? 'hold' : signal,
    decision,
    provider,
    confidence,
    ...(Number.isFinite(breakEven) ? { breakEven } : {}),
    planBreak: isPlanBreak(decision, viewOf(instrument)),
    ...(heldBack ? { heldBack } : {}),
  };
}

/** Sound decisions of one answer, and what is wrong with the others. */
function soundIn(raw: string, snapshot: Snapshot): { sound: Map<string, Decision>; faults: Text[] } {
  const { decisions, faults } = readAnswer(
    raw,
    snapshot.instruments.map(({ symbol }) => symbol),
  );
  const sound = new Map<string, Decision>();
  for (const instrument of snapshot.instruments) {
    const decision = decisions.get(instrument.symbol);
    const wrong = decision ? decisionFaults(decision, viewOf(instrument), snapshot.limits) : [];
    if (decision && wrong.length === 0) sound.set(instrument.symbol, decision);
    faults.push(...wrong);
  }
  return { sound, faults };
}

/**
 * Judges a model's answer, and after it the answer of its one repair turn, against the snapshot that both were made from:
 * pure, so that the same snapshot and answers always give the same decisions. What was sound the first time stays; an
 * instrument that is still at fault, or was not named, is held.
 */
export function judgeAnswers(snapshot: Snapshot, answers: readonly Answer[]): Judgement {
  const sound = new Map<string, { decision: Decision; provider: string }>();
  let faults: Text[] = [];
  for (const { raw, provider } of answers) {
    const read = soundIn(raw, snapshot);
    for (const [symbol, decision] of read.sound) if (!sound.has(symbol)) sound.set(symbol, { decision, provider });
    faults = read.faults.filter(({ en }) => !sound.has(en.split(':')[0] ?? ''));
  }
  const judged = snapshot.instruments.map(instrument => {
    const found = sound.get(instrument.symbol);
    return found ? judge(found.decision, instrument, snapshot, found.provider) : holding(instrument.symbol);
  });
  return { judged, faults };
}
