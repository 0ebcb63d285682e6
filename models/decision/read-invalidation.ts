import type { Text } from '../../config/text.ts';
import type { Timeframe } from '../../data/candle.ts';
import { type Clause, Invalidation } from './invalidation.ts';
import { parseInvalidation } from './invalidation-text.ts';
import { readSeriesName } from './market-series.ts';

/** What a person's words became: a condition that code evaluates, or why not. */
export type ReadInvalidation =
  | { kind: 'read'; invalidation: Invalidation }
  | { kind: 'refused'; why: 'timeframe-missing' | 'series-not-supplied' | 'not-in-grammar'; text: Text };

const accentless = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '');

/** Lower case, no accents, plain minus and quotes, thousands closed up: "6 400,5" and "6,400.5" are 6400.5. */
function folded(text: string): string {
  return accentless(text)
    .toLowerCase()
    .replace(/[’']/g, ' ')
    .replace(/[−–]/g, '-')
    .replace(/(\d)[\u00A0\u202F ](?=\d{3}(\D|$))/g, '$1')
    .replace(/(\d),(?=\d{3}(\D|$))/g, '$1')
    .replace(/(\d),(\d)/g, '$1.$2')
    .replace(/\$|€/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const frameWords: readonly (readonly [RegExp, Timeframe])[] = [
  [/\b(1 ?m(in(ute)?)?)\b/, '1m'],
  [/\b(5 ?m(in(utes?)?)?)\b/, '5m'],
  [/\b(15 ?m(in(utes?)?)?)\b/, '15m'],
  [/\b(30 ?m(in(utes?)?)?)\b/, '30m'],
  [/\b(4 ?h(ours?|eures?)?|four[- ]hour)\b/, '4h'],
  [/\b(12 ?h(ours?|eures?)?)\b/, '12h'],
  [/\b(1 ?h(our|eure)?|hourly|horaires?)\b/, '1h'],
  [/\b(weekly|weeks?|semaines?|hebdo(madaires?)?|1 ?w)\b/, '1w'],
  [/\b(daily|days?|journalier(e|s|es)?|quotidien(ne|s|nes)?|jours?|1 ?[dj])\b/, '1d'],
];

/** A moving average's own length: "20-day average", "moyenne mobile 50 jours", "ema 20"; it says its timeframe where it names days or weeks. */
const averages = [
  /\b(?<family>ema|sma)[ _-]?(?<period>\d{1,3})\b/,
  /\b(?<period>\d{1,3})[ -]?(?<unit>day|week|candle|bar)?s?[ -]?(?<family>ema|sma|(?:simple |exponential )?(?:moving )?average)\b/,
  /\b(?<family>mme|mms|mm|moyenne(?: mobile)?(?: exponentielle| simple)?)(?: (?:a|de|sur))?[ -]?(?<period>\d{1,3})\b(?: ?(?<unit>jour|semaine|bougie)s?)?/,
];

const isExponential = (family: string): boolean => /^(ema|mme)|exponenti/.test(family);

type Found = { name: string; frame?: Timeframe | undefined; rest: string };

const unitFrames: readonly (readonly [RegExp, Timeframe])[] = [
  [/day|jour/, '1d'],
  [/week|semaine/, '1w'],
];
const frameOfUnit = (unit = ''): Timeframe | undefined => unitFrames.find(([pattern]) => pattern.test(unit))?.[1];

function averageIn(text: string): Found | undefined {
  const match = averages.map(pattern => pattern.exec(text)).find(found => found !== null);
  if (!match) return undefined;
  const { family = '', period = '', unit } = match.groups ?? {};
  const kind = isExponential(family) ? 'ema' : 'sma';
  return { name: `${kind}_${period}`, frame: frameOfUnit(unit), rest: text.replace(match[0], ' ') };
}

const oscillators: readonly (readonly [RegExp, (period: string | undefined) => string])[] = [
  [/\brsi(?:[ _(-]*(\d{1,3})\)?(?= |$))?/, period => `rsi_${period ?? 14}`],
  [/\bmacd (?:histogram|histogramme)\b|\bhistogram(?:me)?(?: of the| du)? macd\b/, () => 'macd_histogram'],
  [/\bmacd(?: line)?\b/, () => 'macd'],
  [/\batr(?:[ _(-]*(\d{1,3})\)?(?= |$))?/, period => `atr_${period ?? 14}`],
  [/\bvolume\b/, () => 'volume'],
];

function oscillatorIn(text: string): Found | undefined {
  for (const [pattern, name] of oscillators) {
    const match = pattern.exec(text);
    if (match) return { name: name(match[1]), rest: text.replace(match[0], ' ') };
  }
  return undefined;
}

const below =
  /\b(below|under|beneath|loses?|lost|(?:fall|drop|break|trade|close|go|dip|sink)s? (?:back )?(?:below|under)|breaks? down|sous|en dessous d[eu]|au-dessous d[eu]|inferieure? a|casse|enfonce|perd)\b|</;
const above =
  /\b(above|over|beyond|reclaims?|exceeds?|breaks? out|au-dessus d[eu]|superieure? a|depasse|franchit|reprend)\b|>/;
const negative = /\b(?:turns?|goes|is|becomes?|flips?|passe|devient|est) (?:en )?(?:negative?|negatif)\b/;
const positive = /\b(?:turns?|goes|is|becomes?|flips?|passe|devient|est) (?:en )?(?:positive?|positif)\b/;

/** "for 2 candles", "pendant 3 bougies", "2 days in a row", "2 clôtures de suite". */
const inARow =
  /\b(?:for|pendant|durant|sur) (\d{1,2}) (?:consecutive |straight )?(?:candle|bar|close|day|week|hour|bougie|cloture|jour|semaine|heure)s?(?: (?:in a row|de suite|consecutifs?|consecutives?))?|\b(\d{1,2}) (?:candle|bar|close|day|week|bougie|cloture|jour|semaine)s? (?:in a row|running|straight|de suite|consecutifs?|consecutives?)|\b(\d{1,2}) consecutive (?:candle|bar|close|day|week)s?/;

/** "after 30 days", "au bout de 20 jours", "not moved within 10 candles". */
const timeLimit =
  /\b(?:after|within|held for|more than|apres|au bout de|plus de) (\d{1,3}) (candle|bar|day|week|bougie|jour|semaine)s?\b/;

const timeframeMissing: ReadInvalidation = {
  kind: 'refused',
  why: 'timeframe-missing',
  text: {
    en: 'Say on which candles: for example "a daily close below 2,750".',
    fr: 'Dites sur quelles bougies : par exemple « une clôture quotidienne sous 2 750 ».',
  },
};
const notInGrammar: ReadInvalidation = {
  kind: 'refused',
  why: 'not-in-grammar',
  text: {
    en: 'I can watch a price or an indicator against a level or an average, for so many candles: for example "a daily close below the 50-day average for 2 days". Other words are kept, and a person has to watch them.',
    fr: 'Je peux surveiller un cours ou un indicateur face à un niveau ou à une moyenne, pendant tant de bougies : par exemple « une clôture quotidienne sous la moyenne de 50 jours pendant 2 jours ». Les autres mots sont gardés, et une personne doit les surveiller.',
  },
};

const notSupplied = (name: string): ReadInvalidation => ({
  kind: 'refused',
  why: 'series-not-supplied',
  text: {
    en: `"${name}" is not watched here. Watched: open, high, low, close, volume, simple and exponential averages, RSI, MACD, ATR.`,
    fr: `« ${name} » n'est pas surveillé ici. Surveillés : ouverture, plus haut, plus bas, clôture, volume, moyennes simples et exponentielles, RSI, MACD, ATR.`,
  },
});

/** What is said not to happen is no comparison of ours: "does not hold above" is left to a person. */
const negated = /\b(not|never|without|fails?|unless|no longer|ne|n|pas|jamais|sans|sauf)\b|n t\b/;

/** Other indicators that people name, so that the refusal can name them back. */
const unknownSeries =
  /\b(vwap|bollinger|stochastic|stochastique|ichimoku|obv|adx|cci|supertrend|vix|open interest|funding)\b/;

const frameOf = (text: string): Timeframe | undefined => frameWords.find(([pattern]) => pattern.test(text))?.[1];

function heldClause(text: string): Clause | undefined {
  const [, count, unit] = timeLimit.exec(text) ?? [];
  const frame = frameOfUnit(unit) ?? frameOf(text);
  if (count === undefined || frame === undefined || below.test(text) || above.test(text)) return undefined;
  return { series: `candles_held@${frame}`, operator: '>=', level: Number(count) };
}

type Side = { operator: Clause['operator']; before: string; after: string; zero: boolean };

const around = (text: string, match: RegExpExecArray, operator: Clause['operator'], zero: boolean): Side => ({
  operator,
  before: text.slice(0, match.index),
  after: text.slice(match.index + match[0].length),
  zero,
});

/** The word that says on which side the idea is wrong: the first one where several stand. */
function sideOf(text: string): Side | undefined {
  const [down, up] = [negative.exec(text), positive.exec(text)];
  if (down) return around(text, down, '<', true);
  if (up) return around(text, up, '>', true);
  const [under, over] = [below.exec(text), above.exec(text)];
  if (under && (!over || under.index <= over.index)) return around(text, under, '<', false);
  return over ? around(text, over, '>', false) : undefined;
}

const candleColumn = (text: string): string =>
  /\b(highs?|plus hauts?)\b/.test(text)
    ? 'high'
    : /\b(lows?|plus bas)\b/.test(text)
      ? 'low'
      : /\b(opens?|ouverture)\b/.test(text)
        ? 'open'
        : 'close';

/** How many candles in a row: the number in whichever way it was said. */
function candlesOf(text: string): number {
  const [, ...counts] = inARow.exec(text) ?? [];
  return Number(counts.find(count => count !== undefined) ?? 1);
}

/** What a series is held against: another series, or a number. */
type Right = { other: Found; level?: undefined } | { level: number; other?: undefined };

/** The right side of a comparison; undefined when none is said. */
function rightOf({ after, zero }: Side): Right | undefined {
  if (zero) return { level: 0 };
  const rest = after.replace(inARow, ' ');
  const other = averageIn(rest);
  if (other) return { other };
  const [number] = /-?\d+(\.\d+)?/.exec(rest) ?? [];
  return number === undefined ? undefined : { level: Number(number) };
}

/** The clause of a comparison, once its sides are known. */
function comparison(text: string, side: Side, right: Right, wholeFrame: Timeframe | undefined): Clause | undefined {
  const left = oscillatorIn(side.before) ?? averageIn(side.before);
  const frame = frameOf(text) ?? left?.frame ?? right.other?.frame ?? wholeFrame;
  if (frame === undefined) return undefined;
  const candles = candlesOf(text);
  return {
    series: `${left?.name ?? candleColumn(side.before)}@${frame}`,
    operator: side.operator,
    ...(right.other ? { other: `${right.other.name}@${frame}` } : { level: right.level }),
    ...(candles > 1 ? { candles } : {}),
  };
}

function clauseOf(text: string, wholeFrame: Timeframe | undefined): Clause | ReadInvalidation {
  const held = heldClause(text);
  if (held) return held;
  const strange = unknownSeries.exec(text);
  if (strange) return notSupplied(strange[0]);
  if (negated.test(text)) return notInGrammar;
  const side = sideOf(text);
  const right = side && rightOf(side);
  if (!side || !right) return notInGrammar;
  return comparison(text, side, right, wholeFrame) ?? timeframeMissing;
}

const isClause = (one: Clause | ReadInvalidation): one is Clause => 'operator' in one;

/**
 * Reads a person's own words (English or French) as an invalidation: price or indicator against a level or an average, on
 * a timeframe, for n candles, joined by and / or. It never guesses a timeframe, and what it cannot read it refuses.
 */
export function readInvalidation(words: string): ReadInvalidation {
  const written = parseInvalidation(words.trim());
  if (written) return { kind: 'read', invalidation: written };
  const text = folded(words);
  const whole = frameOf(text);
  const groups = text
    .split(/\b(?:or|ou)\b/)
    .map(group => group.split(/\b(?:and|et)\b/).map(one => clauseOf(one, whole)));
  const refused = groups.flat().find((one): one is ReadInvalidation => !isClause(one));
  if (refused) return refused;
  const parsed = Invalidation.safeParse(groups);
  if (parsed.success && parsed.data.flat().every(({ series }) => readSeriesName(series))) {
    return { kind: 'read', invalidation: parsed.data };
  }
  return notInGrammar;
}
