import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asksToHalt, isNamed, readSaid } from '../../agent/read-said.ts';

describe('what somebody said', () => {
  it.each([
    ['/Volatilité SPX 2', 'volatilite', 'SPX 2'],
    ['  /new  ', 'new', ''],
    ['/stop!', 'stop', ''],
    ['/STOP. Now', 'stop', 'Now'],
    ['/rate good\n', 'rate', 'good'],
    ['/level\nexpert', 'level', 'expert'],
    ['/\u200bstop\u200b', 'stop', ''],
    ['approve P-1', 'approve', 'p-1'],
    ['qui suis-je ?', 'role', ''],
    ['/', '', ''],
  ])('%j is the command "%s" with "%s" behind it', (text, name, rest) => {
    expect(readSaid(text).command).toMatchObject({ name, rest });
  });

  it.each(['stop', 'STOP!', '/stop', '/stop it', 'stop trading now', "s'il vous plait arretez tout"])(
    '%j stops trading',
    text => expect(asksToHalt(readSaid(text))).toBe(true),
  );

  it.each(['/stopper', 'what is a stop?', 'a / b', '2800'])('%j does not', text =>
    expect(asksToHalt(readSaid(text))).toBe(false),
  );

  it('has a name in two languages, whatever its accents and capitals', () => {
    const { command } = readSaid('/Aperçu');
    expect(command && isNamed(command, { en: 'overview', fr: 'apercu' })).toBe(true);
    expect(command && isNamed(command, { en: 'over', fr: 'view' })).toBe(false);
    expect(readSaid('How are you?')).toEqual({ text: 'How are you?' });
  });

  it('is read in time that grows with its length alone', () => {
    const started = performance.now();
    readSaid(`/${'!'.repeat(500_000)}x`);
    readSaid(`/a${'! '.repeat(300_000)}`);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('the folders of the chat channels', () => {
  it('share what both need in channels: neither imports the other', () => {
    const importers = ['discord', 'telegram'].flatMap(folder =>
      readdirSync(new URL(`../../agent/${folder}/`, import.meta.url))
        .filter(file =>
          /from '\.\.\/(discord|telegram)\//.test(
            readFileSync(new URL(`../../agent/${folder}/${file}`, import.meta.url), 'utf8'),
          ),
        )
        .map(file => `${folder}/${file}`),
    );
    expect(importers).toEqual([]);
  });
});
