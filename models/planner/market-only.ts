import type { Text } from '../../config/text.ts';
import { cutReason } from './read-reason.ts';
import type { Route } from './route.ts';
import { Sentence } from './sentence.ts';
import { settingsIn } from './setting-rule.ts';

const limits =
  /(?<![a-z])limite?d?(?! (?:my|the|mon|ma|mes|le|la|les|a|an)? ?(?:risk|loss(?:es)?|exposure|risque|pertes?|exposition))(?![a-z])/;
const later =
  /(?<![a-z])(?:tomorrow|tmrw|tomorow|tommorrow|tonight|later|next (?!to )[a-z]+|on (?:mon|tues|wednes|thurs|fri)day|(?:this|every|each) (?:week|month|day|morning|evening|afternoon|year|quarter|[a-z]+day)|(?:daily|weekly|monthly)|at (?:the |market )?(?:open|opening|close|closing)|at \d{1,2}(?::\d\d| ?[ap]m)|(?:if|when|once|as soon as|whenever|unless) (?!possible)(?:it|the|they|he|she|price|prices|[\ue000-\uf8ff])|demain|apres-demain|plus tard|ce soir|(?:la semaine|le mois|l'annee|lundi|mardi|mercredi|jeudi|vendredi) prochaine?|(?:lundi|mardi|mercredi|jeudi|vendredi)|(?:chaque|tous les|toutes les) [a-z]+|a (?:l'ouverture|la cloture)|a \d{1,2} ?h(?:\d\d)?|(?!s'il (?:te|vous) plait)(?:si|quand|lorsque|des que|lorsqu'|s')(?: ?(?:le|la|l'|les|il|elle|ils|ca|cela|on|[\ue000-\uf8ff])))(?![a-z])/;
const inTime =
  /(?<![a-z])(?:in|within|dans|d'ici) (?:\d+|an?|une?|one|two|three|deux|trois) (?:minute|hour|heure|day|jour|week|semaine|month|mois)/;
const money = `(?:\\$ ?)?\\d+(?:\\.\\d+)?(?![\\d%])(?! ?(?:%|percent|pour ?cent|per ?cent|units?|shares?|actions?|parts?))`;
const price = new RegExp(
  `(?:(?<![a-z])(?:at|a|around|below|under|above|over|sous|vers|price of|au prix de|price|prix|for less than|pour moins de)|@) ?(?:of |de |about |around |environ )?(?:${money}|${Sentence.any('money')})`,
);
const past =
  /(?<![a-z])(?:bought|sold|since|opened|purchased|ago|yesterday|last|depuis|hier|il y a|dernier|derniere)(?![a-z])/;

const rawOf = ({ read }: Route, kind: 'level' | 'when' | 'span' | 'ahead'): string[] =>
  Sentence.all(read.sentence, kind).map(({ start, end }) => read.sentence.raw.slice(start, end).toLowerCase());

/** "when RSI below 30": the level where a strategy would go in is a condition of an order. */
const conditioned = ({ read }: Route): boolean => {
  const { entry, exit } = settingsIn(read.sentence);
  return entry !== undefined || exit !== undefined;
};

const priced = (route: Route): boolean =>
  price.test(route.read.sentence.text) || rawOf(route, 'level').some(raw => !/%|cent|pct|€|eur/.test(raw));

const timed = (route: Route): boolean =>
  rawOf(route, 'ahead').length > 0 ||
  (!past.test(route.read.sentence.text) && [...rawOf(route, 'when'), ...rawOf(route, 'span')].length > 0);

/** Whether an order names a price to wait for, or another time than now: neither can be done. */
export function waits(route: Route): boolean {
  const said = cutReason(Sentence.of(route.read.sentence.raw)).sentence.text;
  return (
    limits.test(said) || later.test(said) || inTime.test(said) || priced(route) || timed(route) || conditioned(route)
  );
}

export const marketOnlyText: Text = {
  en: 'Nothing was proposed: only market orders, proposed now, are possible here. There is no limit price, and no order for later or on a condition. For example: "Buy 5 units of the S&P 500 with a stop at 2700".',
  fr: "Rien n'a été proposé : seuls des ordres au marché, proposés maintenant, sont possibles ici. Il n'y a ni prix limite, ni ordre pour plus tard ou sous condition. Par exemple : « Achète 5 unités du S&P 500 avec un stop à 2700 ».",
};
