import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { QuaestorError } from '../../config/errors.ts';
import { GlossaryEntry } from './entry.ts';

const here = new URL('./', import.meta.url);

function readYaml(name: string, folder: URL): unknown {
  try {
    return parse(readFileSync(new URL(name, folder), 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new QuaestorError('knowledge.bad-entry', `${name}: ${reason}`, { file: name }, cause);
  }
}

/** The shipped entries, from the YAML files beside this one. @throws QuaestorError `knowledge.bad-entry` naming file and fault */
export function loadEntries(folder: URL = here): GlossaryEntry[] {
  const files = readdirSync(folder).filter(name => name.endsWith('.yaml'));
  return files.sort().flatMap(name => {
    const parsed = GlossaryEntry.array().safeParse(readYaml(name, folder));
    if (parsed.success) return parsed.data;
    const faults = parsed.error.issues.map(issue => `entry ${issue.path.map(String).join('.')}: ${issue.message}`);
    throw new QuaestorError('knowledge.bad-entry', `${name}: ${faults.join('; ')}`, { file: name });
  });
}
