import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deskWords } from '../kit/desk-words.ts';

describe('the words of the desk', () => {
  it('are those of the golden file', () => {
    const golden = readFileSync(new URL('../golden/desk.txt', import.meta.url), 'utf8');
    expect(deskWords(), 'npm run golden rewrites it; review the diff').toBe(golden);
  });
});
