import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importGlossary } from '../../tools/import-glossary.ts';
import { searchLibrary } from '../../tools/search-library.ts';
import { temporaryFolder } from '../kit/test-agent.ts';
import type { ToolCase } from './tool.ts';

function glossaryFile(): string {
  const file = join(temporaryFolder(), 'terms.csv');
  writeFileSync(file, 'term,definition\nZebra bond,"A bond, with stripes."\n');
  return file;
}

/** The tools of what has been written. */
export const knowledgeCases: ToolCase[] = [
  {
    tool: importGlossary,
    effect: 'admin',
    input: () => ({ path: glossaryFile() }),
    wrong: [
      [{ path: '/no/such/file.csv' }, 'data.bad-file'],
      [{ path: '/no/such/file.csv', format: 'papyrus' }, 'tool.bad-input'],
      [{}, 'tool.bad-input'],
    ],
    market: false,
  },
  {
    tool: searchLibrary,
    effect: 'read',
    input: () => ({ term: 'the funding payments of perpetual futures' }),
    wrong: [
      [{}, 'tool.bad-input'],
      [{ term: '' }, 'tool.bad-input'],
      [{ term: 'x'.repeat(401) }, 'tool.bad-input'],
    ],
    market: false,
  },
];
