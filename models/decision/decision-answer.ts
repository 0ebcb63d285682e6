import { z } from 'zod';
import { oneLine } from '../../config/clean-text.ts';
import { Clause } from './invalidation.ts';

export const Signal = z.enum(['hold', 'enter_long', 'enter_short', 'close']);
export type Signal = z.infer<typeof Signal>;

export const ReasonCode = z.enum(['invalidated', 'target_changed', 'risk', 'regime', 'time', 'user']);
export type ReasonCode = z.infer<typeof ReasonCode>;

const words = z.string().max(400).transform(oneLine);

/** Why, in words that are shown and never parsed. */
export const Justification = z.strictObject({
  situation: words,
  reason: words,
  riskPlan: words,
  fit: words,
});
export type Justification = z.infer<typeof Justification>;

/** What a language model may say of one instrument. Size, risk and money are not among it: code computes them. */
export const Decision = z.strictObject({
  symbol: z.string().min(1),
  signal: Signal,
  /** Of the model, raw, 0 to 1: that the target is reached before the stop, the invalidation or the time limit. */
  confidence: z.number().min(0).max(1).optional(),
  justification: Justification.optional(),
  stopLoss: z.number().positive().optional(),
  profitTarget: z.number().positive().optional(),
  /** Any of these groups, each of which needs all of its clauses. */
  invalidation: z.array(z.array(Clause).min(1).max(4)).min(1).max(3).optional(),
  reasonCode: ReasonCode.optional(),
  /** Can only make the size smaller. */
  sizeHint: z.enum(['quarter', 'half', 'full']).optional(),
});
export type Decision = z.infer<typeof Decision>;

/** The answer as a whole. */
export const DecisionAnswer = z.strictObject({ decisions: z.array(z.unknown()).max(100) });

/** The share of the size that a hint leaves. */
export const sizeShare = (hint: Decision['sizeHint']): number =>
  hint === 'quarter' ? 0.25 : hint === 'half' ? 0.5 : 1;

/** The schema as the prompt states it, with the series that are really in the prompt. */
export const answerSchemaText = (series: readonly string[]): string =>
  [
    '{"decisions": [{',
    '  "symbol": one of the candidates,',
    '  "signal": "hold" | "enter_long" | "enter_short" | "close",',
    '  "confidence": 0 to 1, the chance that the target is reached before the stop, the invalidation or the time limit (entry and close),',
    '  "justification": {"situation": "...", "reason": "...", "riskPlan": "...", "fit": "..."} (entry and close; at most 400 characters each),',
    '  "stopLoss": price (entry), "profitTarget": price (entry),',
    '  "invalidation": [[{"series": S, "operator": "<" | "<=" | ">" | ">=", "level": number or "other": S of the same timeframe, "candles": 1 to 20}]] (entry): any of the groups, all clauses of a group,',
    '  "reasonCode": "invalidated" | "target_changed" | "risk" | "regime" | "time" | "user" (close),',
    '  "sizeHint": "quarter" | "half" | "full" (optional; it can only reduce)',
    '}]}',
    `S is one of: ${series.join(', ')}`,
    'A symbol that is left out is held. No other keys, no text around the JSON.',
  ].join('\n');
