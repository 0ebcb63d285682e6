import { z } from 'zod';

/**
 * What a network reads: the 38 technical features; the 150 that its fold's training rows rank first; every feature that is
 * at hand; or it learns from every feature and is fed the 150, the others standing at the fold's mean.
 */
export const featureSets = ['technical', 'selected', 'all', 'projected'] as const;

/** By the mean and deviation of the fold's training rows, or by the place between least and most of the last candles. */
export const normalisations = ['fold', 'rolling'] as const;

export const InputChoice = z.strictObject({ features: z.enum(featureSets), normalisation: z.enum(normalisations) });
export type InputChoice = z.infer<typeof InputChoice>;

/** What is shipped, and what versions that tell nothing of their inputs were trained on. */
export const usualInputs: InputChoice = { features: 'technical', normalisation: 'fold' };

/** Whether the training rows of each fold choose features. */
export const selects = ({ features }: InputChoice): boolean => features === 'selected' || features === 'projected';
