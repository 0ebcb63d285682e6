import type { Text } from '../../config/text.ts';
import { roundTripCost } from '../../data/broker/costs.ts';
import { sha256 } from '../../data/ledger-chain.ts';
import type { OrderRow } from '../../data/ledger-row.ts';
import { managerChannel, ownerOf, type Person, samePerson } from '../people.ts';
import { type CardRef, pendingOn } from './approval.ts';
import { actorOf, type DeskParts } from './desk-parts.ts';
import type { Proposal } from './proposal.ts';

/** A question about one order with three amounts to choose from, in USD. */
export type CheckQuestion = {
  readonly about: 'loss' | 'value';
  readonly text: Text;
  readonly amountsUsd: readonly number[];
  /** Place of the right amount, from 0. */
  readonly right: number;
};

const texts: Readonly<Record<CheckQuestion['about'], (symbol: string) => Text>> = {
  loss: symbol => ({
    en: `Before your first approval: if the stop of this ${symbol} order is hit, about how much is lost, costs included?`,
    fr: `Avant votre première approbation : si le stop de cet ordre ${symbol} est touché, combien perd-on environ, frais compris ?`,
  }),
  value: symbol => ({
    en: `Before your first approval: about how much money does this ${symbol} order move?`,
    fr: `Avant votre première approbation : quel montant cet ordre ${symbol} engage-t-il environ ?`,
  }),
};

/** True while a person has to answer a question before they may approve; the portfolio manager is none. */
export function needsCheck({ settings, ledger }: DeskParts, person: Person): boolean {
  if (person.channel === managerChannel) return false;
  if (settings.desk.checkQuestion === 'real-money' && settings.broker.kind === 'paper') return false;
  const owner = ownerOf(person);
  return !ledger
    .rows('note')
    .some(({ body }) => body.event === 'check-answered' && body.right && samePerson(body.account, owner));
}

/** Made from the order alone: the same version asks the same question, with the right amount anywhere among the three. */
export function checkQuestion(
  { settings }: Pick<DeskParts, 'settings'>,
  { proposal, order }: { proposal: Proposal; order: OrderRow },
): CheckQuestion {
  const { quantity, referencePrice: price, stop, symbol, reduceOnly } = order;
  const about = stop === undefined || reduceOnly ? 'value' : 'loss';
  const distance = stop === undefined ? 0 : Math.abs(price - stop) * quantity;
  const amount = about === 'loss' ? distance + roundTripCost(price, quantity, settings.broker) : quantity * price;
  const right = Number.parseInt(sha256(`${proposal.id}/${proposal.hash}`).slice(0, 6), 16) % 3;
  const wrong = [amount / 10, amount * 10];
  return { about, text: texts[about](symbol), amountsUsd: wrong.toSpliced(right, 0, amount), right };
}

/** Writes the answer down; a wrong one changes nothing else. @throws QuaestorError as `pendingOn` */
export function hasAnswered(parts: DeskParts, card: CardRef, choice: number, person: Person): boolean {
  const right = checkQuestion(parts, pendingOn(parts, card, person, 'approver')).right === choice;
  parts.ledger.append('note', { event: 'check-answered', account: ownerOf(person), right }, actorOf(person));
  return right;
}
