import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../data/database.ts';
import { temporaryFolder } from '../kit/test-agent.ts';

describe('a database that cannot be opened', () => {
  it.each([
    ['a folder that is a file', (folder: string) => join(folder, 'taken', 'quaestor.db')],
    ['a file that is no database', (folder: string) => join(folder, 'taken')],
  ])('because of %s is named with what to do', (_, pathIn) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'taken'), 'this is not SQLite, it is prose that goes on for a while\n'.repeat(200));
    const path = pathIn(folder);
    expect(() => openDatabase(path)).toThrow(
      expect.objectContaining({ code: 'config.invalid', message: expect.stringContaining(path) }),
    );
    expect(() => openDatabase(path)).toThrow(/stateFolder/);
  });
});
