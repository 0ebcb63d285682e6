import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const rooms = ['config', 'data', 'models', 'knowledge', 'tools', 'agent'];

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path, ending) : ending.test(entry.name) ? [path] : [];
  });
}

const sources = rooms.flatMap(room => filesBelow(room, /\.ts$/));
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');
const roomOf = (file: string): string => file.split('/')[0] ?? '';

/** Own files that a file imports, statically, lazily or for types only. */
function importsOf(file: string): string[] {
  const specifiers = [...textOf(file).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(match => match[1] ?? '');
  return specifiers.map(one => relative(root, resolve(root, dirname(file), one)));
}

describe('the three rules', () => {
  it('imports go left', () => {
    const wrong = sources.flatMap(file =>
      importsOf(file)
        .filter(one => rooms.indexOf(roomOf(one)) > rooms.indexOf(roomOf(file)))
        .map(one => `${file} > ${one}`),
    );
    expect(wrong, `rooms import only from rooms to their left: ${rooms.join(' < ')}`).toEqual([]);
  });

  it('no room imports a test', () => {
    expect(sources.filter(file => importsOf(file).some(one => roomOf(one) === 'test'))).toEqual([]);
  });

  it('no tool reaches a broker or the desk', () => {
    const wrong = sources.filter(
      file => roomOf(file) === 'tools' && importsOf(file).some(one => /^data\/broker\//.test(one)),
    );
    expect(wrong, 'tools look and think; only the agent acts').toEqual([]);
  });

  it('only the gate mints a cleared order', () => {
    const users = sources.filter(file => /\bmintClearedOrder\b/.test(textOf(file)));
    expect(users.sort()).toEqual(['data/broker/order.ts', 'models/risk/gate.ts']);
    const casts = sources.filter(
      file => file !== 'data/broker/order.ts' && /as (unknown as )?ClearedOrder/.test(textOf(file)),
    );
    expect(casts, 'no cast stands in for the mint').toEqual([]);
  });

  it('no language model is imported on the approval path', () => {
    const wrong = filesBelow('agent/desk', /\.ts$/).filter(file =>
      /langchain|models\/llm|models\/planner/.test(textOf(file)),
    );
    expect(wrong).toEqual([]);
  });
});

describe('files', () => {
  const long = ['models/backtest/engine.ts', 'models/policy/sac.ts', 'models/hybrid/train.ts'];
  const tests = filesBelow('test', /\.ts$/);

  it('stay under 300 lines', () => {
    const tooLong = [...sources, ...tests].filter(
      file => !long.includes(file) && textOf(file).split('\n').length > 300,
    );
    expect(tooLong).toEqual([]);
  });

  it('have kebab-case names without the words that hide what is inside', () => {
    const bad = sources.filter(file => {
      const name = basename(file, '.ts');
      return (
        !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || /(^|-)(utils?|helpers?|common|manager|service|types)(-|$)/.test(name)
      );
    });
    expect(bad).toEqual([]);
  });

  it('lie at most one folder deep inside a room', () => {
    expect(sources.filter(file => file.split('/').length > 3)).toEqual([]);
  });

  it('hold no enum, no TODO and no default export (lint refuses any and !)', () => {
    const forbidden = [/\benum\s+[A-Z]\w*\s*\{/, /\b(TODO|FIXME|XXX)\b/, /^export default/m];
    const wrong = sources.flatMap(file =>
      forbidden.filter(pattern => pattern.test(textOf(file))).map(pattern => `${file}: ${pattern}`),
    );
    expect(wrong).toEqual([]);
  });

  it('mock no module in tests', () => {
    expect(
      tests.filter(file => file !== 'test/architecture.test.ts' && /\bvi\.(mock|doMock)\(/.test(textOf(file))),
    ).toEqual([]);
  });
});

describe('the house', () => {
  const allowed = [
    ...rooms,
    'test',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'biome.json',
    'vitest.config.ts',
    'README.md',
    'AGENTS.md',
    'CHANGELOG.md',
    'LICENSE',
    'Dockerfile',
    'compose.yaml',
    'node_modules',
    'dist',
    'coverage',
  ];

  it('has nothing else at the top level', () => {
    expect(readdirSync(root).filter(name => !name.startsWith('.') && !allowed.includes(name))).toEqual([]);
  });

  it.each(rooms)('%s has a door plate of under 40 lines', room => {
    const plate = join(root, room, 'README.md');
    expect(statSync(plate).isFile()).toBe(true);
    expect(readFileSync(plate, 'utf8').trimEnd().split('\n').length).toBeLessThan(40);
  });

  it('names no registry in its lock file', () => {
    expect(textOf('package-lock.json')).not.toMatch(/"resolved"|https?:\/\/registry/);
  });
});
