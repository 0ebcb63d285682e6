import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { seriesOf } from '../../../data/candle.ts';
import { CandleStore } from '../../../data/candle-store/candle-store.ts';

/**
 * Writes to a store in a process of its own. `replace` and `append` kill themselves with SIGKILL before or after their
 * n-th rename; `race` appends candle after candle, to be run several at a time.
 */
const [folder = '', what = '', step = '0', when = 'before'] = process.argv.slice(2);

const store = new CandleStore(folder, { now: () => 2_000 });
const dayMs = 86_400_000;
const flat = (firstDay: string, count: number, price: number) =>
  seriesOf(
    'SPX',
    '1d',
    Array.from({ length: count }, (_, i) => ({
      openAt: Date.parse(firstDay) + i * dayMs,
      ...{ open: price, high: price, low: price, close: price, volume: 1 },
    })),
  );

const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
};

if (what !== 'race') {
  const rename = fs.renameSync;
  let count = 0;
  fs.renameSync = (from, to) => {
    count += 1;
    if (count === Number(step) && when === 'before') die();
    rename(from, to);
    if (count === Number(step)) die();
  };
  syncBuiltinESMExports();
}

if (what === 'replace') store.replace(flat('2020-12-01', 60, 2), 'csv', []);
if (what === 'append') store.append(flat('2020-12-20', 40, 1), 'csv', []);
if (what === 'race') {
  for (let day = 0; day < 25; day += 1) store.append(flat('2021-01-01', day + 1, 3), 'csv', []);
}
