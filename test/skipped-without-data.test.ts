import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const here = import.meta.dirname;
const list = 'skipped-without-data.txt';

const testFiles = readdirSync(here, { recursive: true, encoding: 'utf8' })
  .filter(file => /\.tsx?$/.test(file) && !file.startsWith('skipped-without-data'))
  .sort();

const textOf = (file: string): string => readFileSync(join(here, file), 'utf8');

/** `file: title` of every test or group that is skipped where the reference data is absent. */
const skipped = testFiles.flatMap(file => {
  const found = textOf(file).matchAll(
    /\.skipIf\(!hasReferenceData\)(?:\.each\([\s\S]*?\)\s*)?\(\s*(['"`])([\s\S]*?)\1/g,
  );
  return [...found].map(([, , title = '']) => `${file}: ${title}`);
});

describe('tests on large real data', () => {
  it(`stand in ${list}`, () => {
    expect(`${skipped.join('\n')}\n`, 'write the list anew when a test is added, renamed or gone').toBe(textOf(list));
  });

  it('all are skipped in the one way that the list can see', () => {
    const uses = testFiles.flatMap(file => textOf(file).match(/!hasReferenceData\b/g) ?? []);
    expect(uses.length, 'every use is a skipIf with a title').toBe(skipped.length);
  });

  it('are the only ones that read it', () => {
    const readers = testFiles.filter(file => /reference-data\.ts'/.test(textOf(file)) && file.endsWith('.test.ts'));
    expect(readers.filter(file => !skipped.some(line => line.startsWith(`${file}: `)))).toEqual([]);
  });
});
