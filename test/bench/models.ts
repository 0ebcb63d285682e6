import { type CandleSeries, closedAt } from '../../data/candle.ts';
import { fitScale, scaled } from '../../models/regime/feature-scale.ts';
import { jumpFeatureCount, jumpFeatures } from '../../models/regime/jump-features.ts';
import { fitJumpModel } from '../../models/regime/jump-model.ts';
import { fitGarch } from '../../models/volatility/garch.ts';
import { LogHar } from '../../models/volatility/log-har.ts';
import { logReturns } from '../../models/volatility/log-returns.ts';
import { predictVolatility } from '../../tools/predict-volatility.ts';
import { testAgent } from '../kit/test-agent.ts';
import { called } from '../kit/tool-call.ts';
import { simulate, usualLaw } from '../models/volatility/har-world.ts';

function fastest(runs: number, run: () => unknown): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}

/** Milliseconds of asking the whole tool again and again on one agent: the first answer, and the slowest of a hundred after it. */
async function forecastTimes(): Promise<{ cold: number; median: number; p99: number }> {
  const { agent } = await testAgent();
  const ask = async () => {
    const start = performance.now();
    await called(predictVolatility, { symbol: 'SPX' }, 'en', agent);
    return performance.now() - start;
  };
  const cold = await ask();
  const warm: number[] = [];
  for (let i = 0; i < 300; i += 1) warm.push(await ask());
  warm.sort((a, b) => a - b);
  return { cold, median: warm[150] ?? Number.NaN, p99: warm[297] ?? Number.NaN };
}

function refitDaily(series: CandleSeries, days: number): void {
  const model = new LogHar({ horizons: [1] });
  const refit = model.refitter(series);
  for (let row = series.length - days; row < series.length; row += 1) {
    refit(closedAt(series.openAt[row] ?? 0, '1d'));
    model.predict(1);
  }
}

function fitRegimes(series: CandleSeries): void {
  const returns = Float64Array.from(series.close, (close, i) => close / (series.close[i - 1] ?? close) - 1);
  const { values, first } = jumpFeatures(returns);
  const features = { values, width: jumpFeatureCount };
  fitJumpModel(scaled(features, fitScale(features, first, series.length), first, series.length), {
    states: 2,
    penalty: 50,
  });
}

/** Prints the speed of the models: milliseconds are the machine's. */
export async function benchModels(report: (what: string, figure: string) => void): Promise<void> {
  const { cold, median, p99 } = await forecastTimes();
  report('predict_volatility, the whole tool: cold', `${cold.toFixed(0)} ms`);
  report('the same, warm: median and 99 % of 300', `${median.toFixed(2)} ms, ${p99.toFixed(2)} ms`);
  const long = simulate(5022, 2, usualLaw);
  report(
    'log-HAR refitted daily over 4,000 days, window 1,000',
    `${(fastest(5, () => refitDaily(long, 4000)) / 1000).toFixed(2)} s`,
  );
  const returns = logReturns(long).subarray(1);
  const garch = fastest(5, () => fitGarch(returns, { asymmetric: false, errors: 'normal' }));
  report(`GARCH(1,1) fitted to ${returns.length} days`, `${garch.toFixed(0)} ms`);
  report(`jump model fitted to ${long.length} days, 20 starts`, `${fastest(3, () => fitRegimes(long)).toFixed(0)} ms`);
}
