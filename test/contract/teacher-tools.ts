import { giveLesson } from '../../tools/give-lesson.ts';
import { takeQuiz } from '../../tools/take-quiz.ts';
import { whatIf } from '../../tools/what-if.ts';
import type { ToolCase } from './tool.ts';

/** The tools that teach. */
export const teacherCases: readonly ToolCase[] = [
  {
    tool: takeQuiz,
    effect: 'read',
    input: () => ({ topic: 'options' }),
    wrong: [
      [{ topic: 'cooking' }, 'tool.bad-input'],
      [{ answer: 'e' }, 'tool.bad-input'],
    ],
    market: false,
  },
  {
    tool: giveLesson,
    effect: 'read',
    input: () => ({ term: 'drawdown' }),
    wrong: [
      [{ term: 'qqqq wwww' }, 'user.bad-request'],
      [{ term: 'drawdown', step: 0 }, 'tool.bad-input'],
    ],
    market: true,
  },
  {
    tool: whatIf,
    effect: 'read',
    input: () => ({ example: 'recovery', percent: 50 }),
    wrong: [
      [{}, 'tool.bad-input'],
      [{ example: 'recovery', percent: 100 }, 'user.bad-request'],
      [{ example: 'leverage', leverage: 0 }, 'tool.bad-input'],
    ],
    market: false,
  },
];
