import { roundToStep } from '../../config/decimal.ts';
import { decisionIdOf } from '../../models/decision/call-record.ts';
import { type Decision, sizeShare } from '../../models/decision/decision-answer.ts';
import { groundedIn, leftOut } from '../../models/decision/grounded-words.ts';
import { invalidationText } from '../../models/decision/invalidation-text.ts';
import type { Judged } from '../../models/decision/judge.ts';
import { onTick } from '../../models/decision/on-tick.ts';
import type { Snapshot } from '../../models/decision/snapshot.ts';
import type { Draft, Sizing } from '../../models/risk/draft.ts';

/** Characters of a draft's thesis. */
const longestThesis = 600;

/**
 * The reasons that are shown, the reason itself first; what the snapshot does not bear out is left out and said to be, since
 * a thesis is read by people and by every later prompt.
 */
function thesisOf({ planBreak }: Judged, decision: Decision, snapshot: Snapshot): string | undefined {
  const { justification } = decision;
  const words = justification
    ? [justification.reason, justification.situation, justification.riskPlan, justification.fit]
    : [];
  const read = words.length > 0 ? words.map(groundedIn(snapshot, decision)) : [];
  const kept = [...(planBreak ? [`Plan break (${decision.reasonCode}).`] : []), ...read.map(one => one.kept)];
  const text = kept.filter(part => part !== '').join(' ');
  if (read.every(one => one.whole)) return text === '' ? undefined : text.slice(0, longestThesis);
  return `${text.slice(0, longestThesis - leftOut.en.length - 1)} ${leftOut.en}`.trim();
}

/** How much an entry may take: a share of the risk that the settings allow, and a share of equity as its value. */
export type Room = {
  /** What the regime leaves of risk and limits, at most 1. */
  readonly riskScale: number;
  /** Share of equity that may still go into this instrument. */
  readonly valueShare: number;
};

/**
 * So much of equity at risk to the stop, times what the regime and the model's hint leave of it, neither of which can make
 * it larger; and never more than there is room for, so that a close stop does not make a position that the gate refuses.
 */
function sizingOf(
  decision: Decision,
  riskPercent: number,
  bet: { price: number; stop: number; cost: number },
  room: Room,
): Sizing {
  const share = sizeShare(decision.sizeHint);
  const amount = riskPercent * Math.min(1, room.riskScale) * share;
  const valuePercent = (amount * bet.price) / (Math.abs(bet.price - bet.stop) + bet.cost);
  const most = 100 * room.valueShare * share;
  return valuePercent <= most ? { kind: 'risk-percent', amount } : { kind: 'equity-percent', amount: most };
}

/** The draft of a judged decision; undefined for a hold, and for an entry that there is no room for. */
export function draftOf(judged: Judged, snapshot: Snapshot, accountId: string, room: Room): Draft | undefined {
  const { symbol, signal, decision } = judged;
  const instrument = snapshot.instruments.find(one => one.symbol === symbol);
  if (signal === 'hold' || !decision || !instrument || instrument.price === null) return undefined;
  const thesis = thesisOf(judged, decision, snapshot);
  const common = {
    accountId,
    symbol,
    entry: instrument.price,
    ...(thesis === undefined ? {} : { thesis }),
    decisionId: decisionIdOf(snapshot.id, symbol),
    tainted: snapshot.tainted,
  };
  if (signal === 'close') return { ...common, side: instrument.held > 0 ? 'sell' : 'buy', sizing: { kind: 'close' } };
  const { stopLoss, profitTarget, invalidation } = decision;
  if (!(room.valueShare > 0)) return undefined;
  if (stopLoss === undefined || profitTarget === undefined || invalidation === undefined) return undefined;
  const bet = { price: instrument.price, stop: stopLoss, cost: instrument.cost ?? 0 };
  return {
    ...common,
    side: signal === 'enter_long' ? 'buy' : 'sell',
    sizing: sizingOf(decision, snapshot.limits.riskPercent, bet, room),
    stop: roundToStep(stopLoss, instrument.tick),
    target: roundToStep(profitTarget, instrument.tick),
    invalidation: invalidationText(onTick(invalidation, instrument.tick)),
  };
}
