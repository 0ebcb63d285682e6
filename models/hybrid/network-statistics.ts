import { z } from 'zod';
import { HeadBaselines } from './head-baselines.ts';
import { InputChoice, usualInputs } from './input-choice.ts';
import { Standard } from './standardise.ts';
import { regimeProbabilities } from './volatility-classes.ts';

const Temperature = z.number().positive();

/** Divisors of the logits of the class heads, fitted on the validation rows; 1 leaves them as they are. */
export const Temperatures = z.strictObject({
  signal: Temperature,
  volatilityRegime: Temperature,
  marketRegime: Temperature,
});
export type Temperatures = z.infer<typeof Temperatures>;

/** The text that a network was trained with. A generated summary repeats the technical features: it proves the plumbing. */
export const TextSource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('generated'),
    embedder: z.strictObject({ name: z.string(), source: z.enum(['provider', 'offline']) }),
  }),
]);
export type TextSource = z.infer<typeof TextSource>;

/** What a trained network needs beside its weights to read a market and to be read. */
export const NetworkStatistics = z.strictObject({
  /** What it reads and how that is normalised; versions that do not tell read the technical features. */
  inputs: InputChoice.default(usualInputs),
  standard: Standard,
  /** Columns of the standard that it is fed; the others stand at the fold's mean. Absent: all. */
  served: z.array(z.string()).optional(),
  /** Borders of the volatility regimes, ln of the variance of the next day in %^2. */
  thresholds: z.array(z.number()).length(regimeProbabilities.length),
  temperatures: Temperatures,
  baselines: HeadBaselines,
  barriers: z.strictObject({
    horizon: z.int().min(1),
    upper: z.number().positive(),
    lower: z.number().positive(),
    timeout: z.enum(['hold', 'sign']),
  }),
  text: TextSource,
  seeds: z.array(z.int()),
});
export type NetworkStatistics = z.infer<typeof NetworkStatistics>;
