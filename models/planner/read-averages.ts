import { Sentence } from './sentence.ts';

/** Periods of the two averages of a cross; one may be unsaid. */
export type Averages = { fast?: number; slow?: number };

const averageWords =
  /(?<![a-z])(?:cross\w*|crois\w*|sma|ema|moving averages?|averages?|moyennes?|golden|death|fast|slow|rapides?|lentes?)(?![a-z])/;
const n = '(\\d{1,3})(?![\\d.,]*\\d)';
const unit = '(?:[ -]?(?:days?|d|jours?|j|sessions?|seances?|periods?|periodes?|candles?|bougies?)(?![a-z]))?';
const pair = new RegExp(
  `(?<![\\d./-])(?:(?:sma|ema|ma|mm)[ -]?)?\\(?${n}${unit} ?(?:/|,|x|-|vs\\.?|versus|and|et|over|sur|with|par|contre|against|a|to|by)(?: (?:a|the|une?|la|sma|ema|ma|mm))? ?${n}(?![\\d./%$]|-\\d)\\)?${unit}`,
  'g',
);
const average = '(?:simple |exponential |rolling )?(?:moving )?(?:average|sma|ema|ma|moyenne)s?';
const fast = new RegExp(
  `(?<![a-z])(?:fast|rapides?|short(?:er)? (?:moving )?(?:average|sma|ema)|(?:moyenne )?courte(?= (?:de |a |sur )?\\d+ (?:jours?|j|seances)))(?:er)?(?: ${average}| mobile| period| periode)?(?: |=|:|of|is|de|a|at|with|sur|=)* ?${n}${unit}|${n}${unit} (?:fast|rapide)`,
  'g',
);
const slow = new RegExp(
  `(?<![a-z])(?:slow|lentes?|long(?:er)? (?:moving )?(?:average|sma|ema)|(?:moyenne )?longue(?= (?:de |a |sur )?\\d+ (?:jours?|j|seances)))(?:er)?(?: ${average}| mobile| period| periode)?(?: |=|:|of|is|de|a|at|with|sur|=)* ?${n}${unit}|${n}${unit} (?:slow|lente)`,
  'g',
);

const ordered = (one: number, two: number): Averages | undefined =>
  one === two ? undefined : { fast: Math.min(one, two), slow: Math.max(one, two) };

/** Indicators with a period, besides averages. */
const others =
  'rsi|n?atr|bollinger(?: bands?)?|stoch\\w*|wma|[dt]ema|trima|kama|adxr?|aroon|cci|cmo|mfi|roc|trix|vwap|donchian|keltner|supertrend|force index';

/** Periods that belong to an indicator, not to a span of time: "200-day moving average", "RSI(14)". */
const periods = [
  new RegExp(
    `(?<![\\d.])(\\d+)[ -]?(?:days?|d|periods?|sessions?|jours?|weeks?)?[ -](?=(?:simple |exponential )?(?:moving average|sma|ema|ma|average|${others})(?![a-z]))`,
    'g',
  ),
  new RegExp(
    `(?<=(?<![a-z])(?:moyennes? mobiles?(?: simples?| exponentielles?)?|moving average|sma|ema|ma|mm|mme|${others})(?:[ (-]| (?:a|sur|de|of|over|with|with period) ))(-?\\d+(?:\\.\\d+)?)\\)?(?:[ -]?(?:days?|d|periods?|sessions?|jours?|j|periodes?|seances?)(?![a-z]))?`,
    'g',
  ),
];

const withPeriods = new RegExp(`(?<![a-z])(?:${others})(?![a-z])`);

const year = /^(?:19|20)\d{2}$/;
/** "Bollinger 20,2": the period and the width of the bands. */
const withWidth = /(?<![a-z])(?:bollinger(?: bands?)?|keltner|supertrend)[ (-]$/;

/** The number as it was said, possible or not; years belong to the readers of days. */
function periodOf(sentence: Sentence, { index, 0: found, 1: digits = '' }: RegExpExecArray): number | undefined {
  const { text } = sentence;
  // "the RSI one" names no period.
  if (year.test(digits) || (digits === '1' && !/\d/.test(Sentence.rawOf(sentence, index, index + found.length))))
    return undefined;
  return withWidth.test(text.slice(0, index)) ? Math.trunc(Number(digits)) : Number(digits);
}

const indicator = new RegExp(
  `(?<![a-z])(?:${others}|sma|ema|mme?|macd|obv|sar|ichimoku|williams|moving averages?|moyennes? mobiles?)(?![a-z])`,
);

/** Whether a folded text names an indicator of candles. */
export const namesIndicator = (text: string): boolean => indicator.test(text);

const markPeriods = (sentence: Sentence): Sentence =>
  periods.reduce((all, pattern) => Sentence.mark(all, 'period', pattern, match => periodOf(all, match)), sentence);

/** Marks "20/100", "20 and 100 days", "fast 10 slow 50" where averages are spoken of. */
export function markAverages(sentence: Sentence): Sentence {
  const named = withPeriods.test(sentence.text);
  if (!averageWords.test(sentence.text) && Sentence.all(sentence, 'strategy').length === 0)
    return named ? markPeriods(sentence) : sentence;
  let made = Sentence.mark(sentence, 'averages', fast, ([, one, two]) => ({ fast: Number(one ?? two) }));
  made = Sentence.mark(made, 'averages', slow, ([, one, two]) => ({ slow: Number(one ?? two) }));
  made = Sentence.mark(made, 'averages', pair, ([, one, two]) => ordered(Number(one), Number(two)));
  return markPeriods(made);
}
