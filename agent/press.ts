import { QuaestorError } from '../config/errors.ts';
import { type Translate, translateTo } from '../config/text.ts';
import type { Judged, Rating } from '../knowledge/memory/feedback.ts';
import type { CardInput } from '../tools/card.ts';
import { Card } from '../tools/card.ts';
import type { Agent } from './agent.ts';
import type { CardRef } from './desk/approval.ts';
import type { Change } from './desk/change.ts';
import type { CheckQuestion } from './desk/check-question.ts';
import type { Proposed, Tap } from './desk/desk.ts';
import type { Emit } from './events.ts';
import { ownerOf, type Person } from './people.ts';

/** A button that was pressed, with what it carries. Deterministic code alone decides on it. */
export type Press =
  | Tap
  | (CardRef & { readonly verb: 'again' })
  | (CardRef & { readonly verb: 'edit'; readonly change: Change })
  | (CardRef & { readonly verb: 'answer'; readonly choice: number })
  | { readonly verb: 'rate'; readonly ratedId: string; readonly rating: Rating };

type Pressed<V extends Press['verb']> = Extract<Press, { verb: V }>;

type Hand = { agent: Agent; person: Person; emit: Emit; t: Translate };

const say = ({ agent, emit }: Hand, text: string): void =>
  emit({ type: 'answer-end', text, answeredBy: 'desk', asOf: agent.asOf() });

function show(hand: Hand, name: string, made: CardInput, ok = true): void {
  const card = Card.parse(made);
  hand.emit({ type: 'tool-result', id: `desk/${name}`, name, ok, card });
  say(hand, card.lead ?? '');
}

/** The question before a first approval, with a button for each amount. */
function questionCard(card: CardRef, { text, amountsUsd }: CheckQuestion, t: Translate): CardInput {
  const { proposalId, version, nonce } = card;
  return {
    title: t({ en: `A question about ${proposalId}`, fr: `Une question sur ${proposalId}` }),
    lead: t(text),
    actions: amountsUsd.map((amount, choice) => ({
      kind: 'answer',
      label: t.money(amount),
      proposalId,
      version,
      nonce,
      choice,
    })),
    footnote: t({
      en: 'The figures are on its card. Approving opens with the right answer, once for all.',
      fr: 'Les chiffres sont sur sa carte. La bonne réponse ouvre l’approbation, une fois pour toutes.',
    }),
  };
}

/** What became of a draft, in the place of the card that was pressed or as a new one. */
function tell(hand: Hand, proposed: Proposed, instead: boolean): void {
  const { scenes } = hand.agent.parts;
  if (proposed.kind === 'refused') {
    show(hand, 'gate', scenes.refused(proposed.draft, proposed.verdict, hand.t), false);
    return;
  }
  const { id: proposalId, version, state } = proposed.proposal;
  const card = scenes.proposal(proposed.proposal, hand.t);
  hand.emit(
    instead
      ? { type: 'proposal-changed', proposalId, version, state, card }
      : { type: 'proposal-made', proposalId, version, card },
  );
  say(hand, card.lead ?? '');
}

async function approve(hand: Hand, press: Tap): Promise<void> {
  const { agent, person, emit, t } = hand;
  const { desk } = agent.parts;
  const question = press.verb === 'approve' ? await desk.question(press, person) : undefined;
  if (question) show(hand, 'check', questionCard(press, question, t));
  else agent.announce(await desk.decide(press, person), person, emit);
}

async function answer(hand: Hand, press: Pressed<'answer'>): Promise<void> {
  const { agent, person, t } = hand;
  const { desk } = agent.parts;
  if (await desk.answer(press, press.choice, person)) {
    const lead = t({
      en: `Right. You may approve ${press.proposalId} now, on its card.`,
      fr: `C'est juste. Vous pouvez maintenant approuver ${press.proposalId}, sur sa carte.`,
    });
    show(hand, 'check', { title: t({ en: 'Right', fr: 'Juste' }), lead, tone: 'good' });
    return;
  }
  const question = await desk.question(press, person);
  const wrong = t({ en: 'That is not it: read the card once more. ', fr: "Ce n'est pas cela : relisez la carte. " });
  if (question)
    show(hand, 'check', { ...questionCard(press, question, t), lead: `${wrong}${t(question.text)}` }, false);
}

const thanks: Readonly<Record<Exclude<Judged, 'unknown'>, { en: string; fr: string }>> = {
  kept: { en: 'Thank you: noted for the next training.', fr: "Merci : c'est noté pour le prochain entraînement." },
  changed: { en: 'Thank you: your judgement is changed.', fr: 'Merci : votre jugement est modifié.' },
  same: { en: 'You said so already, thank you.', fr: "Vous l'aviez déjà dit, merci." },
};

function rate(hand: Hand, { ratedId, rating }: Pressed<'rate'>): void {
  const { agent, person, t } = hand;
  const judged = agent.parts.feedback.judge(ownerOf(person), ratedId, rating, person.channel);
  if (judged === 'unknown') {
    throw new QuaestorError('user.bad-request', {
      en: 'What this button judges is not kept any more.',
      fr: "Ce que ce bouton juge n'est plus conservé.",
    });
  }
  show(hand, 'feedback', {
    title: t({ en: 'Feedback', fr: 'Avis' }),
    lead: t(thanks[judged]),
    tone: 'good',
  });
}

/** Does what a button asks for. @throws QuaestorError as `Desk.decide` */
export async function press(agent: Agent, pressed: Press, person: Person, emit: Emit): Promise<void> {
  const hand: Hand = { agent, person, emit, t: translateTo(person.language) };
  const { desk, delivery } = agent.parts;
  try {
    if (pressed.verb === 'edit') tell(hand, await desk.edit(pressed, pressed.change, person), true);
    else if (pressed.verb === 'again') tell(hand, await desk.again(pressed, person), false);
    else if (pressed.verb === 'answer') await answer(hand, pressed);
    else if (pressed.verb === 'rate') rate(hand, pressed);
    else await approve(hand, pressed);
  } finally {
    delivery.nudge();
    delivery.tell({ type: 'changed' });
  }
}
