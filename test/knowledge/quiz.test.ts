import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../data/database.ts';
import { LearnerStore } from '../../data/learner-store.ts';
import { loadEntries } from '../../knowledge/glossary/load-entries.ts';
import { termKey } from '../../knowledge/glossary/term-key.ts';
import { boxDays, dayMs } from '../../knowledge/quiz/boxes.ts';
import { Learner } from '../../knowledge/quiz/learner.ts';
import { lessonPath } from '../../knowledge/quiz/lesson-path.ts';
import { maskedDefinition } from '../../knowledge/quiz/mask-term.ts';
import { mayBeConfused, questionFor } from '../../knowledge/quiz/quiz-question.ts';
import { placesOfEntries, QuizTopic } from '../../knowledge/quiz/topics.ts';
import { HandClock } from '../kit/test-agent.ts';

const entries = loadEntries();
const byId = new Map(entries.map(entry => [entry.id, entry]));
const places = placesOfEntries();
const languages = ['en', 'fr'] as const;
const namesOf = (id: string, lang: 'en' | 'fr'): string[] => {
  const wording = byId.get(id)?.[lang];
  return [wording?.term ?? '', ...(wording?.aliases ?? [])].map(termKey);
};

describe('the questions of all entries', () => {
  const questions = entries.flatMap(entry => ['a', 'b', 'c'].map(seed => questionFor(entry, entries, places, seed)));

  it('have exactly one right option of four, and no two options alike in either language', () => {
    for (const { entryId, options } of questions) {
      expect(options.filter(id => id === entryId)).toHaveLength(1);
      for (const lang of languages)
        expect(new Set(options.map(id => termKey(byId.get(id)?.[lang].term ?? ''))).size, entryId).toBe(4);
      const right = languages.flatMap(lang => namesOf(entryId, lang));
      for (const id of options.filter(one => one !== entryId))
        expect(
          languages.flatMap(lang => namesOf(id, lang)).filter(name => right.includes(name)),
          `${id} has no name of ${entryId}`,
        ).toEqual([]);
    }
  });

  it('take their other options from the same topic', () => {
    const same = questions.flatMap(({ entryId, options }) =>
      options.filter(id => id !== entryId).map(id => places.get(id)?.topic === places.get(entryId)?.topic),
    );
    expect(same.filter(one => one).length / same.length).toBeGreaterThan(0.99);
  });

  it('do not always have the right option at the same place', () => {
    const counts = [0, 1, 2, 3].map(at => questions.filter(({ entryId, options }) => options[at] === entryId).length);
    // Binomial: 4 standard deviations around a quarter.
    const around = 4 * Math.sqrt(questions.length * 0.25 * 0.75);
    for (const count of counts) expect(Math.abs(count - questions.length / 4)).toBeLessThan(around);
  });

  it.each(languages)('do not say the term in %s', lang => {
    for (const entry of entries) {
      const masked = ` ${termKey(maskedDefinition(entry, lang))} `;
      expect(masked.includes(` ${termKey(entry[lang].term)} `), `${entry.id}: ${masked}`).toBe(false);
    }
  });

  it('never set a special case beside its general term', () => {
    const [drawdown, deepest] = [byId.get('drawdown'), byId.get('maximum-drawdown')];
    expect(drawdown && deepest && mayBeConfused(drawdown, deepest)).toBe(true);
  });
});

it('every entry has a place, and every topic has at least four entries', () => {
  expect(entries.filter(({ id }) => !places.has(id))).toEqual([]);
  for (const topic of QuizTopic.options)
    expect([...places.values()].filter(place => place.topic === topic).length, topic).toBeGreaterThanOrEqual(4);
});

function learning(id = 'reader'): { learner: Learner; clock: HandClock; store: LearnerStore } {
  const clock = new HandClock();
  const store = new LearnerStore(openDatabase(':memory:'), clock);
  return { learner: learnerOf(store, clock, id), clock, store };
}

const learnerOf = (store: LearnerStore, clock: HandClock, id: string): Learner =>
  new Learner({ store, owner: { channel: 'test', id }, clock, entries: () => entries, places: () => places });

const rightOf = ({ entryId, options }: { entryId: string; options: readonly string[] }): number =>
  options.indexOf(entryId);
const wrongOf = (question: { entryId: string; options: readonly string[] }): number => (rightOf(question) + 1) % 4;

describe('spaced repetition', () => {
  it('asks a term again after 1, 3, 7, 16 and 35 days of right answers', () => {
    const { learner, clock } = learning();
    for (const [i, days] of [1, 3, 7, 16, 35, 35].entries()) {
      const { card, right } = learner.answer(rightOf(learner.ask(['vix'])));
      expect({ right, box: card.box, days: (card.dueAt - clock.now()) / dayMs }).toEqual({
        right: true,
        box: Math.min(5, i + 1),
        days,
      });
      clock.advance(days * dayMs);
    }
    expect(boxDays).toEqual([1, 3, 7, 16, 35]);
  });

  it('puts a term back into the first box after a wrong answer', () => {
    const { learner, clock } = learning();
    for (const days of [1, 3]) {
      learner.answer(rightOf(learner.ask(['vix'])));
      clock.advance(days * dayMs);
    }
    const { card, right } = learner.answer(wrongOf(learner.ask(['vix'])));
    expect({ right, box: card.box, dueAt: card.dueAt }).toEqual({ right: false, box: 1, dueAt: clock.now() + dayMs });
  });

  it('moves nothing on for a right answer ahead of time', () => {
    const { learner, clock } = learning();
    const first = learner.answer(rightOf(learner.ask(['vix']))).card;
    clock.advance(dayMs / 2);
    expect(learner.answer(rightOf(learner.ask(['vix']))).card).toEqual({ ...first, asked: 2, answeredRight: 2 });
  });

  it('asks what is due before anything new, and new terms before what is not due', () => {
    const { learner, clock } = learning();
    const first = learner.ask('options');
    learner.answer(wrongOf(first));
    clock.advance(1);
    expect(learner.ask('options').entryId).not.toBe(first.entryId);
    learner.answer(rightOf(learner.ask('options')));
    clock.advance(dayMs);
    expect(learner.ask('options').entryId).toBe(first.entryId);
  });

  it('keeps the open question until it is answered, and takes the same answer once', () => {
    const { learner } = learning();
    const question = learner.ask('risk');
    expect(learner.ask('risk')).toEqual(question);
    expect(learner.ask()).toEqual(question);
    const once = learner.answer(rightOf(question));
    expect(learner.answer(rightOf(question))).toEqual(once);
    expect(learner.score()).toEqual({ asked: 1, right: 1, terms: 1, due: 0 });
    expect(() => learner.answer(wrongOf(question))).toThrow('No question is open');
  });

  it('counts each person apart', () => {
    const { learner, clock, store } = learning();
    learner.answer(rightOf(learner.ask()));
    const other = learnerOf(store, clock, 'somebody-else');
    expect(other.score()).toEqual({ asked: 0, right: 0, terms: 0, due: 0 });
    expect(() => other.answer(0)).toThrow('No question is open');
    learner.setLevel('expert');
    expect([learner.level(), other.level()]).toEqual(['expert', undefined]);
  });
});

it('a lesson about any term has four to six different terms, its own among them', () => {
  for (const entry of entries) {
    const ids = lessonPath(entry, id => byId.get(id)).map(({ id }) => id);
    expect(ids, entry.id).toContain(entry.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length, entry.id).toBeGreaterThanOrEqual(4);
    expect(ids.length, entry.id).toBeLessThanOrEqual(6);
  }
});

describe('the terms that others need', () => {
  const needsOf = (id: string): readonly string[] => byId.get(id)?.needs ?? [];
  const allNeeds = (id: string, seen = new Set<string>()): Set<string> => {
    for (const need of needsOf(id))
      if (!seen.has(need)) {
        seen.add(need);
        allNeeds(need, seen);
      }
    return seen;
  };

  it('are entries, named for 60 terms and more, and lead round in no circle', () => {
    expect(entries.filter(({ needs }) => needs !== undefined).length).toBeGreaterThanOrEqual(60);
    expect(entries.flatMap(({ needs = [] }) => needs).filter(id => !byId.has(id))).toEqual([]);
    expect(entries.filter(({ id }) => allNeeds(id).has(id)).map(({ id }) => id)).toEqual([]);
  });

  it('come before them in every lesson', () => {
    const early = entries.flatMap(entry => {
      const ids = lessonPath(entry, id => byId.get(id)).map(({ id }) => id);
      return ids.flatMap((id, at) =>
        ids.slice(at + 1).flatMap(later => (allNeeds(id).has(later) ? [[entry.id, id, later]] : [])),
      );
    });
    expect(early).toEqual([]);
  });

  it('put the standard deviation before implied volatility', () => {
    const volatility = byId.get('volatility');
    const ids = volatility ? lessonPath(volatility, id => byId.get(id)).map(({ id }) => id) : [];
    expect(ids.indexOf('standard-deviation')).toBeGreaterThanOrEqual(0);
    expect(ids.indexOf('standard-deviation')).toBeLessThan(ids.indexOf('implied-volatility'));
  });
});
