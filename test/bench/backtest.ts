import type { CandleSeries } from '../../data/candle.ts';
import { InstrumentRegistry } from '../../data/instrument-registry.ts';
import { arrayRun, playArray } from '../../models/backtest/array-engine.ts';
import { runBacktest } from '../../models/backtest/engine.ts';
import { arrayAccount } from '../../models/backtest/play-array-rule.ts';
import { smaCross } from '../../models/backtest/sma-cross.ts';
import type { Strategy } from '../../models/backtest/strategy.ts';
import { ThreadCompute } from '../../models/compute/thread-compute.ts';
import { monteCarlo } from '../../models/validation/monte-carlo.ts';
import { parameterGrid } from '../../models/validation/parameter-grid.ts';
import { playRuns } from '../../models/validation/play-runs.ts';
import { walk } from '../kit/candle-fixture.ts';
import { noCosts, spx } from '../kit/candles.ts';
import { backtestOf, specOf } from '../kit/lab-world.ts';
import { hasReferenceData, referenceCandles } from '../kit/reference-data.ts';

async function seconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

async function best(times: number, work: () => unknown): Promise<number> {
  const taken: number[] = [];
  for (let i = 0; i < times; i += 1) taken.push(await seconds(work));
  return Math.min(...taken);
}

/** In and out every 50 candles, with a stop and a target far away. */
const everyFifty: Strategy = {
  ...smaCross,
  name: 'every_fifty',
  prepare: () => ({}),
  decide: (_candle, { index, waiting, position, draft }) => {
    if (index % 50 !== 0 || waiting) return [];
    return [
      position
        ? draft({ side: 'sell', sizing: { kind: 'close' } })
        : draft({ side: 'buy', sizing: { kind: 'equity-percent', amount: 90 } }),
    ];
  },
};

const million = (perSecond: number): string => `${(perSecond / 1e6).toFixed(1)} M candles/s`;

function fast(series: CandleSeries): () => void {
  const input = backtestOf(smaCross, series, {
    stopPercent: 2,
    targetPercent: 4,
    costs: { ...noCosts, commissionRate: 1e-5 },
  });
  const account = arrayAccount(input, spx(), 0);
  const wanted = smaCross.wanted(series, { fast: 20, slow: 100, short: 1 });
  const run = arrayRun(series.length);
  return () => playArray(series, wanted, account, run);
}

/** Prints the speed of the backtest laboratory: seconds are the machine's, the ratios are ours. */
export async function benchBacktest(report: (what: string, figure: string) => void): Promise<void> {
  const series = walk(1_000_000, 1);
  const array = await best(8, fast(series));
  report('array rule with stops, targets and costs, one thread', million(series.length / array));
  const some = walk(300_000, 1);
  const cheap = { ...noCosts, commissionRate: 1e-5 };
  const event = await best(6, () =>
    runBacktest(backtestOf(everyFifty, some, { stopPercent: 40, targetPercent: 80, costs: cheap })),
  );
  report('the whole event path (gate, paper broker, ledger), a trade every 50 candles', million(some.length / event));
  report('array path beside event path', `${(event / some.length / (array / series.length)).toFixed(0)} times as fast`);
  if (hasReferenceData) await onRealData(report);
}

async function onRealData(report: (what: string, figure: string) => void): Promise<void> {
  const hourly: CandleSeries = { ...referenceCandles('spy-hourly.csv', 'SPY'), timeframe: '1h' };
  const spec = specOf('sma_cross', { instrument: new InstrumentRegistry().resolve('SPY'), stopPercent: 2 });
  const compute = new ThreadCompute(2);
  const parameters = { fast: 20, slow: 100 };
  const noisy = (runs: number) =>
    monteCarlo({ spec, series: hourly, parameters, kind: 'price-noise', runs, seed: 1 }, { compute });
  const cold = await seconds(() => noisy(1000));
  const warm = await best(3, () => noisy(1000));
  report(
    `1,000 runs with price noise over ${hourly.length} hours of SPY, two threads`,
    `${warm.toFixed(2)} s (first ${cold.toFixed(2)} s)`,
  );
  const before = process.memoryUsage.rss();
  await noisy(4000);
  const grown = (process.memoryUsage.rss() - before) / 1024 ** 2;
  report('memory that 4,000 runs more take', `${Math.max(0, grown).toFixed(0)} MiB`);
  const grid = parameterGrid(smaCross, {
    fast: Array.from({ length: 40 }, (_, i) => 5 + i * 2),
    slow: Array.from({ length: 25 }, (_, i) => 90 + i * 8),
  });
  const search = await best(3, () =>
    playRuns(
      spec,
      hourly,
      grid.map(one => ({ parameters: one })),
      { compute },
    ),
  );
  report(`${grid.length} pairs of parameters over the same hours`, `${search.toFixed(2)} s`);
  await compute.close();
  const one = await best(20, () =>
    runBacktest(
      backtestOf(smaCross, { ...referenceCandles('goog-daily.csv', 'GOOG') }, { parameters: { fast: 10, slow: 30 } }),
    ),
  );
  report('GOOG 2004-2013, the whole event path', `${(one * 1000).toFixed(1)} ms`);
}
