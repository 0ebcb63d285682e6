import type { LedgerRow } from '../../data/ledger-row.ts';
import type { AccountId } from '../../data/people-store.ts';

type Note = LedgerRow<'note'>['body'];

const keyOf = ({ channel, id }: AccountId): string => `${channel}:${id}`;

/** Who may decide, and who is whom, as an auditor reads it in the ledger: nothing of the program's own code is asked. */
export class AuditedPeople {
  readonly #roles: Map<string, string>;
  /** The account that stands for one, by links that hold. */
  readonly #primary = new Map<string, string>();
  /** The human behind an account, by every link that there ever was. */
  readonly #human = new Map<string, string>();

  /** @param roles of the settings, by `channel:id` */
  constructor(roles: Readonly<Record<string, string>>) {
    this.#roles = new Map(Object.entries(roles));
  }

  read(body: Note): void {
    if (body.event === 'role-given') this.#roles.set(keyOf(body.account), body.role);
    if (body.event === 'account-unlinked') this.#primary.delete(keyOf(body.account));
    if (body.event === 'account-linked') this.#link(keyOf(body.account), keyOf(body.primary));
  }

  mayDecide(account: AccountId): boolean {
    const primary = this.#primary.get(keyOf(account)) ?? keyOf(account);
    return ['approver', 'admin'].includes(this.#roles.get(primary) ?? '');
  }

  areOne(a: AccountId, b: AccountId): boolean {
    return this.#humanOf(keyOf(a)) === this.#humanOf(keyOf(b));
  }

  #link(account: string, primary: string): void {
    for (const [one, whose] of this.#primary) if (whose === account) this.#primary.set(one, primary);
    this.#primary.set(account, primary);
    const [gone, stays] = [this.#humanOf(account), this.#humanOf(primary)];
    for (const [one, human] of this.#human) if (human === gone) this.#human.set(one, stays);
    this.#human.set(account, stays).set(gone, stays);
  }

  #humanOf(key: string): string {
    return this.#human.get(key) ?? key;
  }
}
