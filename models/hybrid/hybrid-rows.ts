/** Numbers of technical features and of the text embedding that the network takes as it ships. */
export const technicalCount = 38;
export const textCount = 768;

/** Classes in the order of the heads' outputs. */
export const signalClasses = ['sell', 'hold', 'buy'] as const;
export const volatilityRegimeClasses = ['low', 'normal', 'high', 'extreme'] as const;
export const marketRegimeClasses = ['bull', 'bear'] as const;

/** A class that is not known, because its outcome has not come yet. */
export const unknownClass = -1;

/** One horizon of the volatility head. All on the scale of ln(%^2 of daily variance). */
export type VolatilityTarget = {
  /** log-HAR's mean of ln y at each row (x b, without bias correction), from what was known at the row. */
  readonly logMean: Float64Array;
  /** log-HAR's residual quantiles at each row, row-major [count x quantileProbabilities.length], rising. */
  readonly residuals: Float64Array;
  /** ln y of the days after the row; NaN where they have not all passed. */
  readonly outcome: Float64Array;
};

/**
 * What the network learns from: one row for each decision candle, oldest first. Features and baselines are known at the
 * close of the row; labels look ahead, and `labelEnd` says how far. Nothing here is normalised: scalers, class weights and
 * regime thresholds are fitted inside a fold.
 */
export type HybridRows = {
  readonly symbol: string;
  /** Hash of the candles and settings that the rows were made from. */
  readonly dataHash: string;
  readonly count: number;
  /** Start of each decision candle (UTC ms). */
  readonly openAt: Float64Array;
  /** Names of the features, technical ones or others. */
  readonly technicalNames: readonly string[];
  /** Raw features, row-major [count x technicalNames]; NaN where one is missing. */
  readonly technical: Float32Array;
  /** Text embeddings, row-major [count x textCount], zero where `hasText` is 0; absent when there is no text at all. */
  readonly text?: Float32Array;
  readonly hasText: Uint8Array;
  readonly volatility: { readonly 1: VolatilityTarget; readonly 2: VolatilityTarget };
  /** Index into `signalClasses`, or `unknownClass`. */
  readonly signal: Int8Array;
  /** Average uniqueness of each signal label, 0 to 1. */
  readonly uniqueness: Float32Array;
  /** Index into `marketRegimeClasses` of the online regime at the end of the label's span, or `unknownClass`. */
  readonly marketRegime: Int8Array;
  /** Largest fall below and rise above the entry within the label's span, in units of forecast sigma x sqrt(span). */
  readonly adverse: Float32Array;
  readonly favourable: Float32Array;
  /** Last row whose candle any label of this row looks at. */
  readonly labelEnd: Int32Array;
};
