import { fold } from '../../config/suggest.ts';
import type { GlossaryEntry } from '../glossary/entry.ts';
import { asksWhy, givesReason } from './reason.ts';
import { contentWords, englishStem, frenchStem } from './words.ts';
import { isImported, namesOf, sentencesOf, textsOf, type WrittenEntry } from './written-entry.ts';

/** Sentences taken word for word from one entry, which answer a free question. */
export type Extract = {
  readonly entry: WrittenEntry;
  readonly sentences: readonly string[];
  /** Of a question that asks why: whether one of the sentences gives a reason. */
  readonly reason?: boolean;
};

/** What a search for a free question gives: an answer where there is evidence, and the entries of ours that come nearest. */
export type Evidence = { readonly extract: Extract | undefined; readonly nearest: readonly GlossaryEntry[] };

type Lang = 'en' | 'fr';
type Sentence = { readonly text: string; readonly stems: readonly string[] };
type Read = {
  readonly entry: WrittenEntry;
  /** Stems of each of its names, and of all of them. */
  readonly names: readonly (readonly string[])[];
  readonly name: readonly string[];
  readonly sentences: readonly Sentence[];
};

/** Share of what a question is about, weighted by rarity, that an answer must speak of. */
const enough = 0.65;
const mostSentences = 2;
const offered = 3;
/** Entries, the best of a search, of which one may answer: what ranks lower only shares words with the question. */
const trusted = 5;

const stemsOf = (text: string, lang: Lang): string[] =>
  contentWords(text, lang).map(lang === 'fr' ? frenchStem : englishStem);

function read(entry: WrittenEntry, lang: Lang): Read {
  const names = namesOf(entry, lang).map(name => stemsOf(name, lang));
  const sentences = textsOf(entry, lang).flatMap(sentencesOf);
  return {
    entry,
    names,
    name: names.flat(),
    sentences: sentences.map(text => ({ text, stems: stemsOf(text, lang) })),
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

type Share = (stems: readonly string[]) => number;

/** Share of some words that stems speak of, each word by its rarity among all, ln(1 + N / n). */
function shareAmong(all: readonly Read[], words: readonly string[]): (some: readonly string[]) => Share {
  const weight = new Map(
    words.map(word => {
      const having = all.filter(
        ({ name, sentences }) => holds(name, word) || sentences.some(one => holds(one.stems, word)),
      );
      return [word, Math.log(1 + all.length / (1 + having.length))] as const;
    }),
  );
  const sum = (some: readonly string[]): number => some.reduce((total, word) => total + (weight.get(word) ?? 0), 0);
  return some => stems => sum(some.filter(word => holds(stems, word))) / sum(some);
}

const mostSaying = (sentences: readonly Sentence[], gain: (one: Sentence) => number): Sentence | undefined =>
  sentences.reduce<Sentence | undefined>((best, one) => (best && gain(best) >= gain(one) ? best : one), undefined);

/** The sentences that together speak of most of the words, in the order in which they are written. */
function bestSentences(sentences: readonly Sentence[], share: Share, first: readonly Sentence[]): Sentence[] {
  const chosen = [...first];
  while (chosen.length < mostSentences) {
    const so = chosen.flatMap(({ stems }) => stems);
    const gain = (one: Sentence): number => share([...so, ...one.stems]);
    const rest = sentences.filter(one => !chosen.includes(one));
    const next = mostSaying(rest, gain);
    if (!next || (chosen.length > 0 && gain(next) <= share(so))) break;
    chosen.push(next);
  }
  return sentences.filter(one => chosen.includes(one));
}

/** Of a question that asks why: the sentence with a reason that speaks of most of the words, if one speaks of any. */
function reasonAmong(sentences: readonly Sentence[], share: Share, lang: Lang): Sentence[] {
  const said = mostSaying(
    sentences.filter(({ text }) => givesReason(text, lang)),
    ({ stems }) => share(stems),
  );
  return said && share(said.stems) > 0 ? [said] : [];
}

/**
 * The entries among which an answer may be: where a question names a term of several words, that one and what it is
 * related to, since single words of it mean something else elsewhere.
 */
function candidates(words: readonly string[], all: readonly Read[]): readonly Read[] {
  const isNamed = ({ names }: Read): boolean =>
    names.some(stems => stems.length > 1 && stems.every(stem => words.includes(stem)));
  const named = all.filter(isNamed).map(({ entry }) => entry);
  if (named.length === 0) return all;
  const relatedTo = (entry: WrittenEntry): readonly string[] => (isImported(entry) ? [] : entry.related);
  const near = new Set(named.flatMap(entry => [entry.id, ...relatedTo(entry)]));
  return all.filter(({ entry }) => near.has(entry.id) || relatedTo(entry).some(id => named.some(one => one.id === id)));
}

/** Where an answer may be looked for. */
export type Shelf = {
  /** Of ours, all of them: rarity is counted among them. */
  readonly own: readonly GlossaryEntry[];
  /** What a search found, the best first: an answer is taken from the very best alone. */
  readonly found: readonly WrittenEntry[];
};

/**
 * Answers a free question with sentences of the entry that speaks of most of what it asks, each word weighted by its
 * rarity; with none where they speak of too little, in the whole or beside the entry's own name. Nothing is put into
 * other words, an imported entry answers only what none of ours does, and an entry that shares no word with the question
 * is not even near.
 */
export function evidenceFor(question: string, { own, found }: Shelf, lang: Lang): Evidence {
  const ours = readAll(own, lang);
  const brought = found.filter(isImported).map(entry => read(entry, lang));
  const all = brought.length > 0 ? [...ours, ...brought] : ours;
  const words = [...new Set(stemsOf(question, lang))];
  const shareOf = shareAmong(all, words);
  const share = shareOf(words);
  const why = asksWhy(fold(question));
  /** What an entry says, with these sentences in it, and whether that is enough. */
  const said = ({ entry, name, sentences }: Read, first: readonly Sentence[]) => {
    const chosen = bestSentences(sentences, share, first);
    const stems = chosen.flatMap(one => one.stems);
    const beyond = words.filter(word => !holds(name, word));
    const whole = share([...name, ...stems]);
    return {
      entry,
      sentences: chosen.map(({ text }) => text),
      coverage: whole + share(name),
      answers: whole >= enough && (beyond.length === 0 || shareOf(beyond)(stems) >= enough),
      reason: first.length > 0,
    };
  };
  const within = new Set(found.slice(0, trusted).map(({ id }) => id));
  const ranked = candidates(words, all)
    .filter(({ entry }) => within.has(entry.id))
    .map(one => {
      const reason = why ? said(one, reasonAmong(one.sentences, share, lang)) : undefined;
      return reason?.answers ? reason : said(one, []);
    })
    .sort((a, b) => Number(isImported(a.entry)) - Number(isImported(b.entry)) || b.coverage - a.coverage);
  const best = words.length > 1 ? ranked.find(({ answers }) => answers) : undefined;
  const extract = best && {
    entry: best.entry,
    sentences: best.sentences,
    ...(why ? { reason: best.reason } : {}),
  };
  const nearest = found.flatMap(entry => (isImported(entry) || entry.id === best?.entry.id ? [] : [entry]));
  return { extract, nearest: nearest.slice(0, offered) };
}

/** The one sentence of an entry that says most of what was asked for, word for word. */
export type Saying = { readonly entry: WrittenEntry; readonly sentence: string };

/** Share of what was asked for that an entry must speak of, in its name and one sentence, to be shown for it. */
const near = 0.35;

/** What each entry that was found says of what was asked for; those that speak of too little of it are left out. */
export function sayingsOf(asked: string, { own, found }: Shelf, lang: Lang): Saying[] {
  const words = [...new Set(stemsOf(asked, lang))];
  const brought = found.filter(isImported).map(entry => read(entry, lang));
  const all = [...readAll(own, lang), ...brought];
  const share = shareAmong(all, words)(words);
  return found.flatMap(entry => {
    const one = all.find(other => other.entry === entry || other.entry.id === entry.id);
    const best = one && mostSaying(one.sentences, ({ stems }) => share(stems));
    return best && share([...one.name, ...best.stems]) >= near ? [{ entry, sentence: best.text }] : [];
  });
}
