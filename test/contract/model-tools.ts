import { evaluateVolatility } from '../../tools/evaluate-volatility.ts';
import { findSimilarMarkets } from '../../tools/find-similar-markets.ts';
import { readRegime } from '../../tools/read-regime.ts';
import { driverCases } from './driver-tools.ts';
import type { ToolCase } from './tool.ts';

const unknown: [unknown, string] = [{ symbol: 'NOPE-1' }, 'data.unknown-symbol'];
const noHistory: [unknown, string] = [{ symbol: 'VIX' }, 'data.no-history'];

/** The tools that ask the models of volatility, regimes and market memory. */
export const modelCases: ToolCase[] = [
  { tool: readRegime, effect: 'read', input: () => ({ symbol: 'SPX' }), wrong: [unknown, noHistory], market: true },
  {
    tool: evaluateVolatility,
    effect: 'read',
    input: () => ({ symbol: 'SPX', models: ['ewma'], forecasts: 250 }),
    wrong: [
      unknown,
      noHistory,
      [{ symbol: 'SPX', days: 3 }, 'tool.bad-input'],
      [{ symbol: 'SPX', models: ['astrology'] }, 'model.unknown-forecaster'],
    ],
    market: true,
  },
  {
    tool: findSimilarMarkets,
    effect: 'read',
    input: () => ({ symbol: 'SPX', on: '2008-10-10' }),
    wrong: [unknown, noHistory, [{ symbol: 'SPX', on: '2020-02-31' }, 'tool.bad-input']],
    market: true,
  },
  ...driverCases,
];
