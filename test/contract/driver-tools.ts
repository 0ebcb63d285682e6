import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { candlesFrom, sliceSeries } from '../../data/candle.ts';
import { formatCandles } from '../../data/candle-csv.ts';
import { SampleSource } from '../../data/market/sample-source.ts';
import { explainPrediction } from '../../tools/explain-prediction.ts';
import { reportImportance } from '../../tools/report-importance.ts';
import type { Tool } from '../../tools/tool.ts';
import { temporaryFolder } from '../kit/test-agent.ts';
import type { ToolCase } from './tool.ts';

/** Two years of the bundled history as a CSV file: enough for the trees of all features, and quickly learnt. */
function twoYears(): Record<string, unknown> {
  const csvFolder = temporaryFolder();
  const series = new SampleSource().read('SPX', '1d');
  if (!series) throw new Error('The bundled history is not there.');
  const candles = [...candlesFrom(sliceSeries(series, series.length - 505), 0)];
  writeFileSync(join(csvFolder, 'SPX-1d.csv'), formatCandles(candles));
  return { market: { provider: 'csv', csvFolder } };
}

const driverCase = (tool: Tool): ToolCase => ({
  tool,
  effect: 'read',
  input: () => ({ symbol: 'SPX' }),
  wrong: [
    [{ symbol: 'NOPE-1' }, 'data.unknown-symbol'],
    [{ symbol: 'VIX' }, 'data.no-history'],
    [{}, 'tool.bad-input'],
  ],
  market: true,
  settings: twoYears,
});

/** The tools that tell what moves a forecast. */
export const driverCases: ToolCase[] = [driverCase(explainPrediction), driverCase(reportImportance)];
