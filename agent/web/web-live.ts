import { asQuaestorError } from '../../config/errors.ts';
import type { Language } from '../../config/settings.ts';
import { translateTo } from '../../config/text.ts';
import type { AccountId } from '../../data/people-store.ts';
import type { Card } from '../../tools/card.ts';
import type { Agent } from '../agent.ts';
import type { LiveEvent } from '../delivery/delivery.ts';
import type { Proposal, ProposalState } from '../desk/proposal.ts';
import type { AgentEvent } from '../events.ts';
import { samePerson } from '../people.ts';
import type { StreamEnd } from './open-streams.ts';

/** What an open page hears without asking: proposals as in a turn, alerts, and that the account or the clock changed. */
export type PageEvent =
  | Extract<AgentEvent, { type: 'proposal-made' | 'proposal-changed' }>
  | { type: 'alert'; card: Card }
  | { type: 'state' }
  /** The last one of a stream that the server ends. */
  | { type: 'closed'; reason: StreamEnd };

export type Follower = {
  readonly owner: AccountId;
  language(): Language;
  send(event: PageEvent): void;
};

const lookEveryMs = 1000;
const unsettled: readonly ProposalState[] = ['approved', 'executing'];

const markOf = ({ version, state, approvals }: Proposal): string => `${version}/${state}/${approvals.length}`;

/**
 * Tells open pages what changed, whoever changed it: another channel, the cycle, another process on the same database, or
 * the time that ran out. It looks once a second, and at once when something in this process says so; only while a page is
 * open.
 */
export class LiveChanges {
  readonly #agent: Agent;
  readonly #followers = new Set<Follower>();
  #waiting = new Map<string, string>();
  #state = '';
  #timer: NodeJS.Timeout | undefined;
  #deaf: (() => void) | undefined;

  constructor(agent: Agent) {
    this.#agent = agent;
  }

  /** Tells `follower` from now on; the returned function ends it. */
  follow(follower: Follower): () => void {
    if (this.#followers.size === 0) this.#begin();
    this.#followers.add(follower);
    return () => {
      this.#followers.delete(follower);
      if (this.#followers.size === 0) this.#end();
    };
  }

  #begin(): void {
    this.#waiting = new Map();
    this.#waiting = this.#marks();
    this.#state = this.#stateNow();
    this.#timer = setInterval(() => this.#guarded(() => this.#look()), lookEveryMs).unref();
    this.#deaf = this.#agent.parts.delivery.listen(event => this.#guarded(() => this.#heard(event)));
  }

  #end(): void {
    clearInterval(this.#timer);
    this.#deaf?.();
  }

  /** A look that fails is logged; the next one comes all the same. */
  #guarded(work: () => void): void {
    try {
      work();
    } catch (thrown) {
      this.#agent.parts.log.warn('open pages were not told what changed', { error: asQuaestorError(thrown) });
    }
  }

  #heard(event: LiveEvent): void {
    if (event.type === 'changed') {
      this.#look();
      return;
    }
    for (const one of this.#followers) {
      if (samePerson(one.owner, event.owner)) one.send({ type: 'alert', card: event.card });
    }
  }

  #look(): void {
    const marks = this.#marks();
    const before = this.#waiting;
    this.#waiting = marks;
    for (const [id, mark] of marks) if (before.get(id) !== mark) this.#tell(id, !before.has(id));
    for (const id of before.keys()) if (!marks.has(id)) this.#tell(id, false);
    const state = this.#stateNow();
    if (state === this.#state) return;
    this.#state = state;
    for (const one of this.#followers) one.send({ type: 'state' });
  }

  /** What waits, and what was approved and is not settled yet. What has expired is closed, so that it is told as well. */
  #marks(): Map<string, string> {
    const { desk } = this.#agent.parts;
    const waiting = desk.waiting();
    const sent = [...this.#waiting.keys()].flatMap(id => {
      const proposal = desk.find(id);
      return proposal && unsettled.includes(proposal.state) ? [proposal] : [];
    });
    return new Map([...sent, ...waiting].map(proposal => [proposal.id, markOf(proposal)]));
  }

  /** Whatever changes the account is a row of the ledger; the market's clock may move without one. */
  #stateNow(): string {
    const { database } = this.#agent.parts;
    const rows = database.prepare<[], { rows: number | null }>('select max(sequence) as rows from ledger').get();
    return `${rows?.rows ?? 0}/${this.#agent.asOf()}`;
  }

  /** Each language's card is made once, however many pages are open. */
  #tell(id: string, fresh: boolean): void {
    const { desk, scenes } = this.#agent.parts;
    const proposal = desk.find(id);
    if (!proposal) return;
    const cards = new Map<Language, Card>();
    for (const one of this.#followers) {
      const language = one.language();
      const card = cards.get(language) ?? scenes.current(proposal, translateTo(language));
      cards.set(language, card);
      const { version, state } = proposal;
      one.send(
        fresh
          ? { type: 'proposal-made', proposalId: id, version, card }
          : { type: 'proposal-changed', proposalId: id, version, state, card },
      );
    }
  }
}
