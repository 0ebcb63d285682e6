import { z } from 'zod';
import type { Translate } from '../config/text.ts';
import { GlossaryEntry } from '../knowledge/glossary/entry.ts';
import { evidenceFor, sayingsOf } from '../knowledge/retrieval/extract-answer.ts';
import type { Ranking } from '../knowledge/retrieval/library.ts';
import { isQuestion } from '../knowledge/retrieval/question-text.ts';
import { soughtWords } from '../knowledge/retrieval/sought-words.ts';
import { isImported, termOf, WrittenEntry } from '../knowledge/retrieval/written-entry.ts';
import { languageOf } from '../models/planner/language-of.ts';
import { askFor, termLabel } from './term-action.ts';
import { defineTool } from './tool.ts';
import { sourceLine, uncheckedLine } from './written-source.ts';

/** Entries of the library that are looked at, and that are shown. */
const looked = 8;
const shown = 5;

const Saying = z.strictObject({ entry: WrittenEntry, sentence: z.string() });

const Answer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('found'),
    asked: z.string(),
    lang: z.enum(['en', 'fr']),
    /** The best first; of a question, the first is the one that answers it. */
    sayings: z.array(Saying).min(1),
    ranking: z.enum(['words', 'meaning', 'failed']),
  }),
  z.strictObject({
    kind: z.literal('nothing'),
    asked: z.string(),
    nearest: z.array(GlossaryEntry),
    ranking: z.enum(['words', 'meaning', 'failed']),
  }),
]);
type Answer = z.output<typeof Answer>;
type Found = Extract<Answer, { kind: 'found' }>;

const lineOf = ({ entry, sentence }: Found['sayings'][number], lang: Found['lang'], t: Translate): string =>
  t({
    en: `${termOf(entry, lang)}: ${sentence} [${entry.id}] ${sourceLine(entry, t)}`,
    fr: `${termOf(entry, lang)} : ${sentence} [${entry.id}] ${sourceLine(entry, t)}`,
  });

const leadOf = ({ entry, sentence }: Found['sayings'][number], lang: Found['lang'], t: Translate): string =>
  t({
    en: `From "${termOf(entry, lang)}": ${sentence} [${entry.id}]`,
    fr: `D'après « ${termOf(entry, lang)} » : ${sentence} [${entry.id}]`,
  });

const rankings: Readonly<Record<Ranking, { en: string; fr: string } | undefined>> = {
  meaning: undefined,
  words: {
    en: 'Ranked by words; the ranking by meaning is learnt in the background.',
    fr: "Classé d'après les mots ; le classement par le sens s'apprend en arrière-plan.",
  },
  failed: {
    en: 'Ranked by words: vectors could not be made. The setting models.embedding names who makes them.',
    fr: "Classé d'après les mots : les vecteurs n'ont pas pu être faits. Le réglage models.embedding nomme qui les fait.",
  },
};

function textFor(answer: Answer): string {
  if (answer.kind === 'nothing')
    return `Nothing in the library about "${answer.asked}". Nearest entries: ${answer.nearest.map(({ en }) => en.term).join(', ') || 'none'}. Say so; do not invent an answer.`;
  const own = answer.sayings.flatMap(({ entry, sentence }) => (isImported(entry) ? [] : [`${sentence} [${entry.id}]`]));
  const brought = answer.sayings.length - own.length;
  const unread =
    brought > 0 ? ` Imported entries that the card shows to the person, and that you have not read: ${brought}.` : '';
  return `From the library, word for word: ${own.join(' ') || 'none of ours.'}${unread} Cite the entries; add no claim of your own.`;
}

export const searchLibrary = defineTool({
  name: 'search_library',
  description:
    'Searches everything written, our glossary and the imported ones, for words or a description, and shows the best entries with a sentence, source and licence. For the meaning of one known term use explain_term.',
  examples: [
    'Search the library for funding payments',
    'search the glossaries for exchange rate risk',
    'look up in the library what is written about margin calls',
    'find entries of the library about fat tails',
    'which entries in the library speak of forced selling?',
    'Cherche dans la bibliothèque ce qui est écrit sur les appels de marge',
    'recherche dans les glossaires le risque de change',
    'trouve dans la bibliothèque les entrées sur les queues épaisses',
    'chercher vente forcée dans la bibliothèque',
    'quelles entrées de la bibliothèque parlent de paiements de financement ?',
  ],
  effect: 'read',
  input: z.object({
    term: z
      .string()
      .min(1)
      .max(400)
      .describe('Words, a description or a question to search for')
      .meta({ slot: 'term' }),
  }),
  output: Answer,
  async run({ term }, { glossary, library, noteGap, t }): Promise<z.input<typeof Answer>> {
    const asked = soughtWords(term);
    const lang = languageOf(term) ?? t.language;
    const hits = await library().search(asked, { lang, k: looked });
    const { ranking } = library();
    const shelf = { own: glossary().entries(), found: hits.map(({ entry }) => entry) };
    const { extract, nearest } = evidenceFor(asked, shelf, lang);
    const sayings = sayingsOf(asked, shelf, lang);
    const first = extract && { entry: extract.entry, sentence: extract.sentences.join(' ') };
    const others = sayings.filter(({ entry }) => entry.id !== extract?.entry.id);
    const all = [...(first ? [first] : []), ...others].slice(0, shown);
    if (all.length === 0 || (isQuestion(asked) && !extract)) {
      noteGap(asked);
      return { kind: 'nothing', asked, nearest: [...nearest], ranking };
    }
    return { kind: 'found', asked, lang, sayings: all, ranking };
  },
  say: textFor,
  show(answer, t) {
    const title = t({ en: `Library: "${answer.asked}"`, fr: `Bibliothèque : « ${answer.asked} »` });
    const ranked = rankings[answer.ranking];
    const footnote = ranked ? { footnote: t(ranked) } : {};
    if (answer.kind === 'nothing') {
      const near = answer.nearest.length > 0;
      return {
        title,
        lead: t({
          en: `There is nothing in the library about that, and I do not guess.${near ? ' These come nearest.' : ''}`,
          fr: `Il n'y a rien dans la bibliothèque à ce sujet, et je n'invente pas.${near ? ' Voici les plus proches.' : ''}`,
        }),
        actions: answer.nearest.map(entry => askFor(termLabel(entry, t), t)),
        ...footnote,
      };
    }
    const { sayings, lang } = answer;
    const [first] = sayings;
    const said = sayings.map(one => lineOf(one, lang, t));
    return {
      title,
      lead: first ? leadOf(first, lang, t) : title,
      lines: [...said, ...(sayings.some(({ entry }) => isImported(entry)) ? [uncheckedLine(t)] : [])],
      actions: sayings.slice(0, 3).map(({ entry }) => askFor(termOf(entry, lang), t)),
      sources: [...new Set(sayings.map(({ entry }) => sourceLine(entry, t)))],
      ...footnote,
    };
  },
  command: { en: 'search', fr: 'chercher' },
});
