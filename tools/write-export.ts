import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ToolContext } from './tool-context.ts';

/**
 * Writes rows as JSON lines into the folder of exports, whole or not at all, under a name with the instant.
 * @returns where, and how many bytes
 */
export function writeExport(
  { settings, wall }: Pick<ToolContext, 'settings' | 'wall'>,
  name: string,
  rows: readonly unknown[],
): { path: string; bytes: number } {
  const folder = join(settings.stateFolder, 'exports');
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}-${new Date(wall.now()).toISOString().slice(0, 19).replaceAll(':', '')}.jsonl`);
  const text = rows.map(row => `${JSON.stringify(row)}\n`).join('');
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
  return { path, bytes: Buffer.byteLength(text) };
}
