import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { asQuaestorError, QuaestorError } from '../../config/errors.ts';
import { Language } from '../../config/settings.ts';
import type { OutgoingRow, Priority } from '../../data/outbox-store.ts';
import type { AccountId } from '../../data/people-store.ts';
import { Card } from '../../tools/card.ts';
import type { Proposal } from '../desk/proposal.ts';
import { CardCopies, type CardCopiesParts } from './card-copies.ts';
import type { Channel, Outgoing } from './channel.ts';
import { pauseOf } from './pause.ts';

export type DeliveryParts = CardCopiesParts;

/** What listeners in this process hear: the account or a proposal changed, or somebody is alerted. */
export type LiveEvent = { type: 'changed' } | { type: 'alert'; owner: AccountId; card: Card };

/** A message as it is kept: a proposal by its id, so that its card is never older than its sending. */
const Kept = z.object({
  language: Language,
  text: z.string().optional(),
  card: Card.optional(),
  proposalId: z.string().optional(),
});

/** Sends that run at once on one channel, each to another chat. */
const mostAtOnce = 8;
/** After this a message that could not be sent is given up. */
const patienceMs = 24 * 3_600_000;
const roundMs = 500;
/** How long sends that run are waited for at the end. */
const farewellMs = 2000;

/** A channel with what it does now. */
type Lane = {
  readonly channel: Channel;
  /** The sends that run, by chat: one in each, so that its order is kept. */
  readonly sending: Map<string, Promise<void>>;
  /** Chats where a message went out and could not be marked as sent: rather silent until a restart than twice. */
  readonly silent: Set<string>;
  editing: Promise<void> | undefined;
};

/**
 * Brings messages to people and keeps every copy of a proposal's card true. Each chat of each channel has its own messages
 * worked off in their order, so that one that is down or hangs delays no other; what waits is in the database and survives
 * a restart.
 */
export class Delivery {
  readonly #parts: DeliveryParts;
  readonly #lanes = new Map<string, Lane>();
  readonly #listeners = new Set<(event: LiveEvent) => void>();
  readonly #copies: CardCopies;
  #timer: NodeJS.Timeout | undefined;
  #nudged = false;
  #closed = false;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
    this.#copies = new CardCopies(parts);
  }

  /** A channel that can be reached from now on; what waited for it is sent. */
  attach(channel: Channel): void {
    this.#lanes.set(channel.name, { channel, sending: new Map(), silent: new Set(), editing: undefined });
    this.#timer ??= setInterval(() => this.nudge(), roundMs).unref();
    this.nudge();
  }

  /** The channels that are attached. */
  names(): string[] {
    return [...this.#lanes.keys()];
  }

  reaches(channel: string): boolean {
    return this.#lanes.has(channel);
  }

  /**
   * Writes a message down and sends it as soon as its channel can. One with a known key is not sent again.
   * @param notBefore UTC ms
   * @returns whether it is new
   */
  post(
    { channel, chat }: { channel: string; chat: string },
    message: Outgoing,
    { priority = 'info', key, notBefore }: { priority?: Priority; key?: string; notBefore?: number } = {},
  ): boolean {
    const fresh = this.#parts.store.add(channel, chat, priority, message, key, notBefore);
    this.nudge();
    return fresh;
  }

  /** Sends the card of a proposal, as it is when it is sent; it is edited when its proposal changes. */
  postProposal({ channel, chat }: { channel: string; chat: string }, proposal: Proposal, language: Language): boolean {
    const key = `${proposal.id}/v${proposal.version}/${channel}/${chat}`;
    const fresh = this.#parts.store.add(channel, chat, 'warning', { language, proposalId: proposal.id }, key);
    this.nudge();
    return fresh;
  }

  /** A card that a channel showed in a turn: it is edited when its proposal changes. */
  shown(channel: string, chat: string, messageId: string, proposalId: string, language: Language): void {
    const proposal = this.#parts.findProposal(proposalId);
    if (!proposal) return;
    const { version, state } = proposal;
    this.#parts.store.keepCopy({ channel, chat, messageId, proposalId, version, state, language });
  }

  /** Tells whoever listens in this process, such as an open page. */
  tell(event: LiveEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Calls back with what happens from now on; the returned function ends it. */
  listen(listener: (event: LiveEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Lets every channel work off what waits, after the transaction in which this may be called. */
  nudge(): void {
    if (this.#nudged) return;
    this.#nudged = true;
    queueMicrotask(() => {
      this.#nudged = false;
      this.#workOff();
    });
  }

  /** Waits until nothing runs and nothing is due: for tests. */
  async settled(): Promise<void> {
    for (;;) {
      this.#workOff();
      const lanes = [...this.#lanes.values()];
      await Promise.all(lanes.flatMap(({ sending, editing }) => [...sending.values(), editing]));
      if (lanes.every(lane => this.#isIdle(lane))) return;
    }
  }

  /** What runs is waited for a moment; what waits stays written down. */
  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    const lanes = [...this.#lanes.values()];
    const running = Promise.all(lanes.flatMap(({ sending, editing }) => [...sending.values(), editing]));
    await Promise.race([running, setTimeout(farewellMs, undefined, { ref: false })]);
    await Promise.all(lanes.map(({ channel }) => channel.close()));
    this.#lanes.clear();
  }

  #workOff(): void {
    if (this.#closed) return;
    for (const lane of this.#lanes.values()) {
      this.#fill(lane);
      lane.editing ??= this.#copies
        .edit(lane.channel)
        .catch(this.#failed(lane))
        .finally(() => {
          lane.editing = undefined;
        });
    }
  }

  #failed({ channel }: Lane): (error: unknown) => void {
    return error => this.#parts.log.error('delivery failed', { channel: channel.name, error });
  }

  /** Begins as many sends as may run at once. */
  #fill(lane: Lane): void {
    try {
      for (const row of this.#due(lane, mostAtOnce - lane.sending.size)) {
        const sending = this.#send(lane.channel, row)
          .catch(error => {
            lane.silent.add(row.chat);
            this.#failed(lane)(error);
          })
          .finally(() => {
            lane.sending.delete(row.chat);
            this.#fill(lane);
          });
        lane.sending.set(row.chat, sending);
      }
    } catch (thrown) {
      this.#failed(lane)(thrown);
    }
  }

  #due(lane: Lane, most: number): OutgoingRow[] {
    const { channel, sending, silent } = lane;
    if (this.#closed || most <= 0) return [];
    return this.#parts.store.due(channel.name, most, [...sending.keys(), ...silent]);
  }

  #isIdle(lane: Lane): boolean {
    const { channel, sending, editing } = lane;
    return (
      !editing && sending.size === 0 && this.#due(lane, 1).length === 0 && this.#copies.stale(channel).length === 0
    );
  }

  async #send(channel: Channel, row: OutgoingRow): Promise<void> {
    const { store, wall, log } = this.#parts;
    let sent: { messageId: string | undefined; proposal: Proposal | undefined; language: Language };
    try {
      const { message, proposal } = this.#messageOf(row);
      sent = { messageId: await channel.send(row.chat, message), proposal, language: message.language };
    } catch (thrown) {
      const error = asQuaestorError(thrown);
      if (error.retryable && wall.now() - row.createdAt < patienceMs) {
        store.postpone(row.id, wall.now() + pauseOf(error, row.tries), error.message);
      } else {
        log.warn('a message was given up', { channel: channel.name, id: row.id, error });
        store.bury(row.id, error.message);
      }
      return;
    }
    store.sent(row.id);
    const { messageId, proposal, language } = sent;
    if (!proposal || messageId === undefined) return;
    const { id, version, state } = proposal;
    store.keepCopy({ channel: row.channel, chat: row.chat, messageId, proposalId: id, version, state, language });
  }

  /** A message as it is sent now. @throws QuaestorError when it cannot be made any more */
  #messageOf({ body }: OutgoingRow): { message: Outgoing; proposal: Proposal | undefined } {
    const { language, text, card, proposalId } = Kept.parse(body);
    const proposal = proposalId === undefined ? undefined : this.#parts.findProposal(proposalId);
    if (proposalId !== undefined && !proposal) {
      throw new QuaestorError('desk.not-found', `There is no proposal "${proposalId}" any more.`);
    }
    const shown = proposal ? this.#parts.cardOf(proposal, language) : card;
    const message = { language, ...(text === undefined ? {} : { text }), ...(shown ? { card: shown } : {}) };
    return { message, proposal };
  }
}
