import { createRequire } from 'node:module';
import { calendarOf } from '../../data/calendar/calendar-of.ts';
import { type CandleSeries, sliceSeries } from '../../data/candle.ts';
import { compute } from '../../data/features/compute.ts';
import { FeatureCatalogue } from '../../data/features/feature-catalogue.ts';
import { featureInputs } from '../../data/features/feature-inputs.ts';
import { planFeatures } from '../../data/features/feature-plan.ts';
import { FeaturePool } from '../../data/features/feature-pool.ts';
import { FeatureStream } from '../../data/features/feature-stream.ts';
import { indicators } from '../../data/features/indicators.ts';
import type { Columns } from '../../data/features/kernel.ts';
import { InstrumentRegistry } from '../../data/instrument-registry.ts';
import { hasReferenceData, referenceCandles } from '../kit/reference-data.ts';
import { seeded } from '../kit/seeded.ts';

const minuteMs = 60_000;
const instrument = new InstrumentRegistry().resolve('BTC/USDT');
const share = new InstrumentRegistry().resolve('SPY');

/** One-minute candles of a seeded walk. */
function minutes(length: number): CandleSeries {
  const random = seeded(1);
  const column = () => new Float64Array(length);
  const series = {
    symbol: 'BTC/USDT',
    timeframe: '1m' as const,
    length,
    openAt: Float64Array.from({ length }, (_, i) => Date.UTC(2024, 0, 1) + i * minuteMs),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  let close = 40_000;
  for (let i = 0; i < length; i += 1) {
    const open = close * Math.exp(1e-4 * (random() - 0.5));
    close = open * Math.exp(2e-3 * (random() - 0.5));
    series.open[i] = open;
    series.close[i] = close;
    series.high[i] = Math.max(open, close) * Math.exp(5e-4 * random());
    series.low[i] = Math.min(open, close) * Math.exp(-5e-4 * random());
    series.volume[i] = 1 + 99 * random();
  }
  return series;
}

const inputsOf = (series: CandleSeries): Columns =>
  featureInputs({ series, instrument, calendar: calendarOf(instrument.calendar) });

/** The features of a set that these inputs are enough for. */
const liveNames = (inputs: Columns): readonly string[] => {
  const catalogue = FeatureCatalogue.open();
  const plan = planFeatures(catalogue.namesOf('training-350'), catalogue, new Set(Object.keys(inputs)));
  return [...plan.features.keys()];
};

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

const best = async (times: number, work: () => unknown): Promise<number> => {
  const taken: number[] = [];
  for (let i = 0; i < times; i += 1) taken.push(await timed(work));
  return Math.min(...taken);
};

/** Milliseconds of the package `technicalindicators` on the same closes, by indicator. */
function theirs({ close, high, low }: CandleSeries): Record<string, () => unknown> {
  const package_ = createRequire(import.meta.url)('technicalindicators');
  const [values, highs, lows] = [[...close], [...high], [...low]];
  const prices = { high: highs, low: lows, close: values };
  return {
    sma: () => package_.SMA.calculate({ period: 20, values }),
    ema: () => package_.EMA.calculate({ period: 20, values }),
    rsi: () => package_.RSI.calculate({ period: 14, values }),
    bollinger: () => package_.BollingerBands.calculate({ period: 20, stdDev: 2, values }),
    atr: () => package_.ATR.calculate({ period: 14, ...prices }),
    adx: () => package_.ADX.calculate({ period: 14, ...prices }),
    cci: () => package_.CCI.calculate({ period: 20, ...prices }),
    stochastic: () => package_.Stochastic.calculate({ period: 14, signalPeriod: 3, ...prices }),
  };
}

/** Prints the speed of the feature pipeline: seconds are the machine's, the ratios are ours. */
export async function benchFeatures(report: (what: string, figure: string) => void): Promise<void> {
  const million = minutes(1_000_000);
  const pool = new FeaturePool(2);
  const perRow: string[] = [];
  for (const length of [10_000, 100_000, 1_000_000]) {
    const inputs = inputsOf(sliceSeries(million, 0, length));
    const names = liveNames(inputs);
    // The threads are warm when the million comes: it runs once, so that the peak is that of one result.
    const ms = await best(length === 1_000_000 ? 1 : 3, () => pool.compute(names, inputs));
    perRow.push(`${((ms * 1000) / length).toFixed(2)} µs at ${length}`);
    if (length === 1_000_000) {
      const resident = process.resourceUsage().maxRSS / 1024 ** 2;
      report(
        `${names.length} features from candles over 1,000,000 minutes, two threads`,
        `${(ms / 1000).toFixed(1)} s, peak ${resident.toFixed(1)} GiB`,
      );
    }
  }
  report('features, per candle', perRow.join(', '));
  if (hasReferenceData) {
    const hourly: CandleSeries = { ...referenceCandles('spy-hourly.csv', 'SPY'), timeframe: '1h' };
    const inputs = featureInputs({ series: hourly, instrument: share, calendar: calendarOf('NYSE') });
    const names = liveNames(inputs);
    await pool.compute(names, inputs);
    report(
      `${names.length} features over ${hourly.length} hours of SPY, two threads`,
      `${(await best(5, () => pool.compute(names, inputs))).toFixed(0)} ms`,
    );
  }
  await pool.close();
  const window = inputsOf(sliceSeries(million, 0, 500));
  const names = liveNames(window);
  for (let i = 0; i < 40; i += 1) compute(names, window);
  report(
    'the newest candle from a cold window of 500',
    `${(await best(20, () => compute(names, window))).toFixed(1)} ms`,
  );
  const catalogue = FeatureCatalogue.open();
  const stream = new FeatureStream(planFeatures(names, catalogue, new Set(Object.keys(window))), 512);
  for (let i = 0; i < 499; i += 1) stream.push(window, i, i + 1);
  const carried = (await timed(() => stream.push(window, 499, 500))) * 1000;
  report('the newest candle with carried state', `${carried.toFixed(0)} µs`);
  const some = sliceSeries(million, 0, 200_000);
  for (const [name, run] of Object.entries(theirs(some))) {
    const ours = indicators[name as keyof typeof indicators];
    ours.compute(some);
    run();
    const [mine, other] = [await best(3, () => ours.compute(some)), await best(2, run)];
    report(`${name}: ours beside technicalindicators`, `${(other / mine).toFixed(1)} times as fast`);
  }
}
