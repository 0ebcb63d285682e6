import { fold } from '../../config/suggest.ts';
import { shippedInstruments } from '../../data/shipped-instruments.ts';
import type { Snapshot } from './snapshot.ts';

/** Words in capitals that are terms or common words, and no symbols. */
const abbreviations = new Set(
  'RSI MACD ATR EMA SMA WMA VWAP OBV ADX CCI MFI ROC HAR GARCH EWMA QLIKE ATH ATL PNL USD US EUR UTC OK AND OR NOT NO YES IF BUT THE IS IN ON AT TO OF A I SL TP RR HOLD BUY SELL LONG SHORT STOP TARGET CLOSE ENTRY EXIT HIGH LOW OPEN UP DOWN RISK DATA PAPER LIVE HALTED ACTIVE II III IV NB EG IE'.split(
    ' ',
  ),
);

/** Capitalised within a sentence without being anybody's name. */
const terms = new Set(
  'i average averages true range relative strength index moving exponential simple bollinger band bands donchian channel fibonacci sharpe sortino calmar kelly wilder keltner ichimoku stochastic momentum trend regime volatility forecast volume price close stop target risk reward equity cash entry exit invalidation confidence signal head line histogram january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday'.split(
    ' ',
  ),
);

/** Names that everybody uses for a market of some kind, whichever instrument they belong to here. */
const generic = /market|marche|index|indice|bourse|stocks|wall street|gauge|^l'|^d'/;

/** How an instrument is called, folded; the longest first, so that "s&p 500" is read before "s&p". */
const callings = shippedInstruments
  .flatMap(({ symbol, name, nicknames }) =>
    [symbol, name.en, name.fr, ...nicknames]
      .map(fold)
      .filter(one => one.length > 2 && !generic.test(one))
      .map(calling => ({ symbol, calling })),
  )
  .sort((a, b) => b.calling.length - a.calling.length);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const wordOf = (calling: string): RegExp => new RegExp(`(?<![\\p{L}\\d])${escaped(calling)}(?![\\p{L}\\d])`, 'giu');
const patterns = callings.map(({ symbol, calling }) => ({ symbol, pattern: wordOf(calling) }));

/** Names that a decision may use. */
export type KnownNames = {
  readonly symbols: ReadonlySet<string>;
  /** Names of the instruments as the snapshot writes them. */
  readonly names: readonly RegExp[];
  /** Every word of the snapshot's lines, folded. */
  readonly words: ReadonlySet<string>;
};

const wordsOf = (text: string): string[] => fold(text).match(/[\p{L}&]+/gu) ?? [];

/** What a snapshot names: its candidates, the instruments of its breadth and its positions, and the words of its lines. */
export function knownNames(lines: readonly string[], instruments: Snapshot['instruments']): KnownNames {
  const own = instruments.map(({ symbol }) => symbol);
  const written = lines.join('\n').match(/(?<![\p{L}\d])[A-Z0-9][A-Z0-9./^=-]*(?![\p{L}\d])/gu) ?? [];
  const known = new Set([...own, ...written]);
  return {
    symbols: known,
    names: instruments
      .flatMap(({ symbol, name }) => [symbol, name])
      .sort((a, b) => b.length - a.length)
      .map(wordOf),
    words: new Set([...lines, ...instruments.map(({ name }) => name)].flatMap(wordsOf)),
  };
}

/** The text without the names that stand in the snapshot, whose digits are no figures. */
export function withoutKnownNames(text: string, { symbols, names }: KnownNames): string {
  const bare = names.reduce((left, name) => left.replace(name, ' '), text);
  return patterns
    .filter(({ symbol }) => symbols.has(symbol))
    .reduce((left, { pattern }) => left.replace(pattern, ' '), bare);
}

const inCapitals = /(?<![\p{L}\d_@])\$?([A-Z]{2,6})(?:[./-][A-Z]{1,5})?(?![\p{L}\d_@&])/gu;
/** A capital after the beginning of a sentence, a colon, a bracket or a quotation mark begins something, and names nobody. */
const capitalised = /(?<=[\p{L}\d,;%)] +|[’'-])([A-Z][\p{Ll}]+[\p{L}]*)/gu;
const beginsWithCompany =
  /^[^\p{L}]*([A-Z]\p{Ll}+)(?:['’]s)? (?:reported|announced|beat|missed|guided|unveiled|launched|posted|shares|stock|inc|corp|ltd)\b/u;
const otherScript = /[^\P{L}\p{Script=Latin}\p{Script=Greek}]/u;

const unknown = (word: string, { words }: KnownNames): boolean => !words.has(fold(word)) && !terms.has(fold(word));

/** Whether a text names an instrument or a company that is not in the snapshot. Expects `withoutKnownNames`. */
export function namesStranger(text: string, known: KnownNames): boolean {
  if (otherScript.test(text)) return true;
  if (patterns.some(({ symbol, pattern }) => !known.symbols.has(symbol) && text.search(pattern) >= 0)) return true;
  const tickers = [...text.matchAll(inCapitals)].map(([, word = '']) => word);
  if (tickers.some(word => !abbreviations.has(word) && !known.symbols.has(word))) return true;
  const [, company] = beginsWithCompany.exec(text) ?? [];
  const proper = [...text.matchAll(capitalised)].map(([, word = '']) => word);
  return [...proper, ...(company === undefined ? [] : [company])].some(word => unknown(word, known));
}
