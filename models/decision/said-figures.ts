/** What the words around a number say that it is: `count` of how many or how long, `any` where they say nothing. */
export type SaidUnit = 'percent' | 'rsi' | 'macd' | 'atr' | 'volume' | 'price' | 'count' | 'any';

/** A number in somebody's words. Signs are dropped: "fell 3 %" is said of -3 %. */
export type SaidFigure = {
  readonly value: number;
  /** Value of one unit of the last digit that was written: 0.01 of 2,874.56, 1e8 of 5.8 billion. */
  readonly step: number;
  readonly unit: SaidUnit;
  /** About, near, roughly: only the digits before its trailing zeros are meant. */
  readonly about: boolean;
  /** A whole number without a unit or a currency. */
  readonly whole: boolean;
  /** The side of a threshold on which something is said to be. */
  readonly side: 'above' | 'below' | undefined;
};

const small = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const teens = 'thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const powers: readonly (readonly [string, number])[] = [
  ['hundred', 100],
  ['thousand', 1000],
];
const valueOfWord = new Map<string, number>([
  ...[...small, ...teens].map((word, value) => [word, value] as const),
  ...tens.map((word, i) => [word, 20 + 10 * i] as const),
  ...powers,
]);
const numberWord = [...valueOfWord.keys()].join('|');
const spelled = new RegExp(`\\b(?:${numberWord})\\b(?:(?:[ -]|\\s+and\\s+)(?:${numberWord})\\b)*`, 'gi');

/** "two hundred and fifty" as 250: a power multiplies what stands before it, anything else adds. */
function readSpelled(words: string): number {
  const values =
    words
      .toLowerCase()
      .match(/[a-z]+/g)
      ?.flatMap(word => valueOfWord.get(word) ?? []) ?? [];
  return values.reduce((sum, value) => (value >= 100 ? Math.max(1, sum) * value : sum + value), 0);
}

/** Digits of any script become those of ASCII where Unicode says that they are the same; words become digits. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(spelled, words => String(readSpelled(words)))
    .replace(/[−–]/g, '-');

/** Whole part with its thousands closed by commas, apostrophes or spaces; decimals after a point, or after a lone comma. */
const written =
  /(?<whole>\d{1,3}(?:[,'’ ]\d{3})+(?!\d)|\d+)(?:[.,](?<decimals>\d+))?(?:e(?<exponent>[-+]?\d{1,2})\b)?/g;

const scales: readonly (readonly [RegExp, number])[] = [
  [/^ ?(?:k\b|thousand)/i, 1e3],
  [/^ ?(?:m\b|mn\b|mio\b|million)/i, 1e6],
  [/^ ?(?:b\b|bn\b|billion|milliards?)/i, 1e9],
  [/^ ?(?:tn\b|trillion)/i, 1e12],
  [/^ ?(?:bps?\b|basis points?)/i, 0.01],
];

const isPercent = /^(?:k|m|bn)?[ -]?(?:%|percent|per cent|pour ?cent|pct|bps?\b|basis points?)/i;
const isCurrency = /[$€£] ?[-+]?$/;
const isCurrencyAfter = /^ ?(?:\$|€|£|usd\b|dollars?\b|eur\b|euros?\b)/i;
const isAbout =
  /(?:about|around|near|nearly|roughly|approximately|almost|some|close to|circa|~|≈|environ|vers|pres de) ?[$€£]?$/i;
const sides = /\b(above|over|beyond|exceeds|below|under|beneath)\b[^\d]{0,12}$/i;

/** The nearest of these words before a number says what it is. */
const subjects =
  /\b(?:(?<rsi>rsi)|(?<macd>macd(?:[_ ](?:signal|histogram))?|histogram)|(?<atr>atr|average true range)|(?<volume>volume)|(?<price>price|clos(?:e[sd]?|ing)|stop|target|level|support|resistance|averages?|[es]ma|cours|cloture)|(?<any>confidence|reward|risk|ratio|equity|cash|sharpe|profit|probability|chance|coverage|volatility|regime|candles?|days?|weeks?|hours?|drawdown|cost))(?![a-z])/gi;
const units = ['rsi', 'macd', 'atr', 'volume', 'price'] as const;

function subjectOf(before: string): SaidUnit {
  const last = [...before.matchAll(subjects)].at(-1);
  return units.find(unit => last?.groups?.[unit] !== undefined) ?? 'any';
}

/** A number that counts something, or that is the length of a window: "20-day", "(14)", "14-period", "1.5 ATR", "2x". */
const isOfItsOwn =
  /^[- ]?(?:x\b|×|d\b|h\b|w\b|atrs?\b|average true|times|days?|weeks?|months?|hours?|minutes?|candles?|bars?|closes\b|sessions?|periods?|returns?|trades?|positions?|jours?|semaines?|bougies?|st\b|nd\b|rd\b|th\b)/i;
const isWindow = /(?:[a-z][_-]?|@|\( ?)$/i;

function unitOf(before: string, after: string): SaidUnit {
  const subject = subjectOf(before.slice(-60));
  if (isPercent.test(after)) return subject === 'rsi' ? 'rsi' : 'percent';
  if (isOfItsOwn.test(after) || isWindow.test(before)) return 'count';
  return subject;
}

const sideOf = (before: string): SaidFigure['side'] => {
  const [, word] = sides.exec(before) ?? [];
  return word === undefined ? undefined : /^(?:below|under|beneath)$/i.test(word) ? 'below' : 'above';
};

const scaleOf = (after: string): number => scales.find(([pattern]) => pattern.test(after))?.[1] ?? 1;

function figureIn(read: string, match: RegExpExecArray): SaidFigure {
  const { whole = '', decimals = '', exponent = '0' } = match.groups ?? {};
  const [before, after] = [read.slice(0, match.index), read.slice(match.index + match[0].length)];
  const scale = scaleOf(after) * 10 ** Number(exponent);
  const said = unitOf(before, after);
  const currency = isCurrency.test(before) || isCurrencyAfter.test(after);
  const unit = currency && said !== 'percent' ? 'price' : said;
  return {
    value: Number(`${whole.replace(/\D/g, '')}.${decimals || 0}`) * scale,
    step: scale * 10 ** -decimals.length,
    unit,
    about: isAbout.test(before),
    whole: (unit === 'any' || unit === 'count') && decimals === '' && scale === 1,
    side: sideOf(before),
  };
}

/** Every number in a text, in digits or in English words, with what its words say of it. */
export function saidFigures(text: string): SaidFigure[] {
  const read = plain(text);
  return [...read.matchAll(written)].map(match => figureIn(read, match));
}
