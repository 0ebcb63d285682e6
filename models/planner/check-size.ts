import type { Text } from '../../config/text.ts';
import type { Draft } from './plan-call.ts';
import { missingOf } from './plan-call.ts';
import type { Route } from './route.ts';
import { Sentence } from './sentence.ts';

const negative = /(?<![a-z\d.])(?:-|minus |negative |moins )(?:\$ ?)?(?=\d|[\ue000-\uf8ff])/;
const signedStop = /(?:stop(?:[ -]?loss)?|sl|target|objectif|cible)(?: (?:at|a|of|de|is))? ?-/;
const otherMoney = /€|euro|eur\b|£|¥/;

const aboveZero: Text = { en: 'The size must be above zero.', fr: 'La taille doit être supérieure à zéro.' };
const dollarsOnly: Text = {
  en: 'Amounts of money are in US dollars here.',
  fr: 'Ici, les montants sont en dollars américains.',
};

/** An order without the sizes that nobody can trade, and the reason: not above zero, or in another currency. */
export function checkSize(draft: Draft, { read }: Route): Draft {
  const sizes = draft.known.slots.filter(({ group }) => group !== undefined);
  const zero = sizes.some(({ name }) => typeof draft.args[name] === 'number' && Number(draft.args[name]) <= 0);
  const raw = Sentence.of(read.sentence.raw).text;
  const note = noteFor(zero || (negative.test(read.sentence.text) && !signedStop.test(raw)), raw, read.sentence);
  if (!note) return draft;
  const names = sizes.map(({ name }) => name);
  const args = Object.fromEntries(Object.entries(draft.args).filter(([name]) => !names.includes(name)));
  return { known: draft.known, args, missing: missingOf(draft.known, args), note };
}

function noteFor(notPositive: boolean, raw: string, sentence: Sentence): Text | undefined {
  if (notPositive) return aboveZero;
  const foreign = Sentence.all(sentence, 'level').some(({ start, end }) =>
    otherMoney.test(sentence.raw.slice(start, end).toLowerCase()),
  );
  return foreign || /£ ?\d|\d ?[£¥]/.test(raw) ? dollarsOnly : undefined;
}
