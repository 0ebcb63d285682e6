import { describe, expect, it } from 'vitest';
import { standingClock } from '../../config/clock.ts';
import { openDatabase } from '../../data/database.ts';
import { SqliteStudyStore, type StudyEnd } from '../../data/study-store.ts';
import { thrownBy } from '../kit/thrown-by.ts';

const open = () => new SqliteStudyStore(openDatabase(':memory:'), standingClock(7));
const begun = (numbers: readonly number[]) =>
  numbers.map(number => ({ number, configuration: { x: number, kind: 'a' } }));

describe('the store of studies', () => {
  it('gives every trial back as it ended', () => {
    const store = open();
    expect(store.open('s', { seed: 1 })).toEqual([]);
    store.begin('s', begun([0, 1, 2, 3]));
    const ends: StudyEnd[] = [
      { state: 'complete', loss: 0.1 + 0.2, steps: [{ step: 0, loss: -1e-300 }] },
      { state: 'pruned', steps: [{ step: 3, loss: 4 }] },
      { state: 'failed', fault: 'no money', steps: [] },
    ];
    for (const [number, end] of ends.entries()) store.finish('s', number, end);
    const kept = store.open('s', { seed: 1 });
    expect(kept.slice(0, 3)).toEqual(ends.map((end, i) => ({ ...begun([i])[0], ...end })));
    expect(kept[3]).toMatchObject({ number: 3, state: 'running' });
  });

  it('keeps studies apart, and refuses a name that stands for another search in both languages', () => {
    const store = open();
    store.open('s', { seed: 1, space: { x: 1, y: 2 } });
    store.begin('s', begun([0]));
    expect(store.open('other', {})).toEqual([]);
    expect(store.open('s', { space: { y: 2, x: 1 }, seed: 1 }), 'the order of keys means nothing').toHaveLength(1);
    const fault = thrownBy(() => store.open('s', { seed: 2 }));
    expect(fault).toMatchObject({ code: 'model.bad-data', text: { fr: expect.stringContaining('« s »') } });
    expect(store.open('s', { seed: 1, space: { x: 1, y: 2 } }), 'and loses nothing').toHaveLength(1);
  });

  it('begins trials all or none, and ends a trial once', () => {
    const store = open();
    store.open('s', {});
    store.begin('s', begun([0, 1]));
    expect(() => store.begin('s', begun([2, 1]))).toThrow(
      'Trial 1 of the study "s" is in the hands of another process',
    );
    expect(store.open('s', {}).map(({ number }) => number)).toEqual([0, 1]);
    store.finish('s', 0, { state: 'pruned', steps: [] });
    expect(() => store.finish('s', 0, { state: 'pruned', steps: [] })).toThrow('Trial 0');
    expect(() => store.finish('s', 9, { state: 'pruned', steps: [] })).toThrow('Trial 9');
  });

  it('finds a study with what it was begun with, and names all of them', () => {
    const store = open();
    store.open('b', { seed: 1, of: ['x'] });
    store.begin('b', begun([0]));
    store.open('a', {});
    expect(store.find('b')).toEqual({
      description: { seed: 1, of: ['x'] },
      trials: [{ ...begun([0])[0], state: 'running' }],
    });
    expect([store.find('c'), store.names()]).toEqual([undefined, ['a', 'b']]);
  });
});
