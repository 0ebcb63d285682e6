import { describe, expect, it } from 'vitest';
import { standingClock } from '../../config/clock.ts';
import { openDatabase } from '../../data/database.ts';
import { type Trial, TrialLog } from '../../data/trial-log.ts';

const trial = (over: Partial<Trial> = {}): Trial => ({
  strategy: 'sma_cross',
  symbol: 'SPX',
  timeframe: '1d',
  parameters: { fast: 5, slow: 20 },
  terms: { stopPercent: null },
  fromAt: 0,
  untilAt: 1000,
  dataHash: 'aa',
  dailySharpe: 0.01,
  days: 100,
  ...over,
});
const open = () => new TrialLog(openDatabase(':memory:'), standingClock(7));

describe('the trial log', () => {
  it('counts a configuration once, however often and on whatever stretch it was tried', () => {
    const log = open();
    log.add([trial(), trial(), trial({ untilAt: 500, days: 50, dailySharpe: 0.2 }), trial({ dataHash: 'bb' })]);
    expect(log.tried(trial()), 'by its longest stretch').toEqual([{ dailySharpe: 0.01, days: 100 }]);
  });

  it('other parameters, stops or costs are another configuration', () => {
    const log = open();
    log.add([
      trial(),
      trial({ parameters: { fast: 5, slow: 30 } }),
      trial({ terms: { stopPercent: 2 } }),
      trial({ terms: { stopPercent: 2, commissionRate: 0 } }),
    ]);
    expect(log.tried(trial())).toHaveLength(4);
  });

  it('keeps strategies, markets and timeframes apart', () => {
    const log = open();
    log.add([trial(), trial({ symbol: 'SPY' }), trial({ timeframe: '1h' }), trial({ strategy: 'agent' })]);
    expect(log.tried(trial())).toHaveLength(1);
    expect(log.tried(trial({ symbol: 'AAPL' }))).toEqual([]);
  });
});
