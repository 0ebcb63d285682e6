import { fold } from '../../config/suggest.ts';
import { Sentence } from './sentence.ts';

const acronyms = new Set(
  'I A OK USD EUR US USA UK UE EU P L PL PNL RSI MACD ATR SMA EMA MME MM MA ETF VAR CVAR CSV ROI CAGR HAR GARCH EWMA OHLC AI IA FAQ TP SL YTD Q1 Q2 Q3 Q4 T1 T2 T3 T4 ELI5 PLEASE STP SVP BUY SELL NOW ALL THE AND OR IT ME MY TODAY STOP PRICE CHART LONG SHORT VOL'.split(
    ' ',
  ),
);
const ticker = /(?<![\p{L}\d$%])\^?[A-Z][A-Z0-9]{0,9}(?:[./=-][A-Z0-9]{1,6})?(?![\p{L}\d])/gu;
const place =
  /(?:\b(?:of|for|on|in|into|to|is|are|does|will|was|did|my|some|de|du|d'|pour|sur|dans|en|le|la|l'|vaut|est|mon|mes|as|comme|quote|price|chart|plot|graph|ticker|symbol|cours|prix|cotation|graphique|courbe|buy|sell|buying|selling|short|long|close|achete|acheter|vends|vendre|ferme|trade|backtest|vs|and|et|about|hold|held|position|volatility|vol|rsi|macd|atr|indicators|shares|units|actions|unites|up|forecast|get|show|action|titre|stock|\d)|[\ue000-\uf8ff])[ "]*$/;
/** Places where even a word in lower case names an instrument: "price of dogecoin". */
const sure =
  /(?<![a-z])(?:(?:price|quote|chart|graph|plot|candles|history|indicators|volatility|shares?|units?|prix|cours|cotation|graphique|courbe|graphe|bougies|indicateurs|volatilite|actions?|parts?|unites?|titres?|rsi|macd|atr)|[\ue000-\uf8ff]) (?:of |for |de |du |d'|des |pour )(?:the |le |la |l')?"?([a-z][a-z0-9.]{2,20})"?(?![a-z])/;

/** The same in front of the word: "dogecoin stock price", "cours action dogecoin", and the whole sentence "dogecoin price". */
const infront =
  /(?<![a-z'])(?!(?:limit|fair|trigger|average|mean|unit|target|mid) )([a-z][a-z0-9.]{2,20})(?: (?:stock|share)s? (?:price|chart|quote)(?![a-z])|(?<=^(?:(?:what is|what's|show|show me|give me|get) (?:the )?)?[a-z0-9.]{3,21}) (?:stock|price|chart|quote)[ ?.!]*$)|(?<![a-z])cours (?:de )?(?:l')?actions? ([a-z][a-z0-9.]{2,20})(?![a-z])/;

/** The tail of all-capitals writing: when every word shouts, none is a ticker by its capitals. */
const shouting = (raw: string): boolean => {
  const words = raw.match(/\p{L}{2,}/gu) ?? [];
  return words.length > 2 && words.every(word => word === word.toUpperCase());
};

/** Months and days are capitalised too. */
const calendar =
  /^(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|christmas|easter|noel)[a-z]*$/;
const spot = /(?:\b(?:of|for|on|in|into|about|du|de|des|sur|pour|dans|le|la|the|my|mon|mes)|\b[dl]')[ "]*$/;
const properName = /(?<![\p{L}\d.])\p{Lu}[\p{Ll}][\p{L}&.-]*(?: \p{Lu}[\p{L}&.-]*)*/gu;

type IsWord = (folded: string) => boolean;

const placeOf = (sentence: Sentence, index: number): number => {
  const at = sentence.at.indexOf(index);
  return at === -1 || isMention(sentence.text, at) ? -1 : at;
};

/** An upper-case word where a symbol belongs. */
function tickerIn(sentence: Sentence, isWord: IsWord): string | undefined {
  if (shouting(sentence.raw)) return undefined;
  return [...sentence.raw.matchAll(ticker)].find(({ 0: name, index }) => {
    const at = placeOf(sentence, index);
    if (at === -1 || acronyms.has(name) || name.length < 2) return false;
    return place.test(sentence.text.slice(0, at)) || (at === 0 && !isWord(fold(name)));
  })?.[0];
}

/** A capitalised name, of one or more words, after "of", "sur" and the like. */
function properNameIn(sentence: Sentence, isWord: IsWord): string | undefined {
  return [...sentence.raw.matchAll(properName)].find(({ 0: name, index }) => {
    const at = placeOf(sentence, index);
    const first = fold(name.split(' ')[0] ?? '');
    return at > 0 && spot.test(sentence.text.slice(0, at)) && !isWord(first) && !calendar.test(first);
  })?.[0];
}

function lowerCaseIn(sentence: Sentence, isWord: IsWord): string | undefined {
  for (const pattern of [sure, infront]) {
    const found = pattern.exec(sentence.text);
    const word = found?.[1] ?? found?.[2];
    if (!found || !word || isWord(word.replace(/s$/, '')) || isWord(word)) continue;
    const start = found.index + found[0].lastIndexOf(word);
    return Sentence.rawOf(sentence, start, start + word.length);
  }
  return undefined;
}

/**
 * A name that is no known instrument but stands where one belongs, as the person wrote it, so that the tool can say
 * that it is unknown. `isWord` tells everyday words from names.
 */
export const readUnknownSymbol = (sentence: Sentence, isWord: IsWord): string | undefined =>
  tickerIn(sentence, isWord) ?? properNameIn(sentence, isWord) ?? lowerCaseIn(sentence, isWord);

const isMention = (text: string, at: number): boolean => /[\ue000-\uf8ff]/.test(text[at] ?? '');
