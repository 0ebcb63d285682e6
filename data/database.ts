import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { QuaestorError } from '../config/errors.ts';

export type Database = Sqlite.Database;

const folder = new URL('./migrations/', import.meta.url);

const versionOf = (database: Database): number => Number(database.pragma('user_version', { simple: true }));

/** Applies the numbered migrations that are still missing, each in one transaction; two processes may come at once. */
function migrate(database: Database): void {
  const done = versionOf(database);
  const files = readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort();
  if (done > files.length) {
    throw new QuaestorError(
      'config.invalid',
      `The database is at version ${done}; this program knows ${files.length}.`,
    );
  }
  for (const [index, name] of files.entries()) {
    if (index < done) continue;
    const apply = database.transaction(() => {
      if (versionOf(database) > index) return;
      database.exec(readFileSync(new URL(name, folder), 'utf8'));
      database.pragma(`user_version = ${index + 1}`);
    });
    apply.immediate();
  }
}

/**
 * Opens (and brings up to date) the SQLite file at `path`; `:memory:` lives as long as the handle.
 * @throws QuaestorError `config.invalid` naming the path when it cannot be a database
 */
export function openDatabase(path: string): Database {
  try {
    return openedDatabase(path);
  } catch (cause) {
    if (cause instanceof QuaestorError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const hint = 'Check "stateFolder" in your settings; a damaged file can be moved away, and a new account begins.';
    throw new QuaestorError(
      'config.invalid',
      `The database "${path}" cannot be opened: ${reason}. ${hint}`,
      { path },
      cause,
    );
  }
}

function openedDatabase(path: string): Database {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new Sqlite(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('busy_timeout = 5000');
  database.pragma('foreign_keys = ON');
  migrate(database);
  return database;
}
