import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../config/clock.ts';
import { QuaestorError } from '../config/errors.ts';
import type { Database } from './database.ts';
import { sha256 } from './ledger-chain.ts';

/** What a key allows. `admin` allows everything. */
export const Scope = z.enum(['read', 'trade', 'approve', 'feedback', 'metrics', 'admin']);
export type Scope = z.infer<typeof Scope>;

export type ApiKey = {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Who made it, as `channel:id`. */
  readonly madeBy: string;
  /** UTC ms. */
  readonly madeAt: number;
};

type Stored = { name: string; scopes: string; madeBy: string; madeAt: number };

/** What every key begins with: so that one that was published by mistake is found. */
const keyPrefix = 'qk_';
const namePattern = /^[a-z0-9][a-z0-9-]{0,31}$/;
const columns = 'name, scopes, made_by as madeBy, made_at as madeAt';

const fromStored = ({ scopes, ...row }: Stored): ApiKey => ({ ...row, scopes: Scope.array().parse(scopes.split(',')) });

const badName = (name: string): QuaestorError =>
  new QuaestorError('user.bad-request', {
    en: `A key cannot be called "${name}": 1 to 32 lower-case letters, digits and hyphens, for example "research-bot".`,
    fr: `Une clé ne peut pas s'appeler « ${name} » : 1 à 32 minuscules, chiffres et traits d'union, par exemple « research-bot ».`,
  });

const taken = (name: string): QuaestorError =>
  new QuaestorError('user.bad-request', {
    en: `There is a key "${name}" already. Choose another name, or revoke it first: /key revoke ${name}`,
    fr: `Il y a déjà une clé « ${name} ». Choisissez un autre nom, ou révoquez-la d'abord : /cle revoquer ${name}`,
  });

/** Keys of programs. A key is shown once, when it is made; what is kept is its hash. */
export class ApiKeyStore {
  readonly #database: Database;
  readonly #wall: Clock;

  constructor(database: Database, wall: Clock) {
    this.#database = database;
    this.#wall = wall;
  }

  /** Makes a key and returns it. @throws QuaestorError `user.bad-request` on a name that is taken or no name */
  make(name: string, scopes: readonly Scope[], madeBy: string): string {
    if (!namePattern.test(name)) throw badName(name);
    if (this.#named(name)) throw taken(name);
    const key = `${keyPrefix}${randomBytes(24).toString('base64url')}`;
    this.#database
      .prepare('insert into api_key (hash, name, scopes, made_by, made_at) values (?, ?, ?, ?, ?)')
      .run(sha256(key), name, [...new Set(scopes)].join(','), madeBy, this.#wall.now());
    return key;
  }

  /** The key that somebody shows; undefined for one that is unknown or revoked. */
  find(key: string): ApiKey | undefined {
    const row = this.#database
      .prepare<[string], Stored>(`select ${columns} from api_key where hash = ? and revoked_at is null`)
      .get(sha256(key));
    return row && fromStored(row);
  }

  /** The keys in use, the newest first. */
  all(): ApiKey[] {
    return this.#database
      .prepare<[], Stored>(`select ${columns} from api_key where revoked_at is null order by made_at desc, name`)
      .all()
      .map(fromStored);
  }

  /** Ends a key for good; false when none in use has this name. */
  revoke(name: string): boolean {
    return (
      this.#database
        .prepare('update api_key set revoked_at = ? where name = ? and revoked_at is null')
        .run(this.#wall.now(), name).changes === 1
    );
  }

  #named(name: string): boolean {
    return (
      this.#database.prepare('select 1 from api_key where name = ? and revoked_at is null').get(name) !== undefined
    );
  }
}
