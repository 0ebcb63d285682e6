import type { RunJournal } from '../data/run-journal.ts';
import type { SqliteStudyStore } from '../data/study-store.ts';
import type { TrialLog } from '../data/trial-log.ts';
import type { Compute } from '../models/compute/compute.ts';

/** Where long computations run, what is kept of them, and what was ever tried. */
export type Lab = {
  readonly compute: Compute;
  readonly trials: TrialLog;
  /** Searches for settings of models, trial by trial. */
  readonly studies: SqliteStudyStore;
  readonly journal: (key: string) => RunJournal;
  /** Writes a report for people. @returns the path of the file */
  readonly report: (name: string, content: string) => string;
};
