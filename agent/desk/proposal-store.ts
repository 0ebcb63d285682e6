import { QuaestorError } from '../../config/errors.ts';
import type { Database } from '../../data/database.ts';
import { Proposal, type ProposalState } from './proposal.ts';

type Stored = {
  id: string;
  version: number;
  nonce: string;
  hash: string;
  state: ProposalState;
  expires_at: number;
  body: string;
  decided_by: string | null;
};

const fromStored = (row: Stored): Proposal => {
  const body = JSON.parse(row.body);
  return Proposal.parse({
    id: row.id,
    version: row.version,
    nonce: row.nonce,
    hash: row.hash,
    state: row.state,
    expiresAt: row.expires_at,
    ...body,
    ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
  });
};

const bodyOf = ({ draft, verdict, proposedBy, proposedBefore, approvals, outlook }: Proposal): string =>
  JSON.stringify({ draft, verdict, proposedBy, proposedBefore, approvals, outlook });

/** Proposals in SQLite. State changes by compare-and-set only: of two who come at once, one wins. */
export class ProposalStore {
  readonly #database: Database;
  readonly #accountId: string;

  constructor(database: Database, accountId: string) {
    this.#database = database;
    this.#accountId = accountId;
  }

  /** The next id: P-1, P-2, ... */
  nextId(): string {
    const next = this.#database.prepare('select count(*) + 1 from proposal').pluck().get();
    return `P-${Number(next)}`;
  }

  insert(proposal: Proposal): void {
    this.#database
      .prepare(
        'insert into proposal (id, account_id, version, nonce, hash, state, expires_at, body) values (?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(
        proposal.id,
        this.#accountId,
        proposal.version,
        proposal.nonce,
        proposal.hash,
        proposal.state,
        proposal.expiresAt,
        bodyOf(proposal),
      );
  }

  find(id: string): Proposal | undefined {
    const row = this.#database
      .prepare<[string, string], Stored>('select * from proposal where id = ? and account_id = ?')
      .get(id, this.#accountId);
    return row && fromStored(row);
  }

  /** @throws QuaestorError `desk.not-found` */
  get(id: string): Proposal {
    const found = this.find(id);
    if (found) return found;
    throw new QuaestorError('desk.not-found', {
      en: `There is no proposal "${id}". /proposals lists those that wait.`,
      fr: `Il n'y a pas de proposition « ${id} ». /propositions liste celles qui attendent.`,
    });
  }

  /** Proposals in any of the given states, oldest first. */
  inState(...states: ProposalState[]): Proposal[] {
    return this.#database
      .prepare<string[], Stored>(
        `select * from proposal where account_id = ? and state in (${states.map(() => '?').join(', ')}) order by rowid`,
      )
      .all(this.#accountId, ...states)
      .map(fromStored);
  }

  /** Pid of another process that has been sending the order of a proposal since `since` (wall time, UTC ms) or later. */
  otherExecutor(id: string, since: number): number | undefined {
    return this.#database
      .prepare<[string, number, number], { pid: number }>(
        'select executor_pid as pid from proposal where id = ? and executor_pid <> ? and decided_at > ?',
      )
      .get(id, process.pid, since)?.pid;
  }

  /** Puts `next` in the place of a version that waits; false when that version no longer did. */
  replace(old: Proposal, next: Proposal): boolean {
    const changed = this.#database
      .prepare(
        `update proposal set version = ?, nonce = ?, hash = ?, expires_at = ?, body = ?
         where id = ? and account_id = ? and version = ? and state = 'pending'`,
      )
      .run(next.version, next.nonce, next.hash, next.expiresAt, bodyOf(next), old.id, this.#accountId, old.version);
    return changed.changes === 1;
  }

  /** Makes the nonce of a proposal that has ended worthless; false when it was not this one. */
  useUp(id: string, nonce: string): boolean {
    return (
      this.#database
        .prepare("update proposal set nonce = '' where id = ? and account_id = ? and nonce = ? and nonce <> ''")
        .run(id, this.#accountId, nonce).changes === 1
    );
  }

  /** Moves a proposal from one state to another; false when it was no longer in the first. */
  move(id: string, from: ProposalState, to: ProposalState, by?: string, at?: number): boolean {
    const changed = this.#database
      .prepare(
        `update proposal set state = ?, decided_by = coalesce(?, decided_by), decided_at = coalesce(?, decided_at), executor_pid = ?
         where id = ? and account_id = ? and state = ?`,
      )
      .run(to, by ?? null, at ?? null, process.pid, id, this.#accountId, from);
    return changed.changes === 1;
  }
}
