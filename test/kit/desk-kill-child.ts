import { openDatabase } from '../../data/database.ts';
import { DeskSequence } from './desk-sequence.ts';
import { seeded } from './seeded.ts';

/** Presses buttons at random on a database until somebody kills it: `desk-kill-child.ts PATH SEED`. */
const [path = '', seed = '1'] = process.argv.slice(2);
const sequence = new DeskSequence(openDatabase(path), seeded(Number(seed)));
await sequence.restart();
process.stdout.write('playing\n');
// Who started it may be killed first: then nobody else would end it.
const parent = process.ppid;
while (process.ppid === parent) await sequence.step();
process.exit(0);
