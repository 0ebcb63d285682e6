import { fold } from '../../config/suggest.ts';

const number = '(\\d+(?:[.,]\\d+)?)';
/** A word between a figure and what it is of, that begins nothing else. */
const gap = "(?:(?!(?:stop|risk|risque|risking|risquer|risquant|and|et|with|avec)(?![a-z]))[a-z']+ )";

const figures: Readonly<Record<string, readonly RegExp[]>> = {
  years: [new RegExp(`(?<![\\d.,])${number} ?(?:years?|yrs?|ans?|annees?)(?![a-z])`)],
  trades: [
    new RegExp(`(?<![\\d.,])${number} (?:[a-z]+ )?(?:trades?|transactions?|orders?|ordres?|operations?)(?![a-z])`),
  ],
  leverage: [
    new RegExp(`(?<![\\d.,a-z])(?:x ?${number}|${number} ?x)(?![a-z])`),
    new RegExp(`(?:leverage|levier)(?: of| is| de| a)? ?${number}`),
    new RegExp(`${number} (?:times|fois)(?: the)? (?:leverage|levier)`),
  ],
  rewardToRisk: [
    new RegExp(`${number} ?(?:to|:|pour|a|contre) ?1(?![\\d.,%])`),
    new RegExp(`(?:ratio|reward(?:[ -]to[ -]risk)?|gain)(?: of| is| de| d'un)? ?${number}(?! ?%)(?![\\d.,])`),
    new RegExp(`${number} (?:times|fois)(?: (?:the|my|as much as|la|ma|le|mon))* ?(?:risk|loss|risque|perte|mise)`),
  ],
  stopPercent: [
    new RegExp(`${number} ?% ${gap}{0,2}stop`),
    new RegExp(`stop(?:[ -]loss)? ?${gap}{0,3}${number} ?%`),
    new RegExp(`${number} ?% (?:away|below|under|plus bas|en dessous)`),
  ],
  riskPercent: [
    new RegExp(`${number} ?% (?:of |de |du )?${gap}{0,2}(?:risk|risque)`),
    new RegExp(`(?:risk|risking|risque|risquer|risquant) ?${gap}{0,3}${number} ?%`),
  ],
};

/** Shares that are said in a word; of a word such as "un quart d'heure" nothing is meant. */
const shares: ReadonlyMap<string, string> = new Map([
  ['half', '50%'],
  ['la moitie', '50%'],
  ['a third', '33.33%'],
  ['un tiers', '33.33%'],
  ['a quarter', '25%'],
  ['un quart', '25%'],
  ['three quarters', '75%'],
  ['les trois quarts', '75%'],
]);
const fraction = new RegExp(
  `(?<![a-z])(?:${[...shares.keys()].join('|')})(?!(?: an?| of an| un)? (?:hour|d'heure|percent|per cent|%)|[a-z])`,
  'g',
);

/** Numbers as both languages write them: thousands apart by comma or space, decimals after a point or comma. */
const plain = (text: string): string =>
  fold(text)
    .replace(/(?<=\d)[ \u00A0\u202F,'](?=\d{3}(?!\d))/g, '')
    .replace(/(?<=\d) ?(?:per ?cent|percent|pour ?cent)/g, '%')
    .replace(fraction, word => shares.get(word) ?? word);

const money = [
  /(?:\$|usd|€|£) ?(\d+(?:\.\d+)?) ?(k|m)?(?![a-z\d])/,
  /(\d+(?:[.,]\d+)?) ?(k|m)?(?: ?(?:\$|€|£|usd|dollars?|euros?|eur|bucks))/,
  /(?<![\d.,])(\d+(?:\.\d+)?)(k)(?![a-z\d])/,
  /(?:account|capital|portfolio|savings|compte|portefeuille|with|invest|have|avec|sur|place|placer|investis|de|d'|put|start)(?: (?:of|at|is|de|a))? (\d{3,}(?:[.,]\d+)?)()(?![\d.,%]| ?(?:years?|ans?|trades?|x|%))/,
];

const factors: Readonly<Record<string, number>> = { k: 1e3, m: 1e6 };

const value = (text: string): number => Number(text.replace(',', '.'));

function moneyIn(text: string): number | undefined {
  const found = money.map(pattern => pattern.exec(text)).find(match => match !== null);
  return found ? value(found[1] ?? '') * (factors[found[2] ?? ''] ?? 1) : undefined;
}

const first = (text: string, patterns: readonly RegExp[]): RegExpExecArray | undefined =>
  patterns.map(pattern => pattern.exec(text)).find(match => match !== null) ?? undefined;

/** The percentage that is neither the risk nor the distance of a stop. */
function percentIn(text: string): number | undefined {
  const taken = ['stopPercent', 'riskPercent'].flatMap(name => first(text, figures[name] ?? [])?.[0] ?? []);
  const rest = taken.reduce((left, one) => left.replace(one, ' '), text);
  const found = new RegExp(`${number} ?%`).exec(rest)?.[1];
  return found === undefined ? undefined : value(found);
}

/** A number of a worked example by the name of its field, as a sentence gives it; undefined where it gives none. */
export function readFigure(text: string, name: string): number | undefined {
  const said = plain(text);
  if (name === 'amountUsd') return moneyIn(said);
  if (name === 'percent') return percentIn(said);
  const match = first(said, figures[name] ?? []);
  const found = match?.slice(1).find(group => group !== undefined);
  return found === undefined ? undefined : value(found);
}

/** Every number of a text, as both languages write them. */
export const readNumbers = (text: string): number[] =>
  (plain(text).match(/(?<![\d.,a-z])-?\d+(?:[.,]\d+)?/g) ?? []).map(value);
