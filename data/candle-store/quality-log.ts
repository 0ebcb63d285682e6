import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { Finding } from '../quality/finding.ts';
import { damagedFile } from './damaged-file.ts';
import { writeWhole } from './write-whole.ts';

/** A finding with the instant (UTC ms) at which it was made. */
export const StoredFinding = Finding.extend({ foundAt: z.number() });
export type StoredFinding = z.infer<typeof StoredFinding>;

const logFile = (folder: string): string => join(folder, 'quality.jsonl');

function readLines(folder: string, count: number): string[] {
  const path = logFile(folder);
  if (count === 0 || !existsSync(path)) return [];
  return readFileSync(path, 'utf8').split('\n').slice(0, count);
}

/** The first `count` findings of a series folder: those that its manifest knows. @throws QuaestorError `data.bad-file` */
export function readFindings(folder: string, count: number): StoredFinding[] {
  try {
    return readLines(folder, count).map(line => StoredFinding.parse(JSON.parse(line)));
  } catch (error) {
    throw damagedFile(logFile(folder), error);
  }
}

/** Writes findings behind the first `count`; what a crash left behind those is overwritten. */
export function writeFindings(folder: string, count: number, findings: readonly Finding[], foundAt: number): void {
  const lines = findings.map(finding => JSON.stringify({ ...finding, foundAt }));
  writeWhole(logFile(folder), [...readLines(folder, count), ...lines, ''].join('\n'));
}
