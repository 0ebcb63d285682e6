import { compareStrategies } from '../../tools/compare-strategies.ts';
import { judgeStrategy } from '../../tools/judge-strategy.ts';
import { listStrategies } from '../../tools/list-strategies.ts';
import { monteCarlo } from '../../tools/monte-carlo.ts';
import { runBacktest } from '../../tools/run-backtest.ts';
import { stressTest } from '../../tools/stress-test.ts';
import { walkForward } from '../../tools/walk-forward.ts';
import type { ToolCase } from './tool.ts';

/** What every tool that plays a strategy refuses. */
const wrong: [unknown, string][] = [
  [{ strategy: 'buy_and_hold', symbol: 'NOPE-1' }, 'data.unknown-symbol'],
  [{ strategy: 'sma_crosss', symbol: 'SPX' }, 'backtest.unknown-strategy'],
  [{ strategy: 'sma_cross', symbol: 'SPX', fast: 50, slow: 20 }, 'backtest.bad-parameters'],
  [{ strategy: 'buy_and_hold', symbol: 'SPX', period: 14 }, 'backtest.bad-parameters'],
  [{ strategy: 'sma_cross', symbol: 'SPX', from: '2031-01-01' }, 'data.no-history'],
  [{ strategy: 'sma_cross', symbol: 'SPX', stop_percent: 0 }, 'tool.bad-input'],
];
const cross = { strategy: 'sma_cross', symbol: 'SPX', from: '2015-01-01', fast: 5, slow: 20 };

/** The tools of the backtest laboratory. */
export const labCases: ToolCase[] = [
  { tool: runBacktest, effect: 'read', input: () => cross, wrong, market: true },
  { tool: listStrategies, effect: 'read', input: () => ({}), wrong: [], market: false },
  {
    tool: compareStrategies,
    effect: 'read',
    input: () => ({ symbol: 'SPX', from: '2018-01-01' }),
    wrong: [
      [{ symbol: 'NOPE-1' }, 'data.unknown-symbol'],
      [{ symbol: 'SPX', strategies: ['astrology'] }, 'backtest.unknown-strategy'],
    ],
    market: true,
  },
  {
    tool: walkForward,
    effect: 'read',
    input: () => ({ ...cross, from: '2008-01-01' }),
    wrong: [...wrong, [{ ...cross, kind: 'sideways' }, 'tool.bad-input']],
    market: true,
  },
  {
    tool: monteCarlo,
    effect: 'read',
    input: () => ({ ...cross, runs: 40 }),
    wrong: [...wrong, [{ ...cross, runs: 3 }, 'tool.bad-input']],
    market: true,
  },
  { tool: stressTest, effect: 'read', input: () => ({ ...cross, stop_percent: 2 }), wrong, market: true },
  {
    tool: judgeStrategy,
    effect: 'read',
    input: () => ({ ...cross, from: '2012-01-01', runs: 20 }),
    wrong,
    market: true,
  },
];
