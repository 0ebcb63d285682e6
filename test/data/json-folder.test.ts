import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { JsonFolder } from '../../data/json-folder.ts';
import { temporaryFolder } from '../kit/test-agent.ts';

describe('a folder of JSON', () => {
  it('gives back what was written, and undefined for what never was', () => {
    const folder = new JsonFolder(join(temporaryFolder(), 'deep'));
    expect(folder.read('SPX-1')).toBeUndefined();
    folder.write('SPX-1', { a: [1, null] });
    folder.write('SPX-1', { a: [2] });
    expect(folder.read('SPX-1')).toEqual({ a: [2] });
  });

  it('keeps every name inside, and apart from every other', () => {
    const root = temporaryFolder();
    const folder = new JsonFolder(root);
    for (const name of ['../../up', 'BTC/USDT', 'BTC_USDT', '^GSPC', '..']) folder.write(name, name);
    for (const name of ['../../up', 'BTC/USDT', 'BTC_USDT', '^GSPC', '..']) expect(folder.read(name)).toBe(name);
    expect(readdirSync(root).filter(file => file.endsWith('.json'))).toHaveLength(5);
  });

  it('says which file is not JSON', () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'SPX.json'), '{');
    expect(() => new JsonFolder(root).read('SPX')).toThrow(/SPX\.json" is not JSON/);
  });
});
