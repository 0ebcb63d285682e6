import { exportAudit } from '../../tools/export-audit.ts';
import { exportFeedback } from '../../tools/export-feedback.ts';
import { reportPerformance } from '../../tools/report-performance.ts';
import { setAlert } from '../../tools/set-alert.ts';
import { verifyAudit } from '../../tools/verify-audit.ts';
import { watchRegime } from '../../tools/watch-regime.ts';
import type { ToolCase } from './tool.ts';

/** The tools that tell of the account, audit it, and tell people of changes. */
export const accountCases: readonly ToolCase[] = [
  {
    tool: setAlert,
    effect: 'read',
    input: () => ({ symbol: 'SPX', measure: 'volatility', side: 'above', level: 80 }),
    wrong: [
      [{ symbol: 'NOPE-1', side: 'above', level: 1 }, 'data.unknown-symbol'],
      [{ symbol: 'SPX', measure: 'equity', side: 'below', level: 5 }, 'user.bad-request'],
      [{ symbol: 'SPX', side: 'beside', level: 1 }, 'tool.bad-input'],
      [{ symbol: 'SPX', side: 'above' }, 'tool.bad-input'],
    ],
    market: true,
  },
  {
    tool: watchRegime,
    effect: 'read',
    input: () => ({ symbol: 'SPX' }),
    wrong: [
      [{ symbol: 'NOPE-1' }, 'data.unknown-symbol'],
      [{}, 'tool.bad-input'],
    ],
    market: true,
  },
  {
    tool: reportPerformance,
    effect: 'read',
    input: () => ({ period: 'week' }),
    wrong: [[{ period: 'decade' }, 'tool.bad-input']],
    market: true,
  },
  { tool: exportFeedback, effect: 'admin', input: () => ({}), wrong: [], market: false },
  { tool: exportAudit, effect: 'admin', input: () => ({}), wrong: [], market: false },
  {
    tool: verifyAudit,
    effect: 'admin',
    input: () => ({}),
    wrong: [
      [{ path: '/nowhere/audit.jsonl' }, 'data.bad-file'],
      [{ path: '' }, 'tool.bad-input'],
    ],
    market: false,
  },
];
