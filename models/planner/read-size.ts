import { type MentionKind, Sentence } from './sentence.ts';

const n = '(\\d+(?:\\.\\d+)?)';
const usd = '(?:\\$|usd|us dollars?|dollars? us|dollars?|bucks)(?![a-z])';
const percent = '(?:%|per ?cent|pct|pour ?cents?)(?![a-z])';
const links =
  "(?: ?(?:-|at|of|to|a|au|de|d'|=|:|is|under|below|above|over|sous|vers|around|near|@|price|order|level|set|placed|prix|place|fixe|mis|est|cours|max|the|by|je|my|only|seulement|just|les?) ?| )*";
const stop =
  '(?<![a-z])(?:(?:with|avec|and|et|,) )*(?:(?:an?|une?|des|my|mon|le|les|the|tight|hard) )*(?:stops?(?:[ -]?loss(?:es)?)?(?: de protection| suiveur)?|sl)';
const target =
  '(?<![a-z])(?:(?:with|avec|and|et|,) )*(?:(?:an?|une?|my|mon|le|the) )*(?:(?:profit |price )?target(?:ing)?|take[ -]?profit|tp|cible|objectif(?: de (?:gain|cours|prix))?|prise de benefices?|goal|viser|visant|vise)';
const risk = '(?<![a-z])(?:risk(?:ing|s)?|risqu(?:e[rsz]?|ant|ons)|at risk)';
const units = '(?:units?|shares?|contracts?|lots?|coins?|tokens?|actions?|parts?|titres?|unites?|contrats?)(?![a-z])';
const times = '(?:days?|weeks?|months?|years?|hours?|jours?|semaines?|mois|ans?|heures?|seances?)(?![a-z])';
const symbol = Sentence.any('symbol');

const position = `(?: of| de| d')(?: (?:my|the|ma|mes|la|le|mon|our))?(?: l')? ?(?:${symbol} ?)?(?:position|holdings?|shares?|stake|actions|ligne)|(?: of| de| d')(?: (?:my|mes|mon|ma)) ${symbol}`;

/** `hint` is a quick test that must hold before the pattern is tried. */
type Rule = { kind: MentionKind; hint: RegExp; pattern: RegExp };

const share = /%|cent|pct/;
const halt = /stop|sl(?![a-z])/;
const goal = /target|profit|tp(?![a-z])|cible|objectif|benefice|goal|vis/;
const any = /\d/;

/** From the most to the least specific; what one rule takes, the next does not see. Each captures its number. */
const rules: readonly Rule[] = [
  {
    kind: 'stop-percent',
    hint: halt,
    pattern: new RegExp(
      `${stop}${links}${n} ?${percent}(?: (?:below|under|lower|away|sous|en dessous|plus bas)(?: (?:the|le) (?:price|prix|cours|entry|current price))?)?`,
      'g',
    ),
  },
  {
    kind: 'stop-percent',
    hint: halt,
    pattern: new RegExp(
      `(?:with |avec |and |et )?(?:an? |une? )?${n} ?${percent} (?:trailing |tight )?(?:stops?(?:[ -]?loss(?:es)?)?|sl)(?![a-z])`,
      'g',
    ),
  },
  {
    kind: 'target-percent',
    hint: goal,
    pattern: new RegExp(
      `(?:with |avec |and |et )?(?:an? |une? )?${n} ?${percent} (?:profit )?(?:targets?|take[ -]?profits?|tp)(?![a-z])`,
      'g',
    ),
  },
  { kind: 'target-percent', hint: goal, pattern: new RegExp(`${target}${links}\\+?${n} ?${percent}`, 'g') },
  {
    kind: 'risk-percent',
    hint: /ris[kq]/,
    pattern: new RegExp(
      `${risk}${links}${n} ?${percent}(?: (?:of|de|du|d')(?: ?(?:my|the|mon|ma|le|la))?(?: ?l')? ?(?:account|capital|equity|portfolio|money|compte|portefeuille|cash|fonds)(?: value)?)?`,
      'g',
    ),
  },
  {
    kind: 'risk-percent',
    hint: /ris[kq]/,
    pattern: new RegExp(
      `${n} ?${percent}(?: (?:of|de|du))?(?: (?:my|the|mon|le|account|compte|capital|equity))* ?(?:at risk|risk(?:ed)?|de risque|risque|en risque|a risque)(?![a-z])`,
      'g',
    ),
  },
  { kind: 'stop', hint: halt, pattern: new RegExp(`${stop}${links}\\$? ?${n}(?: ?${usd})?`, 'g') },
  {
    kind: 'stop',
    hint: halt,
    pattern: new RegExp(`(?:with |avec )?(?:an? |une? )?\\$?${n} (?:stop(?:[ -]?loss)?|sl)(?![a-z])`, 'g'),
  },
  { kind: 'target', hint: goal, pattern: new RegExp(`${target}${links}\\$? ?${n}(?: ?${usd})?`, 'g') },
  {
    kind: 'target',
    hint: goal,
    pattern: new RegExp(`(?:with |avec )?(?:an? |une? )?\\$?${n} (?:target|take[ -]?profit|tp)(?![a-z])`, 'g'),
  },
  { kind: 'level', hint: share, pattern: new RegExp(`${n} ?${percent}(?:${position})`, 'g') },
  {
    kind: 'percent',
    hint: share,
    pattern: new RegExp(
      `${n} ?${percent}(?: (?:of|de|du|d')(?: ?(?:my|the|mon|ma|mes|le|la|our|total|whole))*(?: ?l')? ?(?:account|capital|equity|portfolio|money|compte|portefeuille|cash|fonds|liquidites|argent|avoirs|encours)(?: value)?)?`,
      'g',
    ),
  },
  {
    kind: 'level',
    hint: any,
    pattern: new RegExp(
      `(?:(?<=${symbol}|${units}) (?:at|@|a|around|below|above|sous|au prix de|if it (?:hits|falls to|drops to|reaches)|when it (?:hits|falls to|drops to|reaches)) |@ ?)\\$? ?${n}(?: ?${usd})?(?! ?(?:${units}|${percent}|${times}))`,
      'g',
    ),
  },
  {
    kind: 'money',
    hint: /\$|usd|dollar|bucks/,
    pattern: new RegExp(`\\$ ?${n}(?: ?(?:usd|dollars?))?(?: worth)?`, 'g'),
  },
  { kind: 'money', hint: /\$|usd|dollar|bucks/, pattern: new RegExp(`(?<![\\d.])${n} ?${usd}(?: worth)?`, 'g') },
  { kind: 'level', hint: /€|eur/, pattern: new RegExp(`(?<![\\d.])${n} ?(?:€|euros?|eur)(?![a-z])|€ ?${n}`, 'g') },
  {
    kind: 'quantity',
    hint: any,
    pattern: new RegExp(`(?<![\\d./-])${n} (?:more |extra |autres |other )?${units}`, 'g'),
  },
  {
    kind: 'quantity',
    hint: any,
    pattern: new RegExp(
      `(?<![\\d./-])(?<!(?<![a-z])(?:in|since|from|to|and|between|en|depuis|et|last|past|derniers?|dernieres?|top) )${n}(?=(?: more)? (?:d'|de |of |of the |de l'|des |du )?${symbol})`,
      'g',
    ),
  },
  {
    kind: 'quantity',
    hint: any,
    pattern: new RegExp(`(?<![\\d./-])${n}(?= (?:of (?:it|them|those|these)|d'entre|de plus|more)(?![a-z]))`, 'g'),
  },
];

/** Marks stops, targets, risks, percents, money and counted units; values are plain numbers. */
export const markSizes = (sentence: Sentence): Sentence =>
  !/\d/.test(sentence.text)
    ? sentence
    : rules.reduce(
        (made, { kind, hint, pattern }) =>
          hint.test(made.text) ? Sentence.mark(made, kind, pattern, match => Number(match[1] ?? match[2])) : made,
        sentence,
      );
