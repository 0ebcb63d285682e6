import type { Explanation } from '../explain/explanation.ts';
import { permutationShap } from '../explain/permutation-shap.ts';
import type { Cells } from '../trees/cells.ts';
import { quantileProbabilities } from '../volatility/forecaster.ts';
import type { HybridEnsemble } from './ensemble.ts';
import { textCount } from './hybrid-rows.ts';
import { type NetworkFeatures, widthOf } from './network-rows.ts';
import { correctedVariance } from './row-losses.ts';

/** Rows that stand for what is usual. */
const backgroundRows = 20;

const levels = quantileProbabilities.length;

/** Each row as one line of numbers: its features, and behind them its own number, by which its text is found. */
function linesOf(features: NetworkFeatures, rows: readonly number[]): Cells {
  const width = widthOf(features);
  const values = new Float64Array(rows.length * (width + 1));
  for (const [k, row] of rows.entries()) {
    values.set(features.technical.subarray(row * width, (row + 1) * width), k * (width + 1));
    values[k * (width + 1) + width] = row;
  }
  return { values, rows: rows.length, width: width + 1 };
}

/** Lines as the networks take them, all with log-HAR's forecast at one row. */
function featuresOf(from: NetworkFeatures, last: number, { values, rows, width }: Cells): NetworkFeatures {
  const technical = new Float32Array(rows * (width - 1));
  const hasText = new Uint8Array(rows);
  const text = from.text ? new Float32Array(rows * textCount) : undefined;
  for (let k = 0; k < rows; k += 1) {
    const line = values.subarray(k * width, (k + 1) * width);
    technical.set(line.subarray(0, width - 1), k * (width - 1));
    const written = line[width - 1] ?? 0;
    hasText[k] = from.hasText[written] ?? 0;
    if (from.text) text?.set(from.text.subarray(written * textCount, (written + 1) * textCount), k * textCount);
  }
  const baseline = (days: 1 | 2) => {
    const { logMean, residuals } = from.volatility[days];
    const own = residuals.subarray(last * levels, (last + 1) * levels);
    return {
      logMean: new Float64Array(rows).fill(logMean[last] ?? Number.NaN),
      residuals: Float64Array.from({ length: rows * levels }, (_, i) => own[i % levels] ?? Number.NaN),
    };
  };
  return { count: rows, technical, hasText, ...(text && { text }), volatility: { 1: baseline(1), 2: baseline(2) } };
}

/**
 * What moves the networks' forecast of ln variance of the next day: each feature, and behind them the whole text as one,
 * against earlier rows as the usual; log-HAR's own forecast is the same throughout. `base` plus all of it is the forecast
 * before the correction of its quantiles. Undefined for networks that read sequences: their candles come together.
 * @param features newest rows, the last of which is explained
 * @param logVariance ln of log-HAR's variance at the last row
 * @throws QuaestorError as `HybridEnsemble.predict` and `permutationShap`
 */
export async function networkDrivers(
  ensemble: HybridEnsemble,
  features: NetworkFeatures,
  logVariance: number,
): Promise<Explanation | undefined> {
  if (ensemble.members.some(({ record }) => record.config.sequence)) return undefined;
  const last = features.count - 1;
  const step = Math.max(1, Math.floor(last / backgroundRows));
  const usual = Array.from({ length: Math.min(backgroundRows, last) }, (_, k) => last - (k + 1) * step);
  const model = async (values: Float64Array, rows: number) => {
    const asked = featuresOf(features, last, { values, rows, width: widthOf(features) + 1 });
    const { volatility } = await ensemble.predict(
      asked,
      Int32Array.from({ length: rows }, (_, n) => n),
    );
    const { logMean, residuals } = asked.volatility[1];
    const baseline = Array.from(residuals.subarray(0, levels), one => one + (logMean[0] ?? Number.NaN));
    return Float64Array.from({ length: rows }, (_, n) =>
      Math.log(correctedVariance(volatility[1].subarray(n * levels, (n + 1) * levels), baseline, logVariance)),
    );
  };
  return permutationShap(model, linesOf(features, [last]), linesOf(features, usual));
}
