import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { candleAt, seriesOf } from '../data/candle.ts';
import { InstrumentRegistry } from '../data/instrument-registry.ts';
import { HistoryMarket } from '../data/market/history-market.ts';
import type { HistorySource } from '../data/market/history-source.ts';
import { SampleSource } from '../data/market/sample-source.ts';
import { demoTranscript, goldenFiles, goldenPath, readmePath, transcriptIn } from './kit/golden.ts';

const files = await goldenFiles();

describe('golden files', () => {
  it.each(Object.keys(files))('%s is what the program makes', name => {
    expect(files[name], 'npm run golden rewrites it; review the diff').toBe(readFileSync(goldenPath(name), 'utf8'));
  });
});

/** The bundled history with one candle's close (and what must hold it) moved. */
function changed(daysFromEnd: number, factor: number): HistoryMarket {
  const source = new SampleSource();
  const whole = source.read('SPX', '1d');
  if (!whole) throw new Error('the bundled history is missing');
  const candles = Array.from({ length: whole.length }, (_, i) => candleAt(whole, i)).flatMap(candle => candle ?? []);
  const target = candles.at(-daysFromEnd);
  if (target) {
    target.close *= factor;
    target.high = Math.max(target.high, target.close);
    target.low = Math.min(target.low, target.close);
  }
  const series = seriesOf('SPX', '1d', candles);
  const moved: HistorySource = {
    name: 'sample',
    symbols: () => ['SPX'],
    read: symbol => (symbol === 'SPX' ? series : undefined),
  };
  return new HistoryMarket(new InstrumentRegistry(), [moved], 'SPX');
}

describe('the demo', () => {
  it('prints what the README shows, the same at every run', async () => {
    const transcript = await demoTranscript();
    expect(await demoTranscript()).toBe(transcript);
    expect(transcriptIn(readFileSync(readmePath, 'utf8')), 'npm run golden rewrites the README').toBe(transcript);
  });

  const figures: [string, RegExp, number, number][] = [
    ['the price', /^The S&P 500 closed at/, 1, 1.01],
    ['the forecast', /^For the next trading day/, 1, 1.01],
    ['the backtest and its baseline', /^ {2}Return a year/, 1, 1.01],
    ['the fill', /^Filled: bought/, 1, 1.01],
    ['the portfolio', /^Your account is worth/, 1, 1.01],
  ];

  it.each(figures)('computes %s: one changed candle changes it', async (_, start, daysFromEnd, factor) => {
    const lineOf = (text: string) => text.split('\n').find(line => start.test(line));
    const [before, after] = [
      lineOf(await demoTranscript()),
      lineOf(await demoTranscript(changed(daysFromEnd, factor))),
    ];
    expect(before).toBeDefined();
    expect(after).toBeDefined();
    expect(after).not.toBe(before);
  });
});
