import { describe, expect, it } from 'vitest';
import { fold } from '../../config/suggest.ts';
import { asksAdvice } from '../../models/planner/advice.ts';
import type { PlannedCall, Understanding } from '../../models/planner/planner-world.ts';
import { understand } from '../../models/planner/understand.ts';
import { advicePrompts } from './advice-prompts.ts';
import { tools, worldFor } from './planner-fixture.ts';
import { freeQuestions, teacherSentences } from './teacher-sentences.ts';

const ask = (text: string, last?: PlannedCall): Understanding =>
  understand(text, tools, worldFor(text), undefined, last);

const inOrder = (calls: readonly (readonly [string, Record<string, unknown>])[]): string =>
  fold(JSON.stringify(calls.map(([name, args]) => [name, Object.entries(args).sort()])));

describe('sentences to the tools that teach, in both languages', () => {
  it('are understood fully: 90 % or more', () => {
    const wrong = teacherSentences.filter(([text, ...wanted]) => {
      const given = ask(text);
      const calls = given.kind === 'calls' ? given.calls.map(({ name, args }) => [name, args] as const) : [];
      return inOrder(calls) !== inOrder(wanted.map(([name, args]) => [name, args]));
    });
    expect(1 - wrong.length / teacherSentences.length, wrong.map(([text]) => text).join('\n')).toBeGreaterThanOrEqual(
      0.9,
    );
  });

  it.each(freeQuestions)('"%s" is taken word for word to the glossary', text => {
    expect(ask(text)).toMatchObject({ kind: 'calls', calls: [{ name: 'explain_term', args: { question: text } }] });
  });
});

describe('after a question of the quiz', () => {
  const last = { name: 'take_quiz', args: { topic: 'options' } };

  it.each([
    ['B', 'b'],
    ['c)', 'c'],
    ['4', 'd'],
    ['the first one', 'a'],
    ['I think b', 'b'],
    ['la troisième', 'c'],
    ['je dis D', 'd'],
    ["c'est la 2", 'b'],
    ['Réponse A', 'a'],
  ])('"%s" is the option %s', (text, answer) => {
    expect(ask(text, last)).toEqual({ kind: 'calls', calls: [{ name: 'take_quiz', args: { answer } }] });
    const lesson = { name: 'give_lesson', args: { term: 'drawdown', step: 5 } };
    expect(ask(text, lesson), 'a lesson ends with a question').toEqual(ask(text, last));
  });

  it.each(['next', 'another one', 'encore', 'question suivante'])('"%s" asks the next one', text => {
    expect(ask(text, { name: 'take_quiz', args: { answer: 'b' } })).toEqual({
      kind: 'calls',
      calls: [{ name: 'take_quiz', args: {} }],
    });
  });

  it.each(['next', 'continue', 'la suite', 'ok next step please'])('"%s" goes on with a lesson', text => {
    expect(ask(text, { name: 'give_lesson', args: { term: 'drawdown' } })).toEqual({
      kind: 'calls',
      calls: [{ name: 'give_lesson', args: { term: 'drawdown', step: 2 } }],
    });
  });
});

describe('a wish for personal advice', () => {
  it.each([...advicePrompts.en, ...advicePrompts.fr])(
    '"%s" gets general information, questions and the notice',
    text => {
      const given = ask(text);
      expect(given).toMatchObject({ kind: 'declines' });
      const said = given.kind === 'declines' ? given.text : '';
      expect(said).toMatch(/^(?:I give no personal advice|Je ne donne pas de conseil personnel)/);
      expect(said, 'what a suitability test asks').toMatch(/when do you need it\?|quand en aurez-vous besoin \?/);
      expect(said).toMatch(/not investment advice\.$|pas un conseil en investissement\.$/);
    },
  );

  it.each([
    'What does a stop loss do?',
    'Buy 5 units of the S&P 500 with a stop at 2700',
    'Should I expect big moves tomorrow?',
    'What do I hold right now?',
    'How big a position if I risk 1% of $10,000 with a stop 5% away?',
    'Why do options lose value?',
    "Qu'est-ce qu'un placement ?",
    'Quelle volatilité pour demain ?',
    'Backteste acheter et conserver sur le S&P 500',
  ])('"%s" is none', text => {
    expect(asksAdvice(text)).toBe(false);
  });
});
