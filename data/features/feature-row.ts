import { z } from 'zod';

export const FeatureCategory = z.enum([
  'raw_data',
  'order_flow',
  'trend',
  'volatility',
  'neural_pipeline',
  'latent_factors',
  'self_awareness',
  'memory',
  'option_metrics',
  'market_structure',
  'context_aware',
  'cross_asset',
  'dynamic_features',
]);
export type FeatureCategory = z.infer<typeof FeatureCategory>;

const Name = z.string().regex(/^[a-z][a-z0-9_]*$/);

/** A column that comes from outside the arithmetic: candles, other sources joined as of each candle, or a producer. */
export const InputColumn = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_.]*$/),
  /** What has to be at hand for this column to exist. */
  source: z.enum(['candles', 'calendar', 'macro', 'news', 'options', 'order-flow', 'events', 'assets', 'producer']),
});
export type InputColumn = z.infer<typeof InputColumn>;

/** One kernel on some columns: a column that features build on. Rows with equal arithmetic are computed once. */
export const Intermediate = z.strictObject({
  name: Name,
  kernel: z.string(),
  parameters: z.record(z.string(), z.number()).default({}),
  /** Names of input columns, intermediates or features, in the order of the kernel's inputs. */
  inputs: z.array(z.string()).min(1),
  /** Which output of a kernel that has several. */
  output: z.string().optional(),
});
export type Intermediate = z.infer<typeof Intermediate>;

/** One feature: what it is called, what it means, and the arithmetic that gives it. */
export const FeatureRow = Intermediate.extend({
  category: FeatureCategory,
  meaning: z.strictObject({ en: z.string().min(8).max(160), fr: z.string().min(8).max(160) }),
  /** Rows before the value can be trusted: before its first value, and for recursions until the start is forgotten. */
  warmUp: z.int().min(0),
  unit: z.enum([
    'price',
    'log',
    'ratio',
    'percent',
    'sigma',
    'score',
    'flag',
    'count',
    'rows',
    'days',
    'hours',
    'minutes',
    'probability',
    'correlation',
    'volume',
    'usd',
    'radians',
  ]),
  /** Where a cumulative line is counted from. */
  anchor: z.string().optional(),
  /** The part of the product that makes the input, where it is not a source of market data. */
  producer: z.string().optional(),
});
export type FeatureRow = z.infer<typeof FeatureRow>;
