import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../config/clock.ts';
import type { Settings } from '../config/settings.ts';
import { writeWhole } from '../data/candle-store/write-whole.ts';
import type { Database } from '../data/database.ts';
import { FolderJournal } from '../data/run-journal.ts';
import { SqliteStudyStore } from '../data/study-store.ts';
import { TrialLog } from '../data/trial-log.ts';
import { ThreadCompute } from '../models/compute/thread-compute.ts';
import type { Lab } from '../tools/lab.ts';

/** The laboratory of an installation: worker threads, the log of trials, and folders for journals and reports. */
export function openLab({ stateFolder }: Settings, database: Database, wall: Clock): Lab {
  return {
    compute: new ThreadCompute(),
    trials: new TrialLog(database, wall),
    studies: new SqliteStudyStore(database, wall),
    journal: key => new FolderJournal(join(stateFolder, 'runs'), key),
    report: (name, content) => {
      const folder = join(stateFolder, 'reports');
      mkdirSync(folder, { recursive: true });
      const path = join(folder, name);
      writeWhole(path, content);
      return path;
    },
  };
}
