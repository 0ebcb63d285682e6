import { Sentence } from './sentence.ts';

const small: Record<string, number> = {
  zero: 0,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  sept: 7,
  huit: 8,
  neuf: 9,
  dix: 10,
  onze: 11,
  douze: 12,
  treize: 13,
  quatorze: 14,
  quinze: 15,
  seize: 16,
  vingt: 20,
  vingts: 20,
  trente: 30,
  quarante: 40,
  cinquante: 50,
  soixante: 60,
  septante: 70,
  huitante: 80,
  octante: 80,
  nonante: 90,
  dozen: 12,
  douzaine: 12,
  dizaine: 10,
  vingtaine: 20,
  centaine: 100,
};
const one: Record<string, number> = { one: 1, un: 1, une: 1, a: 1, an: 1 };
const large: Record<string, number> = {
  hundred: 100,
  cent: 100,
  cents: 100,
  thousand: 1000,
  mille: 1000,
  grand: 1000,
  million: 1e6,
  millions: 1e6,
};

const words = Object.keys(small)
  .sort((a, b) => b.length - a.length)
  .join('|');
const sizes = Object.keys(large)
  .sort((a, b) => b.length - a.length)
  .join('|');
/** A run of number words: "two hundred and fifty", "quatre-vingt-dix", "vingt et un". */
const run = new RegExp(
  `(?<![a-z0-9'])(?:(?:one|un|une|an?)[ -](?=(?:${sizes})\\b))?(?<!pour |per )(?!(?<=\\d )(?:${sizes})(?![a-z]))(?!sept\\.? \\d{4})(?:${words}|${sizes})(?:(?:[ -]| and | et )(?:${words}|${sizes}|(?<=et |-)une?|(?<=-)one))*(?![a-z0-9])`,
  'g',
);

/** Things that are counted: before them "a" and "un" mean one. */
const counted =
  '(?:units?|shares?|contracts?|lots?|coins?|tokens?|actions?|parts?|titres?|unites?|contrats?|days?|weeks?|months?|quarters?|years?|decades?|hours?|sessions?|jours?|jour|journee|semaines?|mois|trimestres?|ans?|annees?|decennies?|seances?|heures?|percent|per cent|pour cent|fortnight|quinzaine|semestres?)';

function amountOf(phrase: string): number {
  let total = 0;
  let current = 0;
  for (const word of phrase.split(/[ -]/)) {
    const factor = large[word];
    if (factor === undefined) {
      const value = small[word] ?? one[word] ?? 0;
      // "quatre-vingt" is four times twenty.
      current = current === 4 && /^vingts?$/.test(word) ? 80 : current + value;
    } else if (factor === 100) current = Math.max(1, current) * 100;
    else {
      total += Math.max(1, current) * factor;
      current = 0;
    }
  }
  return total + current;
}

/** "and" joins number words only after hundreds ("one hundred and five") and before one in French ("vingt et un"). */
const joined = (phrase: string): boolean =>
  !/ (?:and|et) /.test(phrase) || /(?:hundred|thousand) and | et (?:une?|onze)\b/.test(phrase);

const plain = (value: number): string => String(Number(value.toFixed(8)));

/** "1e9": digits and a power of ten. */
const powers = /(?<![a-z\d.])(\d+(?:\.\d+)?)e([+-]?\d{1,2})(?![a-z\d])/g;

const inFull = (value: number): string => (value < 1e15 ? plain(value) : BigInt(Math.round(value)).toString());

const halves =
  /(?<![a-z'\d])(?:half an?|half(?= (?:percent|per cent|%))|1\/2|une? demi(?:e)?-?)(?= ?[a-z\ue000-\uf8ff])(?! (?:year|position|of))/g;
const articles = new RegExp(`(?<![a-z'])(?:an?|one|une?)(?=[ -]${counted}(?![a-z]))`, 'g');
const ones = /(?<![a-z'])(?<!(?:which|this|that|the|no|any|every|each) )one(?![a-z'-])(?! of)/g;

/**
 * Writes every number of a sentence in digits with a point: words, thousands ("5,000", "5 000"), French decimals
 * ("2,5") and "k". A bare "10k" is read as money, which is how people say it.
 */
export function withNumbers(sentence: Sentence, french: boolean): Sentence {
  const written = Sentence.rewrite(sentence, powers, ([, digits, power]) => inFull(Number(`${digits}e${power}`)));
  let made = Sentence.rewrite(written, halves, () => '0.5');
  made = Sentence.rewrite(made, run, ([phrase]) => (joined(phrase) ? plain(amountOf(phrase)) : eachNumber(phrase)));
  made = Sentence.rewrite(made, articles, () => '1');
  made = Sentence.rewrite(made, ones, () => '1');
  made = Sentence.rewrite(made, /(?<![\d.,/-])\d{1,3}(?:([ ,])\d{3})(?:\1\d{3})*(?![\d/-])/g, ([digits]) =>
    digits.replace(/[ ,]/g, ''),
  );
  if (french)
    made = Sentence.rewrite(made, /(?<![\d.,])\d{1,3}(?:\.\d{3})+(?= ?(?:\$|usd|dollars?))/g, ([digits]) =>
      digits.replaceAll('.', ''),
    );
  made = Sentence.rewrite(made, /(?<![\d.,/])(\d+),(\d+)(?![\d/])/g, ([, whole = '', part = '']) => `${whole}.${part}`);
  return withThousands(made);
}

const factors: Record<string, number> = { k: 1e3, m: 1e6, mm: 1e6, mn: 1e6 };

function withThousands(sentence: Sentence): Sentence {
  const written = Sentence.rewrite(
    sentence,
    /(?<![\d.])(\d+(?:\.\d+)?) (thousand|mille|grand|millions?|hundred)(?![a-z])/g,
    ([, digits, word = '']) => plain(Number(digits) * (large[word] ?? 1)),
  );
  return Sentence.rewrite(
    written,
    /(\$ ?)?(?<![\d.a-z])(\d+(?:\.\d+)?) ?(k|mm|mn|m)(?![a-z0-9])( ?(?:\$|usd|dollars?|bucks|units?|shares?|actions?|parts?|titres?|unites?))?/g,
    match => {
      const [, sign = '', digits, letter = '', after = ''] = match;
      if (letter === 'm' && sign === '' && !/[$d]/.test(after)) return undefined;
      const value = plain(Number(digits) * (factors[letter] ?? 1));
      return sign === '' && after === '' ? `${value} usd` : `${sign}${value}${after}`;
    },
  );
}

/** A run that "and" does not join holds several numbers: each is written by itself. */
function eachNumber(phrase: string): string {
  return phrase
    .split(/ (and|et) /)
    .map(part => (part === 'and' || part === 'et' ? part : plain(amountOf(part))))
    .join(' ');
}
