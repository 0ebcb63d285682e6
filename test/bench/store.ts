import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { alwaysOpen } from '../../data/calendar/always-open.ts';
import { type CandleSeries, candlesFrom, sliceSeries } from '../../data/candle.ts';
import { formatCandles, readCandleFile } from '../../data/candle-csv.ts';
import { CandleStore } from '../../data/candle-store/candle-store.ts';
import { inspect } from '../../data/quality/inspect.ts';
import { resample } from '../../data/resample.ts';
import { walk } from '../kit/candle-fixture.ts';

const million = 1_000_000;
const symbol = 'BTC/USDT';

/** Minutes of 24/7 trading from 2022, with prices in cents, as exchanges publish them. */
function minutes(): CandleSeries {
  const exact = walk(million, 3);
  const cents = (column: Float64Array) => column.map(price => Math.round(price * 10_000) / 100);
  const prices = {
    ...exact,
    open: cents(exact.open),
    high: cents(exact.high),
    low: cents(exact.low),
    close: cents(exact.close),
  };
  return { ...prices, symbol, timeframe: '1m', openAt: prices.openAt.map((_, i) => Date.UTC(2022, 0, 1) + i * 60_000) };
}

function bestMs(times: number, work: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i += 1) {
    const start = performance.now();
    work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

const rate = (ms: number): string => `${ms.toFixed(0)} ms (${(million / 1000 / ms).toFixed(1)} M rows/s)`;

/** Prints what the store, the inspection and resampling take for 1,000,000 one-minute candles: the best of a few runs. */
export function benchStore(): void {
  const folder = mkdtempSync(join(tmpdir(), 'quaestor-bench-'));
  const path = join(folder, 'minutes.csv');
  const series = minutes();
  writeFileSync(path, formatCandles([...candlesFrom(series, 0)]));
  const store = new CandleStore(join(folder, 'candles'));
  const looked = () => inspect(readCandleFile(path), { symbol, timeframe: '1m', calendar: alwaysOpen });
  const imported = () => {
    const { series: clean, findings } = looked();
    store.replace(clean, 'csv', findings);
  };
  const report = (what: string, figure: string) => process.stdout.write(`${what.padEnd(58)}  ${figure}\n`);
  report('CSV to Parquet, 1,000,000 candles: read, inspect, write', rate(bestMs(5, imported)));
  report('  of which reading the CSV file', rate(bestMs(5, () => readCandleFile(path))));
  report(
    '  of which inspecting',
    rate(bestMs(5, () => inspect(series, { symbol, timeframe: '1m', calendar: alwaysOpen }))),
  );
  report('  of which writing Parquet', rate(bestMs(5, () => store.replace(series, 'csv', []))));
  report(
    'reading the stored series, cold',
    rate(bestMs(5, () => new CandleStore(join(folder, 'candles')).read(symbol, '1m'))),
  );
  const part = sliceSeries(series, 0, million - 20);
  const appended = Array.from({ length: 5 }, () => {
    store.replace(part, 'csv', []);
    return bestMs(1, () => store.append(sliceSeries(series, million - 40), 'csv', []));
  });
  report('appending 20 candles to them', `${Math.min(...appended).toFixed(0)} ms`);
  for (const timeframe of ['5m', '1h', '1d'] as const) {
    report(`resampling them to ${timeframe}`, `${bestMs(7, () => resample(series, timeframe)).toFixed(0)} ms`);
  }
  rmSync(folder, { recursive: true, force: true });
}
