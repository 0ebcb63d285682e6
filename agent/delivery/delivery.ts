import { z } from 'zod';
import type { Clock } from '../../config/clock.ts';
import { asQuaestorError } from '../../config/errors.ts';
import type { Log } from '../../config/log.ts';
import { Language } from '../../config/settings.ts';
import type { OutboxStore, OutgoingRow, Priority } from '../../data/outbox-store.ts';
import type { AccountId } from '../../data/people-store.ts';
import { Card } from '../../tools/card.ts';
import type { Proposal } from '../desk/proposal.ts';
import type { Channel, Outgoing } from './channel.ts';

export type DeliveryParts = {
  store: OutboxStore;
  log: Log;
  wall: Clock;
  findProposal: (id: string) => Proposal | undefined;
  /** The card of a proposal in the state that it has now. */
  cardOf: (proposal: Proposal, language: Language) => Card;
};

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
const lanes = 8;
const firstPauseMs = 1000;
const longestPauseMs = 10 * 60_000;
/** After this a message that could not be sent is given up. */
const patienceMs = 24 * 3_600_000;
const roundMs = 500;

const pauseAfter = (tries: number): number => Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(tries, 20));

/**
 * Brings messages to people and keeps every copy of a proposal's card true. Each channel works off its own messages, so
 * that one that is down delays no other; what waits is in the database and survives a restart.
 */
export class Delivery {
  readonly #parts: DeliveryParts;
  readonly #channels = new Map<string, Channel>();
  readonly #listeners = new Set<(event: LiveEvent) => void>();
  readonly #running = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: DeliveryParts) {
    this.#parts = parts;
  }

  /** A channel that can be reached from now on; what waited for it is sent. */
  attach(channel: Channel): void {
    this.#channels.set(channel.name, channel);
    this.#timer ??= setInterval(() => this.nudge(), roundMs).unref();
    this.nudge();
  }

  /** The channels that are attached. */
  names(): string[] {
    return [...this.#channels.keys()];
  }

  reaches(channel: string): boolean {
    return this.#channels.has(channel);
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

  /** Lets every channel work off what waits; rounds of one channel never overlap. */
  nudge(): void {
    for (const channel of this.#channels.values()) {
      if (this.#running.has(channel.name)) continue;
      const round = this.#round(channel)
        .catch((error: unknown) => this.#parts.log.error('delivery failed', { channel: channel.name, error }))
        .finally(() => this.#running.delete(channel.name));
      this.#running.set(channel.name, round);
    }
  }

  /** Waits until every round that runs is over and nothing is due: for tests and for the end. */
  async settled(): Promise<void> {
    for (;;) {
      this.nudge();
      const running = [...this.#running.values()];
      await Promise.all(running);
      const idle = [...this.#channels.values()].every(
        ({ name }) => this.#parts.store.due(name, 1).length === 0 && !this.#running.has(name),
      );
      if (idle) return;
    }
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#running.values());
    await Promise.all([...this.#channels.values()].map(channel => channel.close()));
    this.#channels.clear();
  }

  async #round(channel: Channel): Promise<void> {
    await this.#editCopies(channel);
    for (;;) {
      const due = this.#parts.store.due(channel.name, 100);
      if (due.length === 0) return;
      const byChat = new Map<string, OutgoingRow[]>();
      for (const row of due) byChat.set(row.chat, [...(byChat.get(row.chat) ?? []), row]);
      const queues = [...byChat.values()];
      const worker = async (): Promise<void> => {
        for (let queue = queues.shift(); queue; queue = queues.shift()) await this.#sendAll(channel, queue);
      };
      await Promise.all(Array.from({ length: Math.min(lanes, queues.length) }, worker));
    }
  }

  /** In their order; where one has to wait, those behind it wait as well. */
  async #sendAll(channel: Channel, rows: readonly OutgoingRow[]): Promise<void> {
    for (const [i, row] of rows.entries()) {
      const pausedUntil = await this.#send(channel, row);
      if (pausedUntil === undefined) continue;
      for (const behind of rows.slice(i + 1)) this.#parts.store.hold(behind.id, pausedUntil);
      return;
    }
  }

  /** Sends one message; returns the instant of the next try where it could not be sent yet. */
  async #send(channel: Channel, row: OutgoingRow): Promise<number | undefined> {
    const { store, wall, log } = this.#parts;
    const { language, text, card, proposalId } = Kept.parse(row.body);
    const proposal = proposalId === undefined ? undefined : this.#parts.findProposal(proposalId);
    try {
      const shown = proposal ? this.#parts.cardOf(proposal, language) : card;
      const messageId = await channel.send(row.chat, {
        language,
        ...(text === undefined ? {} : { text }),
        ...(shown ? { card: shown } : {}),
      });
      store.sent(row.id);
      if (proposal && messageId !== undefined) {
        const { id, version, state } = proposal;
        store.keepCopy({ channel: row.channel, chat: row.chat, messageId, proposalId: id, version, state, language });
      }
      return undefined;
    } catch (thrown) {
      const error = asQuaestorError(thrown);
      if (!error.retryable || wall.now() - row.createdAt >= patienceMs) {
        log.warn('a message was given up', { channel: channel.name, id: row.id, error });
        store.bury(row.id, error.message);
        return undefined;
      }
      const asked = error.details.retryAfterMs;
      const nextAt = wall.now() + (typeof asked === 'number' ? asked : pauseAfter(row.tries));
      store.postpone(row.id, nextAt, error.message);
      return nextAt;
    }
  }

  async #editCopies(channel: Channel): Promise<void> {
    const { store, findProposal, cardOf, log } = this.#parts;
    if (!channel.edit) return;
    for (const copy of store.staleCopies(channel.name)) {
      const proposal = findProposal(copy.proposalId);
      if (!proposal) continue;
      const language = Language.parse(copy.language);
      try {
        await channel.edit(copy.chat, copy.messageId, { language, card: cardOf(proposal, language) });
        store.keepCopy({ ...copy, version: proposal.version, state: proposal.state });
      } catch (thrown) {
        const error = asQuaestorError(thrown);
        if (error.retryable) return;
        log.warn('a card could not be edited', { channel: channel.name, proposalId: copy.proposalId, error });
        store.dropCopy(copy);
      }
    }
  }
}
