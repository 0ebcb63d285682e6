import { withoutInvisible } from '../../config/clean-text.ts';
import type { Language } from '../../config/settings.ts';
import { translateTo } from '../../config/text.ts';
import type { Card, CardAction } from '../../tools/card.ts';

/** The answers of a check question, each with what is typed to give it. */
export const answersOf = ({ actions }: Pick<Card, 'actions'>): { label: string; typed: string }[] =>
  actions.flatMap(({ kind, label, proposalId = '', choice }) =>
    kind === 'answer' && choice !== undefined ? [{ label, typed: `/answer ${proposalId} ${choice + 1}` }] : [],
  );

/**
 * What is typed where a card's buttons cannot be pressed, one line for each family of them. Questions have numbers of
 * their own.
 * @param rates whether ratings are told as well
 */
export function typedActions({ actions }: Pick<Card, 'actions'>, language: Language, rates: boolean): string[] {
  const t = translateTo(language);
  const idOf = (kind: CardAction['kind']) => actions.find(one => one.kind === kind)?.proposalId;
  const line = (words: string) => `→ ${words}`;
  const [waits, ended] = [idOf('approve'), idOf('again')];
  const decide = {
    en: `/approve ${waits}  /edit ${waits} stop ...  /reject ${waits}`,
    fr: `/approuver ${waits}  /modifier ${waits} stop ...  /rejeter ${waits}`,
  };
  const answers = answersOf({ actions });
  return [
    ...(waits === undefined ? [] : [line(t(decide))]),
    ...(ended === undefined
      ? []
      : [line(t({ en: `To propose it again: /again ${ended}`, fr: `Pour la reproposer : /reproposer ${ended}` }))]),
    ...answers.map(({ label }, i) => `${i + 1}. ${withoutInvisible(label)}`),
    ...(answers.length > 0 ? [line(t({ en: '/answer 1, 2, ...', fr: '/repondre 1, 2, ...' }))] : []),
    ...(rates && actions.some(({ kind }) => kind === 'rate')
      ? [
          line(
            t({
              en: 'Was this right?  /rate good  /rate bad',
              fr: 'Était-ce juste ?  /noter bon  /noter faux',
            }),
          ),
        ]
      : []),
  ];
}
