import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseCandles } from '../../../data/candle-csv.ts';
import { CandleStore } from '../../../data/candle-store/candle-store.ts';
import { flatSeries } from '../../kit/candles.ts';
import { temporaryFolder } from '../../kit/test-agent.ts';

const isLoaded = (): boolean =>
  Object.keys(createRequire(import.meta.url).cache).some(file => file.includes('nodejs-polars'));

it('a store without candles, and the strict parser, do without the 100 MB of Polars; the first candle loads them', () => {
  const store = new CandleStore(join(temporaryFolder(), 'candles'));
  expect([store.symbols(), store.read('SPX', '1d'), store.findings('SPX', '1d')]).toEqual([[], undefined, []]);
  parseCandles('time,open,high,low,close,volume\n2020-01-01,1,1,1,1,1\n', 'my.csv');
  expect(isLoaded()).toBe(false);
  store.replace(flatSeries([1]), 'csv', []);
  expect(isLoaded()).toBe(true);
});
