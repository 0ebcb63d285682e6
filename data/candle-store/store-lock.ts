import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { QuaestorError } from '../../config/errors.ts';

const patienceMs = 30_000;

/**
 * Runs a write while no other process writes to the same store. The lock is the one that SQLite takes on an empty file:
 * the system lets go of it when its process dies, so that a kill leaves no stale lock.
 * @throws QuaestorError `provider.timeout` when another process keeps writing
 */
export function withStoreLock<T>(folder: string, write: () => T, waitMs = patienceMs): T {
  mkdirSync(folder, { recursive: true });
  const lock = new BetterSqlite(join(folder, '.lock'), { timeout: waitMs });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    throw new QuaestorError(
      'provider.timeout',
      {
        en: `Another process has been writing to the candle store for ${waitMs / 1000} s. Try again when it is done.`,
        fr: `Un autre processus écrit dans la réserve de bougies depuis ${waitMs / 1000} s. Réessayez quand il aura fini.`,
      },
      { folder },
      error,
    );
  }
  try {
    return write();
  } finally {
    lock.close();
  }
}
