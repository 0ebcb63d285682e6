import { InstrumentRegistry } from '../../data/instrument-registry.ts';
import { SampleSource } from '../../data/market/sample-source.ts';
import { driverStability, studyDrivers } from '../../models/explain/driver-study.ts';
import { measureShap } from '../models/explain/shap-speed.ts';

/**
 * Prints what SHAP takes: permutation SHAP of boosted trees on 350 random features over 1,000 rows, and the whole study of
 * the S&P 500 behind `explain_prediction` (features, trees, ranking, record), then the stability of its ranking.
 */
export async function benchShap(report: (what: string, figure: string) => void): Promise<void> {
  const { rowTreesPerSecond, shapSeconds, gap } = measureShap();
  report('permutation SHAP, 200 trees, 350 features, 1,000 rows, 100 of background', `${shapSeconds.toFixed(1)} s`);
  report('  greatest distance of base plus phi from the score', gap.toExponential(1));
  report('learning those trees, 350 columns', `${(rowTreesPerSecond / 1000).toFixed(0)} k rows x trees/s`);
  const instrument = new InstrumentRegistry().find('SPX');
  const series = new SampleSource().read('SPX', '1d');
  if (!instrument || !series) return;
  const started = performance.now();
  studyDrivers({ series, instrument });
  const studied = performance.now();
  driverStability({ series, instrument });
  report('drivers of the S&P 500 over all features, first question', `${((studied - started) / 1000).toFixed(1)} s`);
  report('  stability of their ranking', `${((performance.now() - studied) / 1000).toFixed(1)} s`);
}
