import { Delivery } from '../../agent/delivery/delivery.ts';
import { QuaestorError } from '../../config/errors.ts';
import { openLog } from '../../config/log.ts';
import { type Database, openDatabase } from '../../data/database.ts';
import { OutboxStore } from '../../data/outbox-store.ts';
import { HandClock } from './test-agent.ts';

export const down = () => new QuaestorError('provider.unavailable', 'down');
export const wait = (retryAfterMs: unknown) => new QuaestorError('provider.rate-limited', 'wait', { retryAfterMs });
export const refused = () => new QuaestorError('provider.refused', 'blocked by the user');

export type DeliveryWorld = { delivery: Delivery; store: OutboxStore; wall: HandClock; database: Database };

/** A delivery without proposals, on its own database or on one that another left. */
export function deliveryWorld(left?: Pick<DeliveryWorld, 'database' | 'wall'>): DeliveryWorld {
  const { database, wall } = left ?? { database: openDatabase(':memory:'), wall: new HandClock() };
  const store = new OutboxStore(database, wall);
  const cardOf = () => {
    throw new Error('no proposals here');
  };
  const personOf = () => {
    throw new Error('messages for nobody in particular');
  };
  const delivery = new Delivery({
    store,
    log: openLog('silent'),
    wall,
    findProposal: () => undefined,
    cardOf,
    personOf,
  });
  return { delivery, store, wall, database };
}

/** Posts texts to a chat, one after the other. */
export function post(delivery: Delivery, channel: string, chat: string, ...texts: string[]): void {
  for (const text of texts) delivery.post({ channel, chat }, { text, language: 'en' });
}

/** What hangs until it is let go. */
export class Hanging {
  #waiting: (() => void)[] = [];

  readonly hang = (): Promise<void> => new Promise(resolve => this.#waiting.push(resolve));

  letGo(): void {
    for (const one of this.#waiting.splice(0)) one();
  }
}
