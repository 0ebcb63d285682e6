import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { wallClock } from '../../config/clock.ts';
import { CoverageGaps } from '../../data/coverage-gaps.ts';
import { type Database, openDatabase } from '../../data/database.ts';
import { importedEntries, type RawEntry } from '../../knowledge/glossary/imported-entry.ts';
import { loadEntries } from '../../knowledge/glossary/load-entries.ts';
import { fitLsa } from '../../knowledge/retrieval/lsa.ts';
import { openLibrary } from '../../knowledge/retrieval/open-library.ts';
import { provenance } from '../kit/finrad.ts';
import { testSettings } from '../kit/test-agent.ts';

const few = loadEntries().filter(({ id }) => ['drawdown', 'volatility', 'sharpe-ratio'].includes(id));

/** Work that nobody waits for, which is run when a test says so. */
class Background {
  #work: (() => void)[] = [];

  readonly later = (work: () => void): void => {
    this.#work.push(work);
  };

  get waiting(): number {
    return this.#work.length;
  }

  run(): void {
    for (const work of this.#work.splice(0)) work();
  }
}

const open = (
  database: Database = openDatabase(':memory:'),
  env: NodeJS.ProcessEnv = {},
  { background = new Background(), learn = fitLsa }: { background?: Background; learn?: typeof fitLsa } = {},
) =>
  openLibrary({
    database,
    clock: wallClock,
    entries: few,
    settings: testSettings(),
    secrets: {},
    learn: async (texts, analyser) => learn(texts, analyser),
    later: background.later,
    env,
  });

const brought = (collection: string, ...raw: RawEntry[]) => importedEntries(raw, provenance(collection));

const zebra: RawEntry = {
  term: 'Zebra bond',
  definition: 'A bond with stripes on its coupon.',
  lang: 'en',
  equivalents: ['obligation zébrée'],
};

describe('imported entries', () => {
  it('are found by their names in both languages, after a restart too, and carry their mark', async () => {
    const database = openDatabase(':memory:');
    const { library } = open(database);
    expect(await library.bring('mine', brought('mine', zebra))).toBe(1);
    const { glossary } = open(database);
    const entry = { imported: true, collection: 'mine', licence: 'test only', source: 'test' };
    for (const [asked, corrected] of [
      ['zebra bonds', false],
      ['obligation zebree', false],
      ['zebra bnod', true],
    ] as const)
      expect(glossary.lookUp(asked), asked).toMatchObject({ kind: 'imported', entry, corrected });
  });

  it('never stand in the way of our own, and steer no planner', async () => {
    const { glossary, library } = open();
    const keys = glossary.keys();
    await library.bring(
      'bad',
      brought('bad', { ...zebra, term: 'Drawdown' }, { ...zebra, term: 'Drawdowns', aliases: ['drawdwn x'] }),
    );
    for (const asked of ['drawdown', 'drawdowns', 'drawdwon'])
      expect(glossary.lookUp(asked)).toMatchObject({ kind: 'found', entry: { id: 'drawdown' } });
    expect(glossary.keys()).toEqual(keys);
  });

  it('replace those of their collection and no others', async () => {
    const { glossary, library } = open();
    await library.bring('one', brought('one', zebra));
    await library.bring('two', brought('two', { ...zebra, term: 'Okapi note' }));
    expect(await library.bring('one', brought('one', { ...zebra, term: 'Gnu bill', equivalents: [] }))).toBe(2);
    expect(['zebra bond', 'okapi note', 'gnu bill'].map(asked => glossary.lookUp(asked).kind)).toEqual([
      'unknown',
      'imported',
      'imported',
    ]);
  });
});

describe('the library', () => {
  it('answers a free question with entries of both languages, ours and imported', async () => {
    const { library } = open();
    await library.bring('mine', brought('mine', zebra));
    await library.prepare();
    const [own] = await library.search('How far can my account fall from its highest value?', { lang: 'en', k: 2 });
    expect(own).toMatchObject({ kind: 'own', entry: { id: 'drawdown' }, lang: 'en' });
    const [imported] = await library.search('which bond has stripes?', { k: 2 });
    expect(imported).toMatchObject({ kind: 'imported', entry: { term: 'Zebra bond' } });
    expect(await library.stats()).toMatchObject({
      store: 'sqlite',
      items: 7,
      embedder: expect.stringMatching(/^lsa-/),
    });
  });

  it.each(['', '???', 'what is the', 'xyzzy plugh quux'])(
    'finds nothing for %j: no passage shares a word that says something',
    async asked => {
      expect(await open().library.search(asked, { k: 3 })).toEqual([]);
    },
  );

  it('answers by words at once, and by meaning once the background has learnt', async () => {
    const background = new Background();
    const { library } = open(undefined, {}, { background });
    const ask = async () => (await library.search('How far below its peak?', { lang: 'en', k: 1 }))[0];
    expect(await ask()).toMatchObject({ entry: { id: 'drawdown' } });
    expect([library.ranking, background.waiting]).toEqual(['words', 1]);
    await ask();
    expect(background.waiting, 'it is asked for once').toBe(1);
    background.run();
    await expect.poll(async () => (await library.stats()).embedder).toMatch(/^lsa-/);
    expect(await ask()).toMatchObject({ entry: { id: 'drawdown' } });
    expect([library.ranking, background.waiting]).toEqual(['meaning', 0]);
  });

  it('is indexed once where several ask at the same time', async () => {
    const { library } = open();
    const found = await Promise.all(
      ['drawdown?', 'volatility?', 'sharpe?'].map(asked => library.search(asked, { k: 1 })),
    );
    expect(found.map(hits => hits.length)).toEqual([1, 1, 1]);
  });

  it('learns once for the same texts and anew after an import', async () => {
    const database = openDatabase(':memory:');
    const label = async () => (await open(database).library.stats()).embedder;
    await open(database).library.prepare();
    const first = await label();
    const again = open(
      database,
      {},
      {
        learn: () => {
          throw new Error('learnt twice');
        },
      },
    ).library;
    await again.search('value at risk?', { k: 1 });
    expect([await label(), again.ranking]).toEqual([first, 'meaning']);
    const { library } = open(database);
    await library.bring('mine', brought('mine', zebra));
    expect(await label(), 'words at once').toMatch(/^words@/);
    await library.prepare();
    expect(await label()).not.toBe(first);
  });

  it('stays with words where learning fails, says so, and tries again', async () => {
    const background = new Background();
    const learn = { fails: true };
    const { library } = open(
      undefined,
      {},
      {
        background,
        learn: (texts, analyser) => {
          if (learn.fails) throw new Error('no memory left');
          return fitLsa(texts, analyser);
        },
      },
    );
    const ask = async () => (await library.search('How far below its peak?', { k: 1 })).length;
    await ask();
    background.run();
    await expect.poll(() => library.ranking).toBe('failed');
    expect([await ask(), background.waiting]).toEqual([1, 1]);
    learn.fails = false;
    background.run();
    await expect.poll(async () => (await library.stats()).embedder).toMatch(/^lsa-/);
    await ask();
    expect(library.ranking).toBe('meaning');
  });

  it('keeps what was imported while it learnt', async () => {
    const steps = new EventEmitter();
    const [began, may] = [once(steps, 'began'), once(steps, 'go on')];
    const { library } = openLibrary({
      database: openDatabase(':memory:'),
      clock: wallClock,
      entries: few,
      settings: testSettings(),
      secrets: {},
      learn: async (texts, analyser) => {
        steps.emit('began');
        await may;
        return fitLsa(texts, analyser);
      },
      later: () => {},
      env: {},
    });
    const prepared = library.prepare();
    await began;
    await library.bring('mine', brought('mine', zebra));
    steps.emit('go on');
    await prepared;
    expect(await library.stats()).toMatchObject({ items: 7, embedder: expect.stringMatching(/^lsa-/) });
    const [found] = await library.search('which bond has stripes?', { k: 1 });
    expect(found).toMatchObject({ kind: 'imported', entry: { term: 'Zebra bond' } });
  });

  it('notes what nobody could answer, with how often', () => {
    const database = openDatabase(':memory:');
    const { glossary } = open(database);
    for (const asked of ['xyzzy', 'Xyzzy?', 'drawdown', 'plugh']) glossary.lookUp(asked);
    expect(new CoverageGaps(database, wallClock).list(5)).toMatchObject([
      { term: 'xyzzy', times: 2 },
      { term: 'plugh', times: 1 },
    ]);
  });

  it('opens, and explains terms, where Chroma is named and absent', async () => {
    const { glossary, library } = open(openDatabase(':memory:'), { CHROMA_URL: 'nowhere' });
    expect(glossary.lookUp('drawdown')).toMatchObject({ kind: 'found' });
    await expect(library.search('a question?', { k: 1 })).rejects.toMatchObject({ code: 'config.invalid' });
  });
});
