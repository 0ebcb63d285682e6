import { explainDecision } from '../../tools/explain-decision.ts';
import { exportDecisions } from '../../tools/export-decisions.ts';
import { readConfidence } from '../../tools/read-confidence.ts';
import { reviewDay } from '../../tools/review-day.ts';
import { reviewTrade } from '../../tools/review-trade.ts';
import type { ToolCase } from './tool.ts';

/** The tools that look back on decisions, on an account that has lived nothing yet. */
export const decisionCases: ToolCase[] = [
  { tool: explainDecision, effect: 'read', input: () => ({}), wrong: [[{ id: 7 }, 'tool.bad-input']], market: false },
  {
    tool: reviewTrade,
    effect: 'read',
    input: () => ({}),
    wrong: [
      [{ back: 0 }, 'tool.bad-input'],
      [{ symbol: 'NOPE-1' }, 'data.unknown-symbol'],
    ],
    market: false,
  },
  {
    tool: reviewDay,
    effect: 'read',
    input: () => ({}),
    wrong: [[{ on: '2020-02-31' }, 'tool.bad-input']],
    market: false,
  },
  {
    tool: readConfidence,
    effect: 'read',
    input: () => ({}),
    wrong: [[{ symbol: 'NOPE-1' }, 'data.unknown-symbol']],
    market: false,
  },
  { tool: exportDecisions, effect: 'admin', input: () => ({}), wrong: [], market: false },
];
