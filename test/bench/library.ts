import { wallClock } from '../../config/clock.ts';
import { openDatabase } from '../../data/database.ts';
import { importedEntries, type RawEntry } from '../../knowledge/glossary/imported-entry.ts';
import { loadEntries } from '../../knowledge/glossary/load-entries.ts';
import { evidenceFor } from '../../knowledge/retrieval/extract-answer.ts';
import { openLibrary } from '../../knowledge/retrieval/open-library.ts';
import { provenance } from '../kit/finrad.ts';
import { ndcgAt10 } from '../kit/ranking.ts';
import { seeded } from '../kit/seeded.ts';
import { testSettings } from '../kit/test-agent.ts';
import { freeQuestions } from '../knowledge/free-questions.ts';

const many = 20_000;

const opened = () =>
  openLibrary({
    database: openDatabase(':memory:'),
    clock: wallClock,
    entries: loadEntries(),
    settings: testSettings(),
    secrets: {},
    later: () => {},
    env: {},
  });

/** Entries of made-up words of three syllables, 40 in each definition, whose frequencies fall as those of a language do. */
function generated(): RawEntry[] {
  const random = seeded(3);
  const syllables = [...'bcdfglmnprstv'].flatMap(first => [...'aeiou'].map(vowel => first + vowel));
  const vocabulary = Array.from({ length: 20_000 }, () =>
    [1, 2, 3].map(() => syllables[Math.floor(random() * syllables.length)] ?? '').join(''),
  );
  const words = (count: number): string =>
    Array.from({ length: count }, () => vocabulary[Math.floor(vocabulary.length * random() ** 3)] ?? '').join(' ');
  return Array.from({ length: many }, (_, i) => ({
    term: `${words(2)} ${i}`,
    definition: `${words(20)}. ${words(20)}.`,
    lang: i % 2 === 0 ? 'en' : 'fr',
  }));
}

const p95 = (times: readonly number[]): string =>
  `${([...times].sort((a, b) => a - b)[Math.floor(0.95 * times.length)] ?? 0).toFixed(1)} ms`;

/** Milliseconds of the processor: others that use the machine do not count. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function msOf(work: () => unknown): Promise<number> {
  const start = cpuMs();
  await work();
  return cpuMs() - start;
}

/** Prints what 20,000 imported entries take to be indexed and searched. */
async function benchSize(report: (what: string, figure: string) => void): Promise<void> {
  const { library, glossary } = opened();
  const raw = generated();
  const entries = importedEntries(raw, provenance('generated'));
  const took = await msOf(() => library.bring('generated', entries));
  report(`importing ${many.toLocaleString('en')} entries, indexed by words and names`, `${(took / 1000).toFixed(1)} s`);
  const asked = raw.filter((_, i) => i % 40 === 0);
  const first = await msOf(() => library.search('What is the risk of it?', { k: 5 }));
  report('the first search of a process', `${first.toFixed(0)} ms`);
  const [free, answers, terms]: [number[], number[], number[]] = [[], [], []];
  for (const { definition, lang, term } of asked) {
    const question = `${definition.split(' ').slice(0, 8).join(' ')}?`;
    free.push(await msOf(() => library.search(question, { lang, k: 5 })));
    terms.push(await msOf(() => glossary.lookUp(term)));
    const found = (await library.search(question, { lang, k: 5 })).map(({ entry }) => entry);
    answers.push(await msOf(() => evidenceFor(question, { own: glossary.entries(), found }, lang)));
  }
  report('  a free question of eight words among them, 95 of 100 within', p95(free));
  report('  taking the answer out of what was found, 95 of 100 within', p95(answers));
  report('  a term by its name, 95 of 100 within', p95(terms));
}

/** Prints how the free questions of our own are answered, by words and by meaning. */
async function benchQuestions(report: (what: string, figure: string) => void): Promise<void> {
  const { library, glossary } = opened();
  for (const ranking of ['words', 'meaning'] as const) {
    if (ranking === 'meaning')
      report(
        'learning the meaning of our own entries',
        `${((await msOf(() => library.prepare())) / 1000).toFixed(0)} s`,
      );
    for (const heldOut of [false, true]) {
      const some = freeQuestions.filter(one => one.heldOut === heldOut);
      const scored = [];
      for (const { text, lang, gold } of some) {
        const found = (await library.search(text, { lang, k: 10 })).map(({ entry }) => entry);
        const { extract } = evidenceFor(text, { own: glossary.entries(), found }, lang);
        scored.push({ gold, ids: found.map(({ id }) => id), answer: extract?.entry.id });
      }
      const mean = (values: readonly number[]): string =>
        (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(2);
      const answerable = scored.filter(({ gold }) => gold.length > 0);
      const refused = scored.filter(({ gold }) => gold.length === 0).map(({ answer }) => Number(answer === undefined));
      const which = `${heldOut ? 'held out' : 'seen'}, by ${ranking}`;
      report(
        `free questions ${which}: nDCG@10, hit@1`,
        `${mean(answerable.map(({ ids, gold }) => ndcgAt10(ids, new Set(gold))))}, ${mean(answerable.map(({ ids, gold }) => Number(gold.includes(ids[0] ?? ''))))}`,
      );
      report(
        '  right refusals; answered; answered from the right entry',
        `${mean(refused)}; ${mean(answerable.map(({ answer }) => Number(answer !== undefined)))}; ${mean(answerable.map(({ answer, gold }) => Number(answer !== undefined && gold.includes(answer))))}`,
      );
    }
  }
}

/** Prints what the library takes with 20,000 entries, and how well it answers the free questions of our own. */
export async function benchLibrary(report: (what: string, figure: string) => void): Promise<void> {
  // The thread that learns keeps no process alive; this does.
  const alive = setInterval(() => {}, 1000);
  try {
    await benchSize(report);
    await benchQuestions(report);
  } finally {
    clearInterval(alive);
  }
}
