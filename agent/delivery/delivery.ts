import { setTimeout } from 'node:timers/promises';
import { asQuaestorError, QuaestorError } from '../../config/errors.ts';
import type { Language } from '../../config/settings.ts';
import { leaseMs, type OutgoingRow, type Priority } from '../../data/outbox-store.ts';
import type { AccountId } from '../../data/people-store.ts';
import type { Card } from '../../tools/card.ts';
import type { Proposal } from '../desk/proposal.ts';
import type { Person } from '../people.ts';
import { accountText } from '../register.ts';
import { CardCopies, type CardCopiesParts, copyOf } from './card-copies.ts';
import type { Channel, Outgoing } from './channel.ts';
import { KeptMessage } from './kept-message.ts';
import { pauseOf } from './pause.ts';
import { mayHear, type Recipient } from './recipient.ts';

export type DeliveryParts = CardCopiesParts & {
  /** The person behind an account, with the role of this moment. */
  personOf: (owner: AccountId) => Person;
};

/** What listeners in this process hear: the account or a proposal changed, or somebody is alerted. */
export type LiveEvent = { type: 'changed' } | { type: 'alert'; owner: AccountId; card: Card };

export type PostOptions = {
  priority?: Priority;
  /** What makes two messages one. */
  key?: string;
  /** UTC ms. */
  notBefore?: number;
  /** Whom it is for, where not everybody may read it; absent: whoever reads there. */
  to?: Recipient;
};

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
  /** What is due could not be read or taken: until the next round nothing can be done. */
  stalled: boolean;
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
  /** Ids of messages that are being sent, and of those that went out and could not be marked. */
  readonly #held = new Set<number>();
  #renewedAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #nudged = false;
  #closed = false;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
    this.#copies = new CardCopies(parts);
  }

  /** A channel that can be reached from now on; what waited for it is sent. */
  attach(channel: Channel): void {
    this.#lanes.set(channel.name, {
      channel,
      sending: new Map(),
      silent: new Set(),
      editing: undefined,
      stalled: false,
    });
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
   * @returns whether it is new
   */
  post(
    { channel, chat }: { channel: string; chat: string },
    message: Outgoing,
    { priority = 'info', key, notBefore, to }: PostOptions = {},
  ): boolean {
    const kept = { ...message, ...(to ? { to } : {}) };
    const fresh = this.#parts.store.add(channel, chat, priority, kept, key, notBefore);
    this.nudge();
    return fresh;
  }

  /**
   * Sends the card of a proposal, as it is when it is sent; it is edited when its proposal changes.
   * @param to whom it is for: nothing is sent to one who may not decide on it any more
   */
  postProposal(
    { channel, chat }: { channel: string; chat: string },
    proposal: Proposal,
    language: Language,
    to?: AccountId,
  ): boolean {
    const key = `${proposal.id}/v${proposal.version}/${channel}/${chat}`;
    const kept = {
      language,
      proposalId: proposal.id,
      ...(to ? { to: { owner: { channel: to.channel, id: to.id }, needs: 'approver' } } : {}),
    };
    const fresh = this.#parts.store.add(channel, chat, 'warning', kept, key);
    this.nudge();
    return fresh;
  }

  /** A card that a channel showed in a turn: it is edited when its proposal changes. */
  shown(channel: string, chat: string, messageId: string, proposalId: string, language: Language): void {
    const proposal = this.#parts.findProposal(proposalId);
    if (!proposal) return;
    this.#parts.store.keepCopy(copyOf(proposal, { channel, chat, messageId, language }));
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
    this.#renew();
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

  /** What is still being sent stays this process's own. */
  #renew(): void {
    const now = this.#parts.wall.now();
    if (this.#held.size === 0 || now - this.#renewedAt < leaseMs / 3) return;
    this.#renewedAt = now;
    try {
      this.#parts.store.renew([...this.#held]);
    } catch (error) {
      this.#parts.log.error('messages that are being sent could not be kept', { error: asQuaestorError(error) });
    }
  }

  #failed({ channel }: Lane): (error: unknown) => void {
    return error => this.#parts.log.error('delivery failed', { channel: channel.name, error });
  }

  /** Begins as many sends as may run at once. */
  #fill(lane: Lane): void {
    try {
      for (const row of this.#claimed(lane)) {
        this.#held.add(row.id);
        const sending = this.#send(lane.channel, row)
          .then(() => {
            this.#held.delete(row.id);
          })
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
      lane.stalled = false;
    } catch (thrown) {
      lane.stalled = true;
      this.#failed(lane)(thrown);
    }
  }

  #claimed({ channel, sending, silent }: Lane): OutgoingRow[] {
    const most = mostAtOnce - sending.size;
    if (this.#closed || most <= 0) return [];
    return this.#parts.store.claim(channel.name, most, [...sending.keys(), ...silent]);
  }

  #isIdle(lane: Lane): boolean {
    const { channel, sending, silent, editing, stalled } = lane;
    if (editing || sending.size > 0 || this.#copies.stale(channel).length > 0) return false;
    return this.#closed || stalled || this.#parts.store.due(channel.name, 1, [...silent]).length === 0;
  }

  /** A person who lost what a message needs; undefined where it may be sent. */
  #barred({ to }: KeptMessage): AccountId | undefined {
    return to === undefined || mayHear(this.#parts.personOf(to.owner), to.needs) ? undefined : to.owner;
  }

  async #send(channel: Channel, row: OutgoingRow): Promise<void> {
    const { store, wall, log } = this.#parts;
    let sent: { messageId: string | undefined; proposal: Proposal | undefined; language: Language };
    try {
      const kept = KeptMessage.parse(row.body);
      const barred = this.#barred(kept);
      if (barred) {
        log.warn('a message was dropped: its reader may not see it any more', {
          id: row.id,
          person: accountText(barred),
        });
        store.drop(row.id);
        return;
      }
      const { message, proposal } = this.#messageOf(kept);
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
    store.keepCopy(copyOf(proposal, { channel: row.channel, chat: row.chat, messageId, language }));
  }

  /** A message as it is sent now. @throws QuaestorError when it cannot be made any more */
  #messageOf({ language, text, card, proposalId }: KeptMessage): { message: Outgoing; proposal: Proposal | undefined } {
    const proposal = proposalId === undefined ? undefined : this.#parts.findProposal(proposalId);
    if (proposalId !== undefined && !proposal) {
      throw new QuaestorError('desk.not-found', `There is no proposal "${proposalId}" any more.`);
    }
    const shown = proposal ? this.#parts.cardOf(proposal, language) : card;
    const message = { language, ...(text === undefined ? {} : { text }), ...(shown ? { card: shown } : {}) };
    return { message, proposal };
  }
}
