import { z } from 'zod';
import { quantileProbabilities } from '../volatility/forecaster.ts';
import { marketRegimeClasses, signalClasses, volatilityRegimeClasses } from './hybrid-rows.ts';

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const Share = z.number().min(0).max(1);
const Price = z.number().positive();
const adds = (shares: Readonly<Record<string, number>>): boolean =>
  Math.abs(Object.values(shares).reduce((sum, share) => sum + share, 0) - 1) <= 1e-6;
const shares = <Names extends readonly [string, ...string[]]>(names: Names) =>
  z.record(z.enum(names), Share).refine(adds, { message: 'the probabilities add up to 1' });

/** Volatility over one horizon; sigmas in % of close-to-close moves. */
const Horizon = z.strictObject({
  sigmaDaily: z.number().positive(),
  sigmaAnnual: z.number().positive(),
  quantiles: z
    .array(z.strictObject({ probability: Share, sigmaDaily: z.number().positive() }))
    .length(quantileProbabilities.length)
    .refine(list => list.every((one, k) => one.sigmaDaily >= (list[k - 1]?.sigmaDaily ?? 0)), {
      message: 'the quantiles do not fall',
    }),
});

const Levels = z.strictObject({ stopPrice: Price, targetPrice: Price, stopSigma: z.number(), targetSigma: z.number() });

export const abstainKinds = [
  'no-model',
  'untrusted',
  'stale',
  'missing',
  'out-of-range',
  'disagreement',
  'broken',
] as const;

/** Why no side is taken. */
export const AbstainReason = z.strictObject({ kind: z.enum(abstainKinds), en: z.string(), fr: z.string() });
export type AbstainReason = z.infer<typeof AbstainReason>;

/**
 * What the promoted networks say of one instrument: the one shape for tool, prompt and chat. What nobody can say is null,
 * and an abstention is always a hold.
 */
export const SignalAnswer = z
  .strictObject({
    symbol: z.string(),
    /** `openAt` of the last closed candle, and its close. */
    asOfOpenAt: z.int(),
    close: Price,
    /** NAME/VERSION of the promoted model. */
    modelId: z.string().nullable(),
    trainedThrough: Day.nullable(),
    /** `hybrid` where the networks serve some head, `baselines` where none. */
    servedBy: z.enum(['hybrid', 'baselines', 'none']),
    /** Who serves each head. */
    heads: z.record(z.string(), z.string()),
    action: z.enum(signalClasses),
    /** Calibrated probabilities that the price touches the upper barrier first (buy), the lower (sell), or neither. */
    signal: z
      .strictObject({
        probabilities: shares(signalClasses),
        temperature: z.number().positive(),
        error: z.number().min(0),
        agreement: Share,
        upperBarrier: Price,
        lowerBarrier: Price,
        days: z.int().min(1),
      })
      .nullable(),
    volatility: z.strictObject({ h1: Horizon, h2: Horizon }).nullable(),
    volatilityRegime: z
      .strictObject({ label: z.enum(volatilityRegimeClasses), probabilities: shares(volatilityRegimeClasses) })
      .nullable(),
    /** The regime now, by the jump model and the hidden Markov model, and its probabilities after `days`. */
    marketRegime: z
      .strictObject({
        jump: z.enum(['rising', 'falling']),
        volatileChance: Share,
        probabilities: shares(marketRegimeClasses),
        days: z.int().min(1),
      })
      .nullable(),
    /** Stop beyond which the price falls against a position in a quarter of the cases, target that it reaches in half. */
    levels: z.strictObject({ long: Levels, short: Levels, days: z.int().min(1) }).nullable(),
    /** Out of sample, when it was trained. */
    skill: z
      .strictObject({
        medianAdvantage: z.number(),
        qlikeRatio: z.number(),
        signalGain: z.number(),
        low: z.number(),
        high: z.number(),
      })
      .nullable(),
    /** How the volatility head did on the last days that it was judged by. */
    lately: z
      .strictObject({ days: z.int(), to: Day, coverage90: Share, qlike: z.number(), qlikeLogHar: z.number() })
      .nullable(),
    textUsed: z.boolean(),
    abstain: z.strictObject({ flag: z.boolean(), reasons: z.array(AbstainReason) }),
  })
  .refine(({ abstain, action }) => !abstain.flag || action === 'hold', { message: 'an abstention is a hold' })
  .refine(({ levels, close }) => !levels || onTheirSides(levels, close), {
    message: 'stops and targets stand on their sides of the close',
  });
export type SignalAnswer = z.infer<typeof SignalAnswer>;

const onTheirSides = (
  { long, short }: { long: z.infer<typeof Levels>; short: z.infer<typeof Levels> },
  close: number,
): boolean =>
  long.stopPrice < close && close < long.targetPrice && short.targetPrice < close && close < short.stopPrice;
