import { z } from 'zod';
import { Timeframe } from '../../data/candle.ts';
import { Signal } from './decision-answer.ts';

const Figure = z.number().nullable();

/** Values of a series that a prompt shows; more are kept for conditions over several candles. */
export const shownValues = 10;

/** The closed candles of one timeframe: each series oldest to newest, the last value that of the last closed candle. */
export const FrameSnapshot = z.strictObject({
  timeframe: Timeframe,
  /** Last instant of the last closed candle, UTC ms, and how long ago that was on the market's clock. */
  closedAt: z.int(),
  ageHours: z.number(),
  series: z.array(z.strictObject({ name: z.string(), values: z.array(z.number()).min(1) })),
});
export type FrameSnapshot = z.infer<typeof FrameSnapshot>;

/**
 * Who lets the stop of a position act: the desk holds it against every candle without asking a model; `none` where the
 * position has no stop. While a stop order rests at the broker the desk is busy with the instrument, and no model is asked.
 */
export const Protection = z.enum(['desk', 'none']);

/** What stands between an open position and a large loss. The distance is from the price to the stop. */
export const HeldSnapshot = z.strictObject({ stop: Figure, stopAtr: Figure, protection: Protection });
export type HeldSnapshot = z.infer<typeof HeldSnapshot>;

/** One instrument as a decision sees it. Prices in its currency; what is unknown is null, never a guess. */
export const InstrumentSnapshot = z.strictObject({
  symbol: z.string(),
  name: z.string(),
  tick: z.number().positive(),
  price: Figure,
  priceAgeHours: Figure,
  open: z.boolean(),
  allowed: z.array(Signal),
  /** Cost of a round trip, per unit. */
  cost: Figure,
  atr: Figure,
  /** Signed open quantity. */
  held: z.number(),
  /** Absent where nothing is held. */
  position: HeldSnapshot.optional(),
  frames: z.array(FrameSnapshot),
  /** Lines of our models, with their track record: measured, never text from outside. */
  models: z.array(z.string()),
  regime: z.string().nullable(),
  flags: z.array(z.string()),
  /** Present truth of the open position's invalidation; null without a position or without one that code can evaluate. */
  planBroken: z.union([z.boolean(), z.literal('unknown')]).nullable(),
});
export type InstrumentSnapshot = z.infer<typeof InstrumentSnapshot>;

/** Confidences that were resolved. */
const Past = z.array(z.strictObject({ confidence: z.number(), won: z.boolean() }));

export const SnapshotLimits = z.strictObject({
  minimumRewardToRisk: z.number(),
  stopAtr: z.strictObject({ least: z.number(), most: z.number() }),
  minimumTargetToCost: z.number(),
  /** Equity at risk to the stop of one entry, in percent, before the model's hint and the regime's scale. */
  riskPercent: z.number().positive(),
});

/**
 * Everything that a decision was made from, at one instant. The prompt is rendered from it and the answer is judged
 * against it, so that a stored decision can be made again byte for byte.
 */
export const Snapshot = z.strictObject({
  id: z.string(),
  /** Market's clock and wall time, UTC ms. */
  at: z.int(),
  wallAt: z.int(),
  account: z.string(),
  mode: z.enum(['advise', 'propose', 'auto']),
  stance: z.enum(['PAPER', 'LIVE']),
  session: z.strictObject({ minutes: z.number(), call: z.int() }),
  breadth: z.array(z.string()),
  instruments: z.array(InstrumentSnapshot),
  /** The account as the trading memory tells it, line by line. */
  memory: z.array(z.string()),
  lessons: z.array(z.string()),
  /** Typed digest of outside text: enums and counts of a reader without tools, never words of the outside. */
  digest: z.array(z.string()),
  /** Words of a draft that was made from outside text stand in here: what is decided now is never executed by itself. */
  tainted: z.boolean(),
  enforced: z.array(z.string()),
  limits: SnapshotLimits,
  /** Outcomes by language model, then by symbol: of this prompt version, in the regime that the instrument is in now. */
  past: z.record(z.string(), z.record(z.string(), Past)),
});
export type Snapshot = z.infer<typeof Snapshot>;
