import { readRegime } from '../../tools/read-regime.ts';
import type { ToolCase } from './tool.ts';

/** The tools that ask a model. */
export const modelCases: ToolCase[] = [
  {
    tool: readRegime,
    effect: 'read',
    input: () => ({ symbol: 'SPX' }),
    wrong: [
      [{ symbol: 'NOPE-1' }, 'data.unknown-symbol'],
      [{ symbol: 'VIX' }, 'data.no-history'],
      [{}, 'tool.bad-input'],
    ],
    market: true,
  },
];
