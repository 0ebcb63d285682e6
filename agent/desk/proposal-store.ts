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
  decided_at: number | null;
  executor_pid: number | null;
};

const fromStored = (row: Stored): Proposal => {
  const { draft, verdict, proposedBy } = JSON.parse(row.body);
  return Proposal.parse({
    id: row.id,
    version: row.version,
    nonce: row.nonce,
    hash: row.hash,
    state: row.state,
    expiresAt: row.expires_at,
    draft,
    verdict,
    proposedBy,
    ...(row.decided_by === null ? {} : { decidedBy: row.decided_by }),
  });
};

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
    const row = this.#database.prepare<[], { count: number }>('select count(*) as count from proposal').get();
    return `P-${(row?.count ?? 0) + 1}`;
  }

  insert(proposal: Proposal): void {
    const { draft, verdict, proposedBy } = proposal;
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
        JSON.stringify({ draft, verdict, proposedBy }),
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

  /** Who is sending the order of a proposal, and since when (wall time, UTC ms). */
  executorOf(id: string): { pid: number; since: number } | undefined {
    const row = this.#database
      .prepare<[string], Pick<Stored, 'executor_pid' | 'decided_at'>>(
        'select executor_pid, decided_at from proposal where id = ?',
      )
      .get(id);
    return row?.executor_pid == null ? undefined : { pid: row.executor_pid, since: row.decided_at ?? 0 };
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
