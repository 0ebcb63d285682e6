import { askedView } from './asked-view.ts';
import { type CardWorld, cardView, isBare, repeats } from './card-view.ts';
import { element } from './element.ts';
import { markdown } from './markdown.ts';
import type { Proposals } from './proposals.ts';
import type { Said } from './server.ts';
import { words } from './words.ts';

/** A question or an answer of an earlier visit. A proposal in it is the one that the panel shows, in its state of now. */
export function pastTurn(
  { role, text, cards = [], stopped }: Said,
  world: CardWorld,
  proposals: Proposals,
): HTMLElement {
  const { t } = world.reader;
  if (role === 'human') return element('article', { class: 'turn past human' }, askedView(text, t));
  const told = cards.filter(({ card }) => !(isBare(card) && repeats(text, card.lead)));
  const shown = told.map(({ card, proposalId }) =>
    proposalId === undefined ? cardView(card, world, { said: text }) : proposals.copy(proposalId, card).element,
  );
  const meta = stopped ? t(text === '' ? words.stopped : words.stoppedKept) : undefined;
  const answer = element(
    'div',
    { class: 'answer' },
    text === '' ? undefined : element('div', { class: 'text' }, markdown(text)),
    shown.length > 0 ? element('div', { class: 'cards' }, ...shown) : undefined,
    meta === undefined ? undefined : element('p', { class: 'meta' }, meta),
  );
  return element('article', { class: 'turn past ai' }, answer);
}
