import { AppendOnlyShelf } from '../../data/append-only-shelf.ts';
import type { Database } from '../../data/database.ts';
import { CallRecord } from '../../models/decision/call-record.ts';
import { DecisionOutcome } from '../../models/decision/outcome.ts';
import { Lesson, lessonText } from './lesson.ts';

/** What language models were asked to decide, what came of it, and what was learned; append-only. */
export type DecisionMemory = {
  readonly calls: AppendOnlyShelf<CallRecord>;
  /** By decision id. */
  readonly outcomes: AppendOnlyShelf<DecisionOutcome>;
  /** By the ledger row that they were resolved from. */
  readonly lessons: AppendOnlyShelf<Lesson>;
};

type Reading<T> = Pick<AppendOnlyShelf<T>, 'find' | 'text' | 'all' | 'count'>;

/** The same, for whoever may only look. */
export type DecisionReading = {
  readonly calls: Reading<CallRecord>;
  readonly outcomes: Reading<DecisionOutcome>;
  readonly lessons: Reading<Lesson>;
};

/** A lesson's sentence is made anew of its figures: words that somebody changed in the file never reach a model. */
function readLesson(body: unknown): Lesson {
  const lesson = Lesson.parse(body);
  return { ...lesson, text: lessonText(lesson) };
}

export const openDecisionMemory = (database: Database, accountId: string): DecisionMemory => ({
  calls: new AppendOnlyShelf(database, 'model_call', accountId, body => CallRecord.parse(body)),
  outcomes: new AppendOnlyShelf(database, 'decision_outcome', accountId, body => DecisionOutcome.parse(body)),
  lessons: new AppendOnlyShelf(database, 'lesson', accountId, readLesson),
});
