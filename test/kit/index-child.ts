import { wallClock } from '../../config/clock.ts';
import { openDatabase } from '../../data/database.ts';
import type { IndexItem } from '../../knowledge/retrieval/knowledge-index.ts';
import { SqliteIndex } from '../../knowledge/retrieval/sqlite-index.ts';

/** Builds an index of 3,000 items over an old one and kills itself with SIGKILL at a named point. */
const [path = '', point = ''] = process.argv.slice(2);

const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
};

const database = openDatabase(path);
const index = new SqliteIndex(database, 'crash', wallClock);
const items = Array.from({ length: 3000 }, (_, i): IndexItem => {
  const at = i;
  return {
    id: `new${at}`,
    lang: 'en',
    term: `New term ${at}`,
    aliases: [],
    // Read while the item is written: in the middle of a portion, inside its transaction.
    get body() {
      if (point === `item-${at}`) die();
      return 'new';
    },
  };
});
database.function('die', { varargs: true }, die);
if (point === 'flip')
  database.exec(
    'create temp trigger dying after update on main.knowledge_index begin select die(); end; create temp trigger dying_too after insert on main.knowledge_index begin select die(); end',
  );
await index.replace(items, null);
if (point === 'after-all') die();
