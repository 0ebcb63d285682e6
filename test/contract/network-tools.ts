import { listModels } from '../../tools/list-models.ts';
import { predictSignal } from '../../tools/predict-signal.ts';
import { promoteModel } from '../../tools/promote-model.ts';
import { rollBackModel } from '../../tools/roll-back-model.ts';
import { trainModel } from '../../tools/train-model.ts';
import { tuneModel } from '../../tools/tune-model.ts';
import { installed } from '../kit/stored-model.ts';
import type { ToolCase } from './tool.ts';

const unknown: [unknown, string] = [{ symbol: 'NOPE-1' }, 'data.unknown-symbol'];
const tiny = { symbol: 'SPX', from: '2015-12-01', seeds: 3, folds: 2, epochs: 1, text: 'none' };

/** The tools around trained networks. */
export const networkCases: ToolCase[] = [
  {
    tool: trainModel,
    effect: 'admin',
    input: () => tiny,
    wrong: [
      unknown,
      [{ ...tiny, seeds: 2 }, 'tool.bad-input'],
      [{ ...tiny, from: '2019-01-01' }, 'data.too-few-candles'],
      [{ ...tiny, from: '2031-01-01' }, 'data.too-few-candles'],
      [{ ...tiny, config: 'rate=1' }, 'user.bad-request'],
      [{ ...tiny, config: '{"rte":1}' }, 'user.bad-request'],
      [{ ...tiny, study: 'none-such' }, 'user.bad-request'],
    ],
    market: true,
  },
  {
    tool: tuneModel,
    effect: 'admin',
    input: () => ({ symbol: 'SPX', from: '2015-12-01', folds: 2, trials: 2, epochs: 1 }),
    wrong: [
      unknown,
      [{ symbol: 'SPX', trials: 0 }, 'tool.bad-input'],
      [{ symbol: 'SPX', sampler: 'guess' }, 'tool.bad-input'],
      [{ symbol: 'SPX', from: '2019-01-01' }, 'data.too-few-candles'],
    ],
    market: true,
  },
  { tool: listModels, effect: 'read', input: () => ({}), wrong: [], market: false, settings: () => installed(2, [2]) },
  {
    tool: promoteModel,
    effect: 'admin',
    input: () => ({ symbol: 'SPX', version: 2 }),
    wrong: [
      [{ symbol: 'NOPE-1', version: 1 }, 'data.unknown-symbol'],
      [{ symbol: 'SPX', version: 99 }, 'user.bad-request'],
      [{ symbol: 'SPX' }, 'tool.bad-input'],
    ],
    market: false,
    settings: () => installed(2),
  },
  {
    tool: rollBackModel,
    effect: 'admin',
    input: () => ({ symbol: 'SPX', from_version: 2 }),
    wrong: [unknown, [{ symbol: 'AAPL' }, 'user.bad-request']],
    market: false,
    settings: () => installed(2, [1, 2]),
  },
  { tool: predictSignal, effect: 'read', input: () => ({ symbol: 'SPX' }), wrong: [unknown], market: true },
];
