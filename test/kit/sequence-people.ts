import { isOutside, type Person } from '../../agent/people.ts';
import { Register, type RegisterParts } from '../../agent/register.ts';
import { QuaestorError } from '../../config/errors.ts';
import type { Settings } from '../../config/settings.ts';
import { type AccountId, type GivenRole, PeopleStore } from '../../data/people-store.ts';

/** Roles that the settings name. */
export const roles = {
  'web:owner': 'admin',
  'web:bea': 'approver',
  'telegram:21': 'approver',
  'telegram:61': 'approver',
  'discord:31': 'trader',
  'telegram:41': 'viewer',
} as const;

const account = (channel: string, id: string): AccountId => ({ channel, id });

/** Each human with the accounts that they may link to each other: an owner, three who approve, a trader, a reader, a stranger. */
const humans: readonly (readonly AccountId[])[] = [
  [account('web', 'owner'), account('telegram', '11'), account('discord', '12')],
  [account('web', 'bea'), account('telegram', '61')],
  [account('telegram', '21'), account('discord', '22')],
  [account('discord', '31'), account('telegram', '32')],
  [account('telegram', '41')],
  [account('discord', '51')],
];
const everybody = humans.flat();
const [owner] = everybody as [AccountId];
const deciders = humans.slice(0, 3).flat();
const givenRoles: readonly GivenRole[] = ['none', 'viewer', 'trader', 'approver', 'approver', 'approver'];

export type SequenceWorld = Pick<RegisterParts, 'database' | 'ledger' | 'wall'> & {
  settings: Settings;
  random: () => number;
};

/** People who press, whose roles change, and whose accounts are linked and let go, at random. */
export class SequencePeople {
  readonly register: Register;
  readonly #random: () => number;
  /** As they were when they were looked at: a tap may wait while roles and links change. */
  readonly #before = new Map<AccountId, Person>();

  constructor({ random, ...world }: SequenceWorld) {
    this.#random = random;
    const store = new PeopleStore(world.database, world.wall);
    this.register = new Register({ ...world, store, languageOf: () => undefined });
  }

  owner(): Person {
    return this.register.person(owner);
  }

  any(): Person {
    return this.#asTheyWere(this.#pick(everybody));
  }

  decider(): Person {
    return this.#asTheyWere(this.#pick(deciders));
  }

  proposer(): Person {
    return this.#asTheyWere(this.#pick(humans.slice(0, 4).flat()));
  }

  /** A person as they are, or, now and then, as they were when they were looked at before. */
  #asTheyWere(one: AccountId): Person {
    const before = this.#before.get(one);
    if (before && this.#chance(0.3)) return before;
    const now = this.register.person(one);
    this.#before.set(one, now);
    return now;
  }

  /** What is refused changes nothing, and the audit sees what was not. */
  #attempt(work: () => unknown): void {
    try {
      work();
    } catch (thrown) {
      if (!(thrown instanceof QuaestorError)) throw thrown;
    }
  }

  giveRole(): void {
    const [admin, one] = [this.register.person(owner), this.#pick(this.#chance(0.8) ? deciders : everybody)];
    this.#attempt(() => this.register.giveRole(admin, one, this.#pick(givenRoles)));
  }

  link(): void {
    const own = this.#pick(humans);
    const [from, to] = [this.#pick(own), this.#pick(own.filter(one => isOutside(one.channel)))];
    this.#attempt(() => this.register.redeem(this.#asTheyWere(to), this.register.issueCode(this.#asTheyWere(from))));
  }

  unlink(): void {
    const [who, one] = [this.#asTheyWere(this.#pick(everybody)), this.#pick(everybody)];
    this.#attempt(() => this.register.unlink(who, this.#chance(0.5) ? one : undefined));
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  #pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.#random() * from.length)] as T;
  }
}
