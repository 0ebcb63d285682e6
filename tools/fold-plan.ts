import { z } from 'zod';
import type { FoldPlan } from '../models/validation/walk-forward.ts';
import type { LabMarket } from './lab-subject.ts';

/** What may be said of the windows of a walk-forward. */
export const foldFields = {
  train_years: z
    .number()
    .min(0.1)
    .max(50)
    .default(5)
    .describe('Years that choose the parameters')
    .meta({ slot: 'setting' }),
  test_years: z.number().min(0.1).max(50).default(1).describe('Years that judge them').meta({ slot: 'setting' }),
  kind: z
    .enum(['rolling', 'anchored'])
    .default('rolling')
    .describe('rolling: training moves on | anchored: it always begins at the start')
    .meta({ slot: 'choice', words: { rolling: ['rolling', 'glissante'], anchored: ['anchored', 'ancree'] } }),
};

const yearMs = 365.25 * 86_400_000;
/** Candles between training and test whose trades may reach over the border. */
const purge = 10;

/** Windows of years in candles; a history too short for them is cut into six parts, four to begin training on. */
export function foldPlan(
  { series, first }: LabMarket,
  { train_years, test_years, kind }: z.infer<z.ZodObject<typeof foldFields>>,
): FoldPlan {
  const span = ((series.openAt.at(-1) ?? 0) - (series.openAt[first] ?? 0)) / yearMs;
  const perYear = (series.length - first) / span;
  const long = span >= train_years + 2 * test_years;
  const candles = (years: number, parts: number) => Math.round(long ? years * perYear : (span * perYear * parts) / 6);
  return {
    series,
    from: first,
    train: candles(train_years, 3),
    test: candles(test_years, 1),
    kind,
    purge,
    embargo: purge,
  };
}
