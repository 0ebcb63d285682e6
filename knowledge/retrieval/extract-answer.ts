import type { GlossaryEntry, Level } from '../glossary/entry.ts';
import { contentWords, englishStem, frenchStem } from './words.ts';

/** Sentences taken word for word from one entry, which answer a free question. */
export type Extract = { readonly entry: GlossaryEntry; readonly sentences: readonly string[] };

/** What a search of the glossary for a free question gives: an answer where there is evidence, and what comes nearest. */
export type Evidence = { readonly extract: Extract | undefined; readonly nearest: readonly GlossaryEntry[] };

type Lang = 'en' | 'fr';
type Sentence = { readonly text: string; readonly stems: readonly string[] };
type Read = {
  readonly entry: GlossaryEntry;
  readonly name: readonly string[];
  readonly sentences: readonly Sentence[];
};

/** Share of what a question is about, weighted by rarity, that an answer must speak of. */
const enough = 0.6;
const mostSentences = 2;
const offered = 3;
const levels: readonly Level[] = ['beginner', 'intermediate', 'expert'];

const stemsOf = (text: string, lang: Lang): string[] =>
  contentWords(text, lang).map(lang === 'fr' ? frenchStem : englishStem);

const sentencesOf = (text: string): string[] =>
  (text.match(/[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]+/g) ?? [text]).map(one => one.trim()).filter(one => one !== '');

function read(entry: GlossaryEntry, lang: Lang): Read {
  const wording = entry[lang];
  const texts = [...levels.map(level => wording[level] ?? ''), wording.pitfalls];
  return {
    entry,
    name: [wording.term, ...wording.aliases].flatMap(name => stemsOf(name, lang)),
    sentences: texts.flatMap(sentencesOf).map(text => ({ text, stems: stemsOf(text, lang) })),
  };
}

const known = new WeakMap<readonly GlossaryEntry[], Map<Lang, readonly Read[]>>();

function readAll(entries: readonly GlossaryEntry[], lang: Lang): readonly Read[] {
  const byLang = known.get(entries) ?? new Map<Lang, readonly Read[]>();
  known.set(entries, byLang);
  const made = byLang.get(lang) ?? entries.map(entry => read(entry, lang));
  byLang.set(lang, made);
  return made;
}

/** Forms of one word share their first letters: "cluster" and "clustering". */
const alike = (a: string, b: string): boolean => {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short === long || (short.length >= 4 && long.length - short.length <= 4 && long.startsWith(short));
};

const holds = (stems: readonly string[], word: string): boolean => stems.some(stem => alike(stem, word));

/** The sentences that together speak of most of the words, in the order in which they are written. */
function bestSentences(sentences: readonly Sentence[], share: (stems: readonly string[]) => number): Sentence[] {
  const chosen: Sentence[] = [];
  while (chosen.length < mostSentences) {
    const so = chosen.flatMap(({ stems }) => stems);
    const gain = (one: Sentence): number => share([...so, ...one.stems]);
    const next = sentences
      .filter(one => !chosen.includes(one))
      .reduce<Sentence | undefined>((best, one) => (best && gain(best) >= gain(one) ? best : one), undefined);
    if (!next || (chosen.length > 0 && gain(next) <= share(so))) break;
    chosen.push(next);
  }
  return sentences.filter(one => chosen.includes(one));
}

/**
 * The entries among which an answer may be: where a question names a term of several words, that one and what it is
 * related to, since single words of it mean something else elsewhere.
 */
function candidates(words: readonly string[], all: readonly Read[], lang: Lang): readonly Read[] {
  const isNamed = ({ entry }: Read): boolean =>
    [entry[lang].term, ...entry[lang].aliases].some(name => {
      const stems = stemsOf(name, lang);
      return stems.length > 1 && stems.every(stem => words.includes(stem));
    });
  const named = all.filter(isNamed).map(({ entry }) => entry);
  if (named.length === 0) return all;
  const near = new Set(named.flatMap(({ id, related }) => [id, ...related]));
  return all.filter(({ entry }) => near.has(entry.id) || entry.related.some(id => named.some(one => one.id === id)));
}

/**
 * Answers a free question with sentences of the entry that speaks of most of what it asks, each word weighted by its
 * rarity, ln(1 + N / n); with none where they speak of too little, in the whole or beside the entry's own name. Nothing is
 * put into other words, and an entry that shares no word with the question is not even near.
 */
export function evidenceFor(question: string, entries: readonly GlossaryEntry[], lang: Lang): Evidence {
  const all = readAll(entries, lang);
  const words = [...new Set(stemsOf(question, lang))];
  const weight = new Map(
    words.map(word => {
      const count = all.filter(
        ({ name, sentences }) => holds(name, word) || sentences.some(one => holds(one.stems, word)),
      );
      return [word, Math.log(1 + all.length / (1 + count.length))] as const;
    }),
  );
  const shareOf = (some: readonly string[]) => {
    const whole = some.reduce((sum, word) => sum + (weight.get(word) ?? 0), 0);
    return (stems: readonly string[]): number =>
      some.reduce((sum, word) => sum + (holds(stems, word) ? (weight.get(word) ?? 0) : 0), 0) / whole;
  };
  const share = shareOf(words);
  const ranked = candidates(words, all, lang)
    .map(one => {
      const sentences = bestSentences(one.sentences, share);
      const said = sentences.flatMap(({ stems }) => stems);
      const beyond = words.filter(word => !holds(one.name, word));
      return {
        entry: one.entry,
        sentences,
        coverage: share([...one.name, ...said]) + share(one.name),
        answers: share([...one.name, ...said]) >= enough && (beyond.length === 0 || shareOf(beyond)(said) >= enough),
      };
    })
    .filter(({ coverage }) => coverage > 0)
    .sort((a, b) => b.coverage - a.coverage);
  const best = words.length > 1 ? ranked.find(({ answers }) => answers) : undefined;
  const extract = best && { entry: best.entry, sentences: best.sentences.map(({ text }) => text) };
  const nearest = ranked.map(({ entry }) => entry).filter(entry => entry !== best?.entry);
  return { extract, nearest: nearest.slice(0, offered) };
}
