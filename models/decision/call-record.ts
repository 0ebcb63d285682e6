import { z } from 'zod';
import { Calibrated } from './confidence.ts';
import { Signal } from './decision-answer.ts';
import { HeldBack, Judged } from './judge.ts';
import { Snapshot } from './snapshot.ts';

/** One turn with a language model. */
export const Exchange = z.strictObject({
  /** Link of the chain, and the model's name where the settings give one. */
  provider: z.string(),
  model: z.string().nullable(),
  /** The answer, byte for byte. */
  raw: z.string(),
  /** What was wrong with it: the repair turn showed these. */
  faults: z.array(z.string()),
  latencyMs: z.number(),
  inputTokens: z.int().nullable(),
  outputTokens: z.int().nullable(),
});
export type Exchange = z.infer<typeof Exchange>;

/**
 * Everything of one call: what was seen, what was asked, what was answered, what it was taken for. With the snapshot and
 * the raw answers the prompt and the decisions can be made again byte for byte.
 */
export const CallRecord = z.strictObject({
  id: z.string(),
  because: z.enum(['candle', 'barrier', 'alert', 'asked']),
  promptVersion: z.string(),
  snapshot: Snapshot,
  system: z.string(),
  user: z.string(),
  exchanges: z.array(Exchange),
  decisions: z.array(Judged),
  /** Why no model answered, where none did. */
  fault: z.string().nullable(),
});
export type CallRecord = z.infer<typeof CallRecord>;

/** The id of the decision on one instrument, within its call. */
export const decisionIdOf = (callId: string, symbol: string): string => `${callId}-${symbol}`;

/** What the ledger keeps of a call: enough to count by, and the hash that guards the rest. */
export const DecisionRow = z.strictObject({
  decisionId: z.string(),
  /** sha256 of the record as it was written. */
  record: z.string(),
  promptVersion: z.string(),
  provider: z.string().nullable(),
  fault: z.string().nullable(),
  /** Last instant of the candle that each instrument was decided on. */
  on: z.record(z.string(), z.int().nullable()),
  decisions: z.array(
    z.strictObject({
      symbol: z.string(),
      /** What the model wanted, and what it came to. */
      wanted: Signal,
      signal: Signal,
      heldBack: HeldBack.optional(),
      confidence: Calibrated.optional(),
      planBreak: z.boolean(),
    }),
  ),
});
export type DecisionRow = z.infer<typeof DecisionRow>;
