import type { RunOptions } from '../models/validation/play-runs.ts';
import type { ToolContext } from './tool-context.ts';

/** Runs on the threads of the laboratory, with progress for whoever asked, and resumed where an earlier attempt was killed. */
export const runOptions = ({ lab, signal, progress }: ToolContext): RunOptions => ({
  compute: lab.compute,
  journal: lab.journal,
  signal,
  onProgress: (done, total) =>
    progress(total === 0 ? 1 : done / total, {
      en: `${done} of ${total} parts`,
      fr: `${done} parties sur ${total}`,
    }),
});
