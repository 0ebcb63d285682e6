import type { Clock } from '../../config/clock.ts';
import { quietUntil } from '../../config/quiet-hours.ts';
import type { Settings } from '../../config/settings.ts';
import type { AlertStore } from '../../data/alert-store.ts';
import type { Ledger } from '../../data/ledger.ts';
import type { OutboxStore } from '../../data/outbox-store.ts';
import type { AccountId } from '../../data/people-store.ts';
import type { Delivery } from '../delivery/delivery.ts';
import type { Desk } from '../desk/desk.ts';
import type { Proposal } from '../desk/proposal.ts';
import { atLeast } from '../people.ts';
import { accountText, type Register } from '../register.ts';
import type { Alerts } from './alerts.ts';
import { delegateOf } from './delegate.ts';

export type ApproversParts = {
  settings: Settings;
  store: AlertStore;
  outbox: OutboxStore;
  alerts: Alerts;
  register: Register;
  delivery: Delivery;
  desk: Desk;
  ledger: Ledger;
  wall: Clock;
};

/**
 * Brings proposals to those who may decide on them, wherever they have written privately; in quiet hours to the delegate
 * alone. Who proposed in a chat sees the card there already.
 */
export class Approvers {
  readonly #parts: ApproversParts;

  constructor(parts: ApproversParts) {
    this.#parts = parts;
  }

  /** Asks about every version that waits and that nobody was asked about yet, or only the delegate before the morning. */
  ask(): void {
    const { store, desk, settings, wall } = this.#parts;
    // Reading what waits closes what ran out, in quiet hours too.
    const waiting = desk.waiting();
    const quiet = quietUntil(settings.desk.quietHours, wall.now()) !== undefined;
    const persons = this.#persons(quiet);
    if (persons === undefined) return;
    for (const proposal of waiting) {
      const name = `asked/${proposal.id}`;
      const [all, delegate] = [String(proposal.version), `${proposal.version} delegate`];
      const asked = store.mark(name);
      if (asked === all || (quiet && asked === delegate)) continue;
      store.setMark(name, quiet ? delegate : all);
      this.#askAbout(proposal, persons);
    }
  }

  /** Who is asked now; undefined in quiet hours without a delegate who may approve: then the cards wait for their end. */
  #persons(quiet: boolean): AccountId[] | undefined {
    if (!quiet) return this.#parts.alerts.audience();
    const delegate = delegateOf(this.#parts);
    return delegate?.may ? [delegate.owner] : undefined;
  }

  #askAbout(proposal: Proposal, persons: readonly AccountId[]): void {
    const { register, delivery, outbox } = this.#parts;
    const { proposedBy } = proposal;
    const copies = new Set(outbox.copiesOf(proposal.id).map(({ channel, chat }) => `${channel} ${chat}`));
    for (const owner of persons) {
      const person = register.person(owner);
      if (!atLeast(person.role, 'approver')) continue;
      for (const address of register.chatsOf(owner)) {
        const own =
          address.channel === proposedBy.channel &&
          accountText(owner) === accountText(proposedBy.primary ?? proposedBy);
        const stands = copies.has(`${address.channel} ${address.chat}`);
        if (!own && !stands && delivery.reaches(address.channel)) {
          delivery.postProposal(address, proposal, person.language, owner);
        }
      }
    }
  }
}
