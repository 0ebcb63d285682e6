import { renameSync, writeFileSync } from 'node:fs';

/** Writes a file in one step: whoever reads it, or kills this process, finds the old content or the new, never a part. */
export function writeWhole(path: string, content: string | Buffer): void {
  const draft = `${path}.part`;
  writeFileSync(draft, content, { flush: true });
  renameSync(draft, path);
}
