import { randomInt } from 'node:crypto';
import type { Clock } from '../config/clock.ts';
import { QuaestorError } from '../config/errors.ts';
import type { Language, Role, Settings } from '../config/settings.ts';
import type { Database } from '../data/database.ts';
import type { Ledger } from '../data/ledger.ts';
import type { AccountId, AccountRow, GivenRole, PeopleStore } from '../data/people-store.ts';
import { homeOf, isOutside, isOverheard, namedRole, ownerOf, type Person, samePerson } from './people.ts';

export type RegisterParts = {
  settings: Settings;
  store: PeopleStore;
  database: Database;
  ledger: Ledger;
  wall: Clock;
  /** The language that a person chose, or of the app that they write in; undefined where neither is known. */
  languageOf: (account: AccountId) => Language | undefined;
};

/** Where a message came from, beside the account: a name to show, the private chat or the group. */
export type Place = { name?: string | undefined; chat?: string | undefined; room?: string | undefined };

/** Letters and digits that are not mistaken for each other. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const codeLength = 8;
const codeMs = 10 * 60_000;
const wrongCodesPerHour = 5;

const newCode = (): string => Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');

/** A code as it is compared: what people add to read it is left out. */
const plainCode = (said: string): string => said.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');

export const accountText = ({ channel, id }: AccountId): string => `${channel}:${id}`;

const wrongCode = (): QuaestorError =>
  new QuaestorError('user.bad-request', {
    en: 'This code is wrong, used or older than ten minutes. Say /link where you are known to get a new one.',
    fr: 'Ce code est faux, déjà utilisé ou vieux de plus de dix minutes. Dites /lier là où vous êtes connu pour en avoir un autre.',
  });

/** Codes come from who is known, so that nobody is lured into becoming somebody else; keys of programs are no persons. */
const notForLinks = (): QuaestorError =>
  new QuaestorError('tool.forbidden', {
    en: 'Only somebody who is known here can make a code. Say /link where you are known, and send the code here.',
    fr: 'Seule une personne connue ici peut créer un code. Dites /lier là où vous êtes connu, puis envoyez le code ici.',
  });

/**
 * Who the people are: the person behind an account, links between channels by one-time codes, and roles, each change of
 * which is a row of the ledger. First contact from outside gives a viewer, never more.
 */
export class Register {
  readonly #parts: RegisterParts;
  /** Instants (UTC ms) of wrong codes, by account. */
  readonly #wrong = new Map<string, number[]>();

  constructor(parts: RegisterParts) {
    this.#parts = parts;
  }

  /** The person behind an account, with the role and the language of the whole person. */
  person(account: AccountId, language?: Language, room?: string): Person {
    const { settings, languageOf } = this.#parts;
    const primary = this.primaryOf(account);
    const role = this.#knownRole(primary);
    const linked = !samePerson(primary, account);
    return {
      channel: account.channel,
      id: account.id,
      role: role ?? this.#roleOfUnknown(primary),
      language: language ?? languageOf(primary) ?? settings.language,
      ...(linked ? { primary } : {}),
      ...(room === undefined ? {} : { room }),
      ...(room !== undefined && isOverheard(settings, { channel: account.channel, room })
        ? { overheard: true as const }
        : {}),
      ...(role === undefined && this.#isUnknown(primary) ? { stranger: true as const } : {}),
    };
  }

  /** Remembers that an account spoke, and where a private message reaches it. */
  seen(account: AccountId, { name, chat, room }: Place): void {
    this.#parts.store.seen(account, name, room === undefined ? chat : undefined);
  }

  accounts(): (AccountRow & { role: Role })[] {
    const { store } = this.#parts;
    return store.all().map(row => {
      const primary = this.primaryOf(row);
      return { ...row, primary, role: this.#knownRole(primary) ?? this.#roleOfUnknown(primary) };
    });
  }

  /** The account that stands for the person behind one. */
  primaryOf(account: AccountId): AccountId {
    return isOutside(account.channel) ? this.#parts.store.primaryOf(account) : homeOf(account);
  }

  /** Every account of a person now. */
  accountsOf(person: Person): AccountId[] {
    return this.#parts.store.accountsOf(this.primaryOf(person));
  }

  /** Every account that was ever linked with one, itself included: a link that came late or has ended makes nobody a second person. */
  kinOf(account: AccountId): AccountId[] {
    const links = this.#parts.ledger
      .rows('note')
      .flatMap(({ body }) => (body.event === 'account-linked' ? [[homeOf(body.account), homeOf(body.primary)]] : []));
    const kin = [homeOf(account)];
    const known = (one: AccountId) => kin.some(other => samePerson(one, other));
    for (let before = 0; before < kin.length; ) {
      before = kin.length;
      for (const pair of links) if (pair.some(known)) kin.push(...pair.filter(one => !known(one)));
    }
    return kin;
  }

  /** Where private messages reach a person: every account of theirs that has written privately. */
  chatsOf(primary: AccountId): { channel: string; chat: string }[] {
    const { store } = this.#parts;
    return store.accountsOf(primary).flatMap(account => {
      const chat = store.find(account)?.chat;
      return chat === undefined ? [] : [{ channel: account.channel, chat }];
    });
  }

  /** A code with which another account becomes this person, once, for ten minutes. @throws QuaestorError `tool.forbidden` */
  issueCode(person: Person): string {
    const { store, wall } = this.#parts;
    if (person.stranger || person.channel === 'api') throw notForLinks();
    const code = newCode();
    store.keepCode(code, ownerOf(person), wall.now() + codeMs);
    return `${code.slice(0, 4)}-${code.slice(4)}`;
  }

  /**
   * Links the account of a person to whoever asked for the code.
   * @throws QuaestorError `tool.forbidden` for keys of programs, `user.bad-request` on a wrong, used or old code, `user.too-fast` after five wrong ones in an hour
   */
  redeem(person: Person, said: string): AccountId {
    const { store, database, ledger } = this.#parts;
    const account = { channel: person.channel, id: person.id };
    if (!isOutside(person.channel)) {
      throw new QuaestorError('user.bad-request', {
        en: 'Here you are known by name. Say /link here without a code, and send what you get on the other channel.',
        fr: "Ici, vous êtes connu par votre nom. Dites /lier ici sans code, et envoyez ce que vous recevez sur l'autre canal.",
      });
    }
    if (person.channel === 'api') throw notForLinks();
    this.#holdGuessing(account);
    return database
      .transaction(() => {
        const owner = store.takeCode(plainCode(said));
        if (!owner) {
          this.#noteWrong(account);
          throw wrongCode();
        }
        // Who asked for the code may have become another person since.
        const primary = this.primaryOf(owner);
        if (samePerson(primary, account)) {
          throw new QuaestorError('user.bad-request', {
            en: 'This code is for another channel: send it there.',
            fr: 'Ce code est pour un autre canal : envoyez-le là-bas.',
          });
        }
        store.seen(account, undefined, undefined);
        store.link(account, primary);
        store.dropCodes(account);
        ledger.append('note', { event: 'account-linked', account, primary }, account);
        return primary;
      })
      .immediate();
  }

  /** Makes a code worthless that others may have read. */
  spoilCode(said: string): void {
    this.#parts.store.takeCode(plainCode(said));
  }

  /**
   * Makes an account of a person stand for itself again, as somebody whom nobody knows: a role that it had before, and that
   * may have been taken from the person since, does not come back.
   * @param account one of the person's own; an admin may name anybody's
   */
  unlink(person: Person, account: AccountId = { channel: person.channel, id: person.id }): void {
    const { store, database, ledger } = this.#parts;
    const primary = this.primaryOf(account);
    const own = samePerson(primary, this.primaryOf(person));
    if ((!own && person.role !== 'admin') || samePerson(primary, account) || !isOutside(account.channel)) {
      throw new QuaestorError('user.bad-request', {
        en: `${accountText(account)} is linked to no other account of yours.`,
        fr: `${accountText(account)} n'est lié à aucun autre de vos comptes.`,
      });
    }
    const actor = { channel: person.channel, id: person.id };
    database
      .transaction(() => {
        store.unlink(account);
        ledger.append('note', { event: 'account-unlinked', account }, actor);
        const before = this.#knownRole(account);
        if (before === undefined) return;
        store.giveRole(account, 'none');
        ledger.append('note', { event: 'role-given', account, role: 'none', before }, actor);
      })
      .immediate();
  }

  /** Gives a role to a person, named by any of their accounts; the change is a row of the ledger. Returns the role before. */
  giveRole(admin: Person, account: AccountId, role: GivenRole): Role {
    const { store, database, ledger } = this.#parts;
    const primary = this.primaryOf(account);
    if (samePerson(primary, this.primaryOf(admin))) {
      throw new QuaestorError('user.bad-request', {
        en: 'Nobody changes their own role: another admin can.',
        fr: 'Personne ne change son propre rôle : un autre admin le peut.',
      });
    }
    const before = this.#knownRole(primary) ?? this.#roleOfUnknown(primary);
    database
      .transaction(() => {
        store.giveRole(primary, role);
        const { channel, id } = admin;
        ledger.append('note', { event: 'role-given', account: primary, role, before }, { channel, id });
      })
      .immediate();
    return before;
  }

  /** Removes the talk and the tastes of a person on all their channels; links, roles and the ledger stay. */
  forget(person: Person): number {
    const { store, database, ledger } = this.#parts;
    const primary = this.primaryOf(person);
    return database
      .transaction(() => {
        const rows = this.accountsOf(person).map(account => store.forget(account));
        ledger.append(
          'note',
          { event: 'person-forgotten', account: primary },
          { channel: person.channel, id: person.id },
        );
        return rows.reduce((sum, one) => sum + one, 0);
      })
      .immediate();
  }

  #knownRole(primary: AccountId): Role | undefined {
    const given = this.#parts.store.givenRole(primary);
    return given === 'none' ? undefined : (given ?? namedRole(this.#parts.settings, primary));
  }

  /** Nobody has named them, or an admin has taken everything from them. */
  #isUnknown(primary: AccountId): boolean {
    return isOutside(primary.channel) || this.#parts.store.givenRole(primary) === 'none';
  }

  /** Who is unknown is a viewer; other names of this machine are as the settings say. */
  #roleOfUnknown(primary: AccountId): Role {
    return this.#isUnknown(primary) ? 'viewer' : this.#parts.settings.people.defaultRole;
  }

  #holdGuessing(account: AccountId): void {
    const key = accountText(account);
    const recent = (this.#wrong.get(key) ?? []).filter(at => at > this.#parts.wall.now() - 3_600_000);
    this.#wrong.set(key, recent);
    if (recent.length < wrongCodesPerHour) return;
    throw new QuaestorError('user.too-fast', {
      en: 'Five wrong codes within an hour: try again later.',
      fr: 'Cinq codes faux en une heure : réessayez plus tard.',
    });
  }

  #noteWrong(account: AccountId): void {
    const key = accountText(account);
    this.#wrong.set(key, [...(this.#wrong.get(key) ?? []), this.#parts.wall.now()]);
  }
}
