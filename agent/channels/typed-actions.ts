import { withoutInvisible } from '../../config/clean-text.ts';
import type { Language } from '../../config/settings.ts';
import { type Translate, translateTo } from '../../config/text.ts';
import type { Card, CardAction } from '../../tools/card.ts';
import { nameOf } from '../desk/proposal.ts';

/** The answers of a check question, each with what is typed to give it. */
export const answersOf = ({ actions }: Pick<Card, 'actions'>): { label: string; typed: string }[] =>
  actions.flatMap(({ kind, label, proposalId = '', choice }) =>
    kind === 'answer' && choice !== undefined ? [{ label, typed: `/answer ${proposalId} ${choice + 1}` }] : [],
  );

/** The answer that a card's thumbs judge. */
export const ratedIdOf = ({ actions }: Pick<Card, 'actions'>): string | undefined =>
  actions.find(({ kind }) => kind === 'rate')?.ratedId;

const line = (words: string): string => `→ ${words}`;

function decideLines({ actions }: Pick<Card, 'actions'>, t: Translate): string[] {
  const actionOf = (kind: CardAction['kind']) => actions.find(one => one.kind === kind);
  const [{ proposalId: waits, version = 1 } = {}, { proposalId: ended } = {}] = [
    actionOf('approve'),
    actionOf('again'),
  ];
  const seen = nameOf(waits ?? '', version);
  const decide = {
    en: `/approve ${seen}  /edit ${waits} stop ...  /reject ${waits}`,
    fr: `/approuver ${seen}  /modifier ${waits} stop ...  /rejeter ${waits}`,
  };
  const again = { en: `To propose it again: /again ${ended}`, fr: `Pour la reproposer : /reproposer ${ended}` };
  return [...(waits === undefined ? [] : [line(t(decide))]), ...(ended === undefined ? [] : [line(t(again))])];
}

function answerLines(card: Pick<Card, 'actions'>, t: Translate): string[] {
  const answers = answersOf(card).map(({ label }, i) => `${i + 1}. ${withoutInvisible(label)}`);
  return answers.length === 0 ? [] : [...answers, line(t({ en: '/answer 1, 2, ...', fr: '/repondre 1, 2, ...' }))];
}

/** The answer that was shown last needs no id. */
function rateLines(card: Pick<Card, 'actions'>, t: Translate, lastRated: string | undefined): string[] {
  const ratedId = ratedIdOf(card);
  if (ratedId === undefined) return [];
  const id = ratedId === lastRated ? '' : ` ${ratedId}`;
  const words = {
    en: `Was this right?  /rate${id} good  /rate${id} bad`,
    fr: `Était-ce juste ?  /noter${id} bon  /noter${id} faux`,
  };
  return [line(t(words))];
}

export type Rates = {
  /** The answer that a rating without an id means. */
  readonly lastRated: string | undefined;
};

/**
 * What is typed where a card's buttons cannot be pressed, one line for each family of them. Questions have numbers of
 * their own.
 * @param rates absent where ratings are not told of
 */
export function typedActions(card: Pick<Card, 'actions'>, language: Language, rates?: Rates): string[] {
  const t = translateTo(language);
  return [...decideLines(card, t), ...answerLines(card, t), ...(rates ? rateLines(card, t, rates.lastRated) : [])];
}
