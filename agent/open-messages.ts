import type { Language } from '../config/settings.ts';
import { OutboxStore } from '../data/outbox-store.ts';
import { FeedbackStore } from '../knowledge/memory/feedback.ts';
import type { Card } from '../tools/card.ts';
import { Delivery } from './delivery/delivery.ts';
import type { Proposal } from './desk/proposal.ts';
import { FeedbackLinks } from './feedback-links.ts';
import { type AlertWorld, type OpenedAlerts, openAlerts } from './open-alerts.ts';

const dayMs = 86_400_000;
/** How long an answer that nobody judged is kept for its judgement. */
const ratedDays = 90;

export type MessageWorld = Omit<AlertWorld, 'delivery' | 'outbox' | 'keepRated'> & {
  /** The card of a proposal in the state that it has now. */
  cardOf: (proposal: Proposal, language: Language) => Card;
};

/** Everything that reaches people outside a turn, and what they say to it. */
export type OpenedMessages = {
  outbox: OutboxStore;
  delivery: Delivery;
  alerting: OpenedAlerts;
  feedback: FeedbackStore;
  feedbackLinks: FeedbackLinks;
};

export function openMessages({ cardOf, ...world }: MessageWorld): OpenedMessages {
  const { settings, database, wall, log, desk, register } = world;
  const outbox = new OutboxStore(database, wall);
  const delivery = new Delivery({
    store: outbox,
    log,
    wall,
    findProposal: id => desk.find(id),
    cardOf,
    personOf: owner => register.person(owner),
  });
  const feedback = new FeedbackStore(database, wall, ratedDays * dayMs);
  const alerting = openAlerts({ ...world, delivery, outbox, keepRated: rated => feedback.keep(rated) });
  return {
    outbox,
    delivery,
    alerting,
    feedback,
    feedbackLinks: new FeedbackLinks(alerting.store, wall, settings.alerts.feedbackDays * dayMs),
  };
}
