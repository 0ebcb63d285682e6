import { fold } from '../../config/suggest.ts';
import type { Text } from '../../config/text.ts';
import { Timeframe, timeframeMs } from '../../data/candle.ts';
import { namesIndicator } from './read-averages.ts';
import { Sentence } from './sentence.ts';

const minuteMs = timeframeMs['1m'];
const hourMs = timeframeMs['1h'];
const dayMs = timeframeMs['1d'];

const candles = '(?:candles?|candlesticks?|bars?|bougies?|chandeliers?|ohlcv?|time ?frames?|unites? de temps)';
const pictures = '(?:charts?|graphs?|graphiques?|graphes?|courbes?)';
const follows = new RegExp(`^ ?(?:${candles}|${pictures})(?![a-z])`);
const precedes = new RegExp(`${candles}(?: of| in| at| on| de| d'| en| a)? ?$`);

/** A stretch of time that is over or ahead, not the length of a candle. */
const spanBefore =
  /(?:^|[ '])(?:last|past|previous|prior|next|coming|following|in|within|dans|d'ici|il y a|depuis|since|dernieres?|prochaines?|ces|over the|for the)(?: the| les| about| environ)? $/;
const spanAfter =
  /^ ?(?:ago|earlier|ahead|later|back|from now|dernieres?|passees?|prochaines?|plus tard|avant)(?![a-z])/;
const monthsBefore = /(?:^| )(?:over|for|sur|pendant|during) $/;

/** "4h", "15-minute", "une heure": a number of minutes or hours. A lone "m" may mean months. */
const within =
  /(?<![a-z\d.,$/:-])(\d+(?:\.\d+)?)[ -]?(?:(minutes?|mins?|mn)|(hours?|(?<=-)hourly|heures?|hrs?|h)|(m))(?![a-z0-9])/g;
/** "1-day candles", "bougies 1w": days and weeks are spans of time unless candles are named beside them. */
const longer = /(?<![a-z\d.,$/:-])(\d+)[ -]?(?:(day|jours?|d|j)|(week|semaines?|w))(?![a-z0-9])/g;
/** "H4", "M15", as trading platforms write them. */
const codes = /(?<![a-z\d.,$/:-])(h[12468]|h12|m5|m15|m30|d1|w1)(?![a-z\d])/g;
const fractions = /(?<![a-z])(?:(quart d'heure|quarter[ -]hour(?:ly)?)|half[ -]hour(?:ly)?|demi[ -]heures?)(?![a-z])/g;
const monthly = /(?<![a-z])(?:monthly|mensuel(?:le)?s?)(?![a-z])/g;

const ofLength = (ms: number): Timeframe | undefined => Timeframe.options.find(one => timeframeMs[one] === ms);

/** What stands on either side of a match. */
function sides({ text }: Sentence, { index, 0: found }: RegExpExecArray) {
  const [before, after] = [text.slice(0, index), text.slice(index + found.length)];
  return { before, after, ofCandles: follows.test(after) || precedes.test(before) };
}

const usualMinutes = [5, 15, 30];

/** Milliseconds of a match of `within`; undefined where it speaks of a stretch of time. */
function lengthWithin(sentence: Sentence, match: RegExpExecArray): number | undefined {
  const [, digits, minutes, hours] = match;
  const { before, after, ofCandles } = sides(sentence, match);
  const ms = Number(digits) * (hours === undefined ? minuteMs : hourMs);
  if (ofCandles) return ms;
  if (spanBefore.test(before) || spanAfter.test(after)) return undefined;
  if (minutes === undefined && hours === undefined)
    return usualMinutes.includes(Number(digits)) && !monthsBefore.test(before) ? ms : undefined;
  // "24 hours", "48 h": whole days, as people speak of the time ahead.
  return hours !== undefined && ms % dayMs === 0 ? undefined : ms;
}

function lengthOfDays(sentence: Sentence, match: RegExpExecArray): number | undefined {
  const [, digits, day] = match;
  const { before, after } = sides(sentence, match);
  const named = new RegExp(`^ ?${candles}(?![a-z])`).test(after) || precedes.test(before);
  // "the last 60 day candles" counts them.
  if (!named || Number(digits) > 6) return undefined;
  return Number(digits) * dayMs * (day === undefined ? 7 : 1);
}

/** "RSI of Bitcoin 1w": what would be a span of time beside a chart is a candle beside an indicator. */
const unitAlone = /(?<![a-z\d.,$/:-])([13]m|1d|1w)(?![a-z\d])/g;
const picture = new RegExp(`(?<![a-z])${pictures}(?![a-z])`);

const fromCode = (code: string): Timeframe | undefined =>
  Timeframe.options.find(one => one === `${code.slice(1)}${code[0]}`);

/**
 * Marks lengths of candles: those that exist as `timeframe`, others as `no-timeframe` with the words that ask for them.
 * Lengths of time that is over or ahead stay for the readers of spans. Numbers are in digits by now.
 */
export function markTimeframes(sentence: Sentence): Sentence {
  let made = Sentence.mark(sentence, 'timeframe', fractions, ([, quarter]) => (quarter ? '15m' : '30m'));
  made = Sentence.mark(made, 'no-timeframe', monthly, match =>
    /volatil/.test(made.text) ? undefined : Sentence.rawOf(made, match.index, match.index + match[0].length),
  );
  if (!/\d/.test(made.text)) return made;
  for (const [pattern, length] of [
    [within, lengthWithin],
    [longer, lengthOfDays],
  ] as const) {
    const from = made;
    const lengthOf = (match: RegExpExecArray) => length(from, match);
    made = Sentence.mark(made, 'timeframe', pattern, match => ofLength(lengthOf(match) ?? 0));
    const rest = made;
    made = Sentence.mark(made, 'no-timeframe', pattern, match =>
      length(rest, match) === undefined
        ? undefined
        : Sentence.rawOf(rest, match.index, match.index + match[0].length).trim(),
    );
  }
  const plain = made;
  if (namesIndicator(plain.text) && !picture.test(plain.text))
    made = Sentence.mark(made, 'timeframe', unitAlone, match =>
      monthsBefore.test(sides(plain, match).before) ? undefined : Timeframe.parse(match[0]),
    );
  return Sentence.mark(made, 'timeframe', codes, ([code]) => fromCode(code));
}

/** Words for a timeframe without a number. They stay in the sentence, where they may belong to another wish. */
const words: readonly (readonly [Timeframe, RegExp])[] = [
  [
    '1h',
    new RegExp(
      `(?<![a-z])(?:hourly|horaires?|(?:en|par|a l'|toutes les )(?: )?heures?|hours?(?= ${candles}))(?![a-z])`,
    ),
  ],
  ['1w', new RegExp(`(?<![a-z])(?:weekly|hebdo(?:madaires?)?|en semaines?|weeks?(?= ${candles}))(?![a-z])`)],
  [
    '1d',
    new RegExp(`(?<![a-z])(?:daily|journali(?:er|ere)s?|quotidien(?:ne)?s?|en jours?|days?(?= ${candles}))(?![a-z])`),
  ],
  ['1m', new RegExp(`(?<![a-z])(?:a la minute|en minutes?|minutes?(?= ${candles}| ${pictures}))(?![a-z])`)],
];

/** The timeframe that a sentence asks for. */
export function readTimeframe(sentence: Sentence): Timeframe | undefined {
  const [marked] = Sentence.all(sentence, 'timeframe');
  if (marked) return Timeframe.parse(marked.value);
  // "5 hourly candles" was taken out as a length of time.
  const counted = Sentence.all(sentence, 'duration').map(({ start, end }) => fold(sentence.raw.slice(start, end)));
  const text = [sentence.text, ...counted].join(' ');
  return words.find(([, pattern]) => pattern.test(text))?.[0];
}

export const noTimeframeText = (found: string): Text => ({
  en: `There are no candles of "${found}". Known lengths: ${Timeframe.options.join(', ')}.`,
  fr: `Il n'y a pas de bougies de « ${found} ». Durées connues : ${Timeframe.options.join(', ')}.`,
});
