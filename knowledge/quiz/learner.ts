import type { Clock } from '../../config/clock.ts';
import { QuaestorError } from '../../config/errors.ts';
import type { CardRow, LearnerId, LearnerStore } from '../../data/learner-store.ts';
import { type GlossaryEntry, Level } from '../glossary/entry.ts';
import { answeredCard } from './boxes.ts';
import { difficultyOf } from './difficulty.ts';
import { QuizQuestion, questionFor } from './quiz-question.ts';
import type { Place, QuizTopic } from './topics.ts';

/** How far a person has come. */
export type Score = {
  /** Questions answered, and answered right, of all times. */
  readonly asked: number;
  readonly right: number;
  /** Terms that were asked at least once, and those of them that are due now. */
  readonly terms: number;
  readonly due: number;
};

export type Answered = { readonly question: QuizQuestion; readonly right: boolean; readonly card: CardRow };

export type LearnerParts = {
  readonly store: LearnerStore;
  readonly owner: LearnerId;
  readonly clock: Clock;
  readonly entries: () => readonly GlossaryEntry[];
  readonly places: () => ReadonlyMap<string, Place>;
};

const noQuestion = (): QuaestorError =>
  new QuaestorError('user.bad-request', {
    en: 'No question is open. Say "quiz me" to get one.',
    fr: "Aucune question n'est ouverte. Dites « interroge-moi » pour en avoir une.",
  });

/** One person who learns: the level of explanations that they chose, and what they know. */
export class Learner {
  readonly #parts: LearnerParts;

  constructor(parts: LearnerParts) {
    this.#parts = parts;
  }

  /** The level that the person chose; undefined where they never did. */
  level(): Level | undefined {
    return Level.safeParse(this.#parts.store.choice(this.#parts.owner, 'level')).data;
  }

  setLevel(level: Level): void {
    this.#parts.store.choose(this.#parts.owner, 'level', level);
  }

  /**
   * A question about a topic, one of these entries, or anything: the one that is open already, else the term that is due the longest, else the
   * easiest new one, else the one that is due next.
   */
  ask(about?: QuizTopic | readonly string[]): QuizQuestion {
    const { store, owner, places } = this.#parts;
    const isAbout = (id: string): boolean =>
      about === undefined || (typeof about === 'string' ? places().get(id)?.topic === about : about.includes(id));
    const among = new Set(this.#parts.entries().flatMap(({ id }) => (isAbout(id) ? [id] : [])));
    const open = QuizQuestion.safeParse(store.question(owner)).data;
    if (open && open.chosen === undefined && among.has(open.entryId)) return open;
    const entry = this.#next(among);
    const asked = this.#card(entry.id)?.asked ?? 0;
    const question = questionFor(
      entry,
      this.#parts.entries(),
      places(),
      `${owner.channel}/${owner.id}/${entry.id}/${asked}`,
    );
    store.keepQuestion(owner, question);
    return question;
  }

  /**
   * Takes the answer to the open question. The same answer once more changes nothing.
   * @param chosen place of the option, from 0
   * @throws QuaestorError `user.bad-request` when no question is open
   */
  answer(chosen: number): Answered {
    const { store, owner, clock } = this.#parts;
    const open = QuizQuestion.safeParse(store.question(owner)).data;
    if (!open || (open.chosen !== undefined && open.chosen !== chosen)) throw noQuestion();
    const right = open.options[chosen] === open.entryId;
    const before = this.#card(open.entryId);
    if (open.chosen !== undefined && before) return { question: open, right, card: before };
    const card = answeredCard(open.entryId, before, right, clock.now());
    const question = { ...open, chosen };
    store.settle(owner, card, question);
    return { question, right, card };
  }

  score(): Score {
    const cards = this.#parts.store.cards(this.#parts.owner);
    const now = this.#parts.clock.now();
    return {
      asked: cards.reduce((sum, { asked }) => sum + asked, 0),
      right: cards.reduce((sum, { answeredRight }) => sum + answeredRight, 0),
      terms: cards.length,
      due: cards.filter(({ dueAt }) => dueAt <= now).length,
    };
  }

  #card(entryId: string): CardRow | undefined {
    return this.#parts.store.cards(this.#parts.owner).find(card => card.entryId === entryId);
  }

  #next(among: ReadonlySet<string>): GlossaryEntry {
    const { store, owner, clock, entries } = this.#parts;
    const all = entries().filter(({ id }) => among.has(id));
    const byId = new Map(all.map(entry => [entry.id, entry]));
    // By the time at which they are due, the earliest first.
    const cards = store.cards(owner).filter(({ entryId }) => byId.has(entryId));
    const known = new Set(cards.map(({ entryId }) => entryId));
    const fresh = all.filter(({ id }) => !known.has(id)).sort((a, b) => difficultyOf(a) - difficultyOf(b));
    const [first] = cards;
    const due = first && first.dueAt <= clock.now() ? byId.get(first.entryId) : undefined;
    const next = due ?? fresh[0] ?? (first && byId.get(first.entryId));
    if (next) return next;
    throw new QuaestorError('bug.unexpected', 'A quiz was asked of no entry at all.');
  }
}
