import { z } from 'zod';

const share = z.number().min(0).lt(1);
const weight = z.number().min(0);

/** Shape of the network and of its training. Every field has a default: `HybridConfig.parse({})` is what is shipped. */
export const HybridConfig = z.strictObject({
  /** Width of the branch of the technical features. */
  technicalUnits: z.int().min(1).default(64),
  /** Width of the branch of the text: narrow, because some 3,000 days cannot feed a wide one. */
  textUnits: z.int().min(1).default(32),
  /** Width of the layer that the five heads share. */
  trunkUnits: z.int().min(1).default(64),
  /** Share of the trunk that one training step leaves out. */
  dropout: share.default(0.2),
  /** Share of the text branch that one training step leaves out. */
  textDropout: share.default(0.4),
  /** Share of the rows whose whole text is left out in an epoch, so that the network works without text. */
  modalityDropout: share.default(0.3),
  /** A third branch over the last candles, or none. */
  sequence: z
    .strictObject({ kind: z.enum(['attention', 'lstm']), candles: z.int().min(2), units: z.int().min(1).default(32) })
    .nullable()
    .default(null),
  /** Rows in a training step. */
  batch: z.int().min(1).default(128),
  /** Epochs at most; the cosine schedule ends there. */
  epochs: z.int().min(1).default(60),
  /** Epochs without a better validation loss before the training stops. */
  patience: z.int().min(1).default(12),
  /** Highest learning rate. */
  rate: z.number().positive().default(2e-3),
  warmUpEpochs: z.number().min(0).default(2),
  /** Decoupled decay of the weight matrices, multiplied by the learning rate. */
  weightDecay: z.number().min(0).default(0.05),
  /** Largest Euclidean norm of the gradient of a step. */
  clip: z.number().positive().default(1),
  /** Weight of each head in the total loss; a head's own loss is 1 without skill. */
  headWeights: z
    .strictObject({
      signal: weight.default(1),
      volatility: weight.default(1),
      volatilityRegime: weight.default(1),
      marketRegime: weight.default(1),
      excursions: weight.default(1),
    })
    .prefault({}),
});
export type HybridConfig = z.infer<typeof HybridConfig>;
