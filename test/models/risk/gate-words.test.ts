import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gateWords } from '../../kit/gate-words.ts';

describe('the words and numbers of the gate', () => {
  it('are those of the golden file', () => {
    const golden = readFileSync(new URL('../../golden/gate.txt', import.meta.url), 'utf8');
    expect(gateWords(), 'npm run golden rewrites it; review the diff').toBe(golden);
  });
});
