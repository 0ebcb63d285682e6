import { openDatabase } from '../../data/database.ts';

/** Says that it is ready, waits for a word, and opens the database: several of these open it at the same moment. */
process.stdout.write('ready');
process.stdin.once('data', () => {
  openDatabase(process.argv[2] ?? '').close();
  process.exit(0);
});
