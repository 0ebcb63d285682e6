import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

describe('the measured figures of the README', () => {
  it('name the command that makes them, and it exists', () => {
    const root = join(import.meta.dirname, '..');
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const [, measured = ''] = /\n## Measured\n([\s\S]*?)\n## /.exec(readme) ?? [];
    const blocks = measured.split(/\n\n+/).filter(block => block.trim() !== '');
    const command = /`[^`]*\b(?:npm (?:run|start)|npx vitest)\b[^`]*`/;
    const bare = blocks.filter((block, i) => {
      const lead = blocks[i - 1] ?? '';
      return /\d/.test(block) && !command.test(block) && !(lead.trimEnd().endsWith(':') && command.test(lead));
    });
    // The machine that measured is no figure.
    expect(bare.filter(block => !block.includes('names its command'))).toEqual([]);
    expect(blocks.length).toBeGreaterThan(5);
    const { scripts } = z
      .object({ scripts: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
    const named = [...measured.matchAll(/npm run (?:-s )?([a-z]+)/g)].map(([, script = '']) => script);
    expect(named.filter(script => !(script in scripts))).toEqual([]);
    const tests = [...measured.matchAll(/\btest\/[\w/.-]+\w/g)].map(([path]) => path);
    expect(tests.length).toBeGreaterThan(5);
    expect(tests.filter(path => !existsSync(join(root, path)))).toEqual([]);
  });
});
