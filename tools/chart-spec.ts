import { z } from 'zod';

const value = z.number().nullable();

/** One line over the chart's time axis; null where there is no value. Pane 0 holds the prices; each further one stands below with a scale of its own. */
const Line = z.strictObject({
  name: z.string(),
  values: z.array(value),
  pane: z.int().min(0).max(3).default(0),
});

/** A region between two lines, such as a quantile range or Bollinger bands. */
const Band = z.strictObject({ name: z.string(), lower: z.array(value), upper: z.array(value) });

/** A horizontal level: a stop, a target, an entry. */
const Level = z.strictObject({ name: z.string(), value: z.number() });

/**
 * A chart as data. `times` are the labels of the shared axis; candles are [open, high, low, close]; bars are one value
 * a label, on the main pane or, such as the volume, in a small one below all lines. One renderer compiles it for the browser and for pictures.
 */
export const ChartSpec = z.strictObject({
  title: z.string(),
  times: z.array(z.string()),
  unit: z.string().default(''),
  candles: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])).optional(),
  lines: z.array(Line).default([]),
  bands: z.array(Band).default([]),
  levels: z.array(Level).default([]),
  bars: z.strictObject({ name: z.string(), values: z.array(value), pane: z.int().min(0).max(4).default(0) }).optional(),
});
export type ChartSpec = z.infer<typeof ChartSpec>;
export type ChartSpecInput = z.input<typeof ChartSpec>;
