import { QuaestorError } from '../../config/errors.ts';
import { quantileProbabilities } from '../volatility/forecaster.ts';
import { type HybridRows, textCount, type VolatilityTarget } from './hybrid-rows.ts';

/** What log-HAR says of one horizon at each row: where the volatility head starts. */
export type VolatilityBaseline = Pick<VolatilityTarget, 'logMean' | 'residuals'>;

/** What a prediction needs of some rows, oldest first: features as the fold's scaler made them, and log-HAR. */
export type NetworkFeatures = Pick<HybridRows, 'count' | 'text' | 'hasText'> & {
  /** Normalised, row-major [count x features]; finite in every row that is trained on or predicted. */
  readonly technical: Float32Array;
  readonly volatility: { readonly 1: VolatilityBaseline; readonly 2: VolatilityBaseline };
};

/**
 * What the network is trained on: the rows of a whole history under the scaler, class weights and thresholds of one
 * fold, of which the training takes some by index. What has no label stands as `unknownClass` or NaN.
 */
export type NetworkRows = NetworkFeatures &
  Pick<HybridRows, 'dataHash' | 'volatility' | 'signal' | 'marketRegime' | 'adverse' | 'favourable'> & {
    /** Weight of each signal label: average uniqueness times class weight. */
    readonly signalWeight: Float32Array;
    /** Index into `volatilityRegimeClasses` under the fold's thresholds, or `unknownClass`. */
    readonly volatilityRegime: Int8Array;
  };

function refuse(message: string, details: Record<string, unknown>): never {
  throw new QuaestorError('model.bad-data', message, details);
}

/** Numbers of features of a row. */
export const widthOf = ({ technical, count }: NetworkFeatures): number => technical.length / count;

function checkLengths(rows: NetworkFeatures, width: number): void {
  const { count, technical, text, hasText, volatility } = rows;
  const lengths: [name: string, got: number, wanted: number][] = [
    ['technical', technical.length, count * width],
    ['text', text?.length ?? count * textCount, count * textCount],
    ['hasText', hasText.length, count],
  ];
  for (const days of [1, 2] as const) {
    const { logMean, residuals } = volatility[days];
    lengths.push([`volatility ${days} logMean`, logMean.length, count]);
    lengths.push([`volatility ${days} residuals`, residuals.length, count * quantileProbabilities.length]);
  }
  for (const [name, got, wanted] of lengths) {
    if (got !== wanted)
      refuse(`The column "${name}" of ${count} rows has ${got} numbers in place of ${wanted}.`, { name, got });
  }
}

function checkFinite(name: string, values: Float32Array, row: number, width: number): void {
  for (let i = row * width; i < (row + 1) * width; i += 1) {
    if (Number.isFinite(values[i])) continue;
    refuse(
      `Number ${i - row * width} of "${name}" in row ${row} is ${values[i]}: the network takes finite numbers only.`,
      {
        name,
        row,
      },
    );
  }
}

/** The rows of `take` and those before them, each once. */
function withRowsBefore(take: Int32Array, candles: number): Set<number> {
  const rows = new Set<number>();
  for (const row of take) {
    rows.add(row);
    for (let before = row - 1; before >= 0 && before > row - candles; before -= 1) rows.add(before);
  }
  return rows;
}

/**
 * Makes sure that the rows that `take` names can be fed to the network, each with as many rows before it as make
 * `candles` together.
 * @param width features that the network takes
 * @throws QuaestorError `model.bad-data` that names the column and the row
 */
export function checkFeatures(rows: NetworkFeatures, take: Int32Array, width: number, candles = 1): void {
  checkLengths(rows, width);
  for (const row of withRowsBefore(take, candles)) {
    if (!(row >= 0 && row < rows.count))
      refuse(`There is no row ${row}: the rows are 0 to ${rows.count - 1}.`, { row });
    checkFinite('technical', rows.technical, row, width);
    if (!rows.hasText[row]) continue;
    if (!rows.text) refuse(`Row ${row} claims to have text, but the rows have none.`, { row });
    checkFinite('text', rows.text, row, textCount);
  }
}

/**
 * As `checkFeatures`, for the label columns too.
 * @throws QuaestorError `model.bad-data`
 */
export function checkLabels(rows: NetworkRows): void {
  const { count, volatility } = rows;
  const columns = {
    signal: rows.signal,
    signalWeight: rows.signalWeight,
    volatilityRegime: rows.volatilityRegime,
    marketRegime: rows.marketRegime,
    adverse: rows.adverse,
    favourable: rows.favourable,
    'volatility 1 outcome': volatility[1].outcome,
    'volatility 2 outcome': volatility[2].outcome,
  };
  for (const [name, { length }] of Object.entries(columns)) {
    if (length !== count) refuse(`The labels "${name}" of ${count} rows are ${length}.`, { name, got: length });
  }
}
