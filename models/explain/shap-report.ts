import { z } from 'zod';
import { QuaestorError } from '../../config/errors.ts';
import { ranked } from './feature-importance.ts';

/** What moved one forecast, feature by feature, greatest size first: `base` plus all phi is `output`. */
export const ShapReport = z.strictObject({
  /** Calendar day (UTC) of the newest candle that was explained. */
  day: z.iso.date(),
  model: z.string().min(1),
  base: z.number(),
  output: z.number(),
  features: z.array(z.strictObject({ feature: z.string().min(1), phi: z.number(), rank: z.int().min(1) })).min(1),
  /** Features that were not at hand or never changed: the model did not read them, so their phi is 0. */
  unread: z.array(z.string().min(1)).optional(),
});
export type ShapReport = z.infer<typeof ShapReport>;

/**
 * The report of one day over all features.
 * @param phi one for each name
 * @throws QuaestorError `model.bad-data` when names and values do not match in number, or a value is not finite
 */
export function shapReport(
  { day, model, base }: Pick<ShapReport, 'day' | 'model' | 'base'>,
  names: readonly string[],
  phi: ArrayLike<number>,
): ShapReport {
  if (names.length !== phi.length) {
    throw new QuaestorError('model.bad-data', `${names.length} names do not fit ${phi.length} SHAP values.`);
  }
  const values = new Map(names.map((name, j) => [name, phi[j] ?? Number.NaN]));
  for (const [feature, value] of values) {
    if (!Number.isFinite(value)) {
      throw new QuaestorError('model.bad-data', `The SHAP value of "${feature}" is ${value}.`, { feature });
    }
  }
  const sizes = names.map(feature => ({ feature, importance: Math.abs(values.get(feature) ?? Number.NaN) }));
  return {
    day,
    model,
    base,
    output: Array.from(phi).reduce((sum, value) => sum + value, base),
    features: ranked(sizes).map(({ feature, rank }) => ({ feature, phi: values.get(feature) ?? Number.NaN, rank })),
  };
}
