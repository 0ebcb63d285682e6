import { z } from 'zod';
import { GlossaryEntry } from '../knowledge/glossary/entry.ts';
import { QuizTopic } from '../knowledge/quiz/topics.ts';
import { AskedQuestion, asked, OptionLetter, questionParts, scoreLine, verdictCard } from './quiz-card.ts';
import { topicNames, topicWords } from './quiz-words.ts';
import { defineTool } from './tool.ts';

const Score = z.strictObject({ asked: z.int(), right: z.int(), terms: z.int(), due: z.int() });

const Answer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('asked'),
    topic: QuizTopic.optional(),
    question: AskedQuestion,
    score: Score,
  }),
  z.strictObject({
    kind: z.literal('answered'),
    right: z.boolean(),
    entry: GlossaryEntry,
    chosen: GlossaryEntry,
    /** Box of spaced repetition that the term is in now, 1 to 5, and the instant from which it is asked again. */
    box: z.int(),
    dueAt: z.int(),
    score: Score,
  }),
]);

export const takeQuiz = defineTool({
  name: 'take_quiz',
  description:
    'Asks the person a multiple choice question about a term of the glossary, of one topic or mixed, or takes their answer to the open one. Terms come again after 1, 3, 7, 16 and 35 days.',
  examples: [
    'Quiz me',
    'Quiz me on options',
    'Test my knowledge of risk',
    'Ask me a question about volatility',
    'Next quiz question',
    'Give me a quiz about indicators',
    'I want to practise trading vocabulary with a quiz',
    'Answer B',
    'My answer is C',
    'Option 2',
    'Test me on options vocabulary',
    'ask me a hard one about orders',
    'quiz time',
    'Interroge-moi',
    'Interroge-moi sur les options',
    'Teste mes connaissances sur le risque',
    'Pose-moi une question sur la volatilité',
    'Question suivante du quiz',
    'Fais-moi un quiz sur les indicateurs',
    'Je veux réviser avec un quiz',
    'Réponse B',
    'Ma réponse est la C',
    'Teste-moi sur le risque',
    'une question difficile sur les ordres',
  ],
  // It writes only what the asker themself has learnt: everybody may.
  effect: 'read',
  input: z.object({
    topic: QuizTopic.optional()
      .describe('What the question is about; any topic when left out')
      .meta({ slot: 'choice', words: topicWords }),
    answer: OptionLetter.optional().describe('The option that the person chose').meta({ slot: 'option' }),
  }),
  output: Answer,
  run({ topic, answer }, { learner, glossary }): z.input<typeof Answer> {
    const entryOf = (id: string) => glossary().entry(id);
    if (answer === undefined) {
      const question = asked(learner.ask(topic), entryOf);
      return { kind: 'asked', topic, question, score: learner.score() };
    }
    const { question, right, card } = learner.answer(OptionLetter.options.indexOf(answer));
    return {
      kind: 'answered',
      right,
      entry: GlossaryEntry.parse(entryOf(question.entryId)),
      chosen: GlossaryEntry.parse(entryOf(question.options[question.chosen ?? 0] ?? question.entryId)),
      box: card.box,
      dueAt: card.dueAt,
      score: learner.score(),
    };
  },
  say: answer =>
    answer.kind === 'asked'
      ? `Asked the person: which term is "${answer.question.definition.en}"? ${answer.question.options.map(({ en }, i) => `${OptionLetter.options[i]}) ${en}`).join(' ')}. Wait for their letter; do not answer for them and do not hint.`
      : `${answer.right ? 'Right' : 'Wrong'}: it is ${answer.entry.en.term}, they chose ${answer.chosen.en.term}. ${answer.entry.en.example} [source: ${answer.entry.id}]`,
  show(answer, t) {
    if (answer.kind === 'answered') return verdictCard(answer, t);
    const { lead, lines, actions } = questionParts(answer.question, t);
    const topic = answer.topic ? `: ${t(topicNames[answer.topic])}` : '';
    return {
      title: `${t({ en: 'Quiz', fr: 'Quiz' })}${topic}`,
      lead,
      lines: [...lines, ...(answer.score.asked > 0 ? [scoreLine(answer.score, t)] : [])],
      actions,
    };
  },
  command: { en: 'quiz', fr: 'quiz' },
});
