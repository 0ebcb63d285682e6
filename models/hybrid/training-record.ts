import { z } from 'zod';
import { headNames } from './heads.ts';
import { HybridConfig } from './hybrid-config.ts';
import { technicalCount } from './hybrid-rows.ts';

/** A loss divided by that of saying what is usual: 1 is no skill. Null for a head that had nothing to learn. */
const HeadLosses = z.record(z.enum(headNames), z.number().nullable());

/** One epoch as it ended. */
export const EpochRecord = z.strictObject({
  /** 0 is the network before training, which says what is usual. */
  epoch: z.int().min(0),
  /** Learning rate at its last step. */
  rate: z.number().min(0),
  /** Mean losses over the epoch, dropout on; over the untouched network for epoch 0. */
  train: HeadLosses,
  validation: HeadLosses,
  /** Weighted mean of the validation losses, which early stopping watches. */
  validationLoss: z.number(),
});
export type EpochRecord = z.infer<typeof EpochRecord>;

/** How a network came to be; saved with it. */
export const TrainingRecord = z.strictObject({
  config: HybridConfig,
  seed: z.int(),
  /** Features of a row. */
  features: z.int().min(1).default(technicalCount),
  /** Hash of the rows, and of which of them were trained and validated on. */
  dataHash: z.string(),
  /** Loss of saying what is usual, on the training rows, in the head's own unit; null where nothing is known. */
  baselines: HeadLosses,
  epochs: z.array(EpochRecord),
  /** The epoch whose weights were kept; 0 when training beat nothing. */
  bestEpoch: z.int().min(0),
  /** How often a step gave no finite number, whereupon the epoch began anew at half the rate. */
  restarts: z.int().min(0),
});
export type TrainingRecord = z.infer<typeof TrainingRecord>;
