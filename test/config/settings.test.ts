import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { asQuaestorError, type QuaestorError } from '../../config/errors.ts';
import { loadSettings, overlay, settingsFrom } from '../../config/load-settings.ts';
import { brakeNames, Settings } from '../../config/settings.ts';
import { temporaryFolder } from '../kit/test-agent.ts';

const defaultsFile = new URL('../../config/settings.yaml', import.meta.url);

function faultOf(work: () => unknown): QuaestorError {
  try {
    work();
  } catch (thrown) {
    return asQuaestorError(thrown);
  }
  throw new Error('nothing was thrown');
}

const fileWith = (yaml: string): string => {
  const file = join(temporaryFolder(), 'settings.yaml');
  writeFileSync(file, yaml);
  return file;
};

describe('the defaults', () => {
  it('are whole: the file alone is valid settings, and nothing in it is made up elsewhere', () => {
    const written: unknown = parse(readFileSync(defaultsFile, 'utf8'));
    expect(Settings.parse(written)).toEqual(written);
    expect(settingsFrom({})).toEqual(written);
  });

  it('trade on paper only, and with no language model answer offline', () => {
    expect(settingsFrom({})).toMatchObject({
      broker: { kind: 'paper' },
      market: { provider: 'sample' },
      plugins: [],
      people: { defaultRole: 'viewer' },
    });
  });
});

describe('settings of somebody', () => {
  it('are laid over the defaults key by key; lists and values replace', () => {
    const made = settingsFrom({ risk: { maxPositionShare: 0.1, rules: ['free-cash'] }, web: { port: 0 } });
    expect(made.risk).toMatchObject({ maxPositionShare: 0.1, rules: ['free-cash'], maxDailyLossShare: 0.03 });
    expect(made.web).toEqual({ host: '127.0.0.1', port: 0, user: 'owner', requestsPerMinute: 240 });
    expect(settingsFrom({ people: { roles: { ada: 'trader' } } }).people.roles).toEqual({
      owner: 'admin',
      ada: 'trader',
    });
  });

  it('null switches a brake of the gate off, in the account as in a backtest, where they are off by default', () => {
    const made = settingsFrom({ risk: { drawdownLadder: null, cooldown: { losses: 2 } } });
    expect(made.risk.drawdownLadder).toBeNull();
    expect(made.risk.cooldown, 'the rest stays').toEqual({ losses: 2, lookbackHours: 24, pauseHours: 4 });
    expect(brakeNames.map(name => made.backtest[name])).toEqual(brakeNames.map(() => null));
    expect(made.risk.maxLeverage, 'a cash account').toBe(1);
  });

  it('refuse a drawdown ladder whose steps fall', () => {
    expect(() => settingsFrom({ risk: { drawdownLadder: { warn: 0.16 } } })).toThrow(
      '"risk.drawdownLadder" is {"warn":0.16,"noNewRisk":0.15,"flatten":0.2}: the steps must not fall: warn, noNewRisk, flatten',
    );
    expect(() => settingsFrom({ risk: { drawdownLadder: { noNewRisk: 0.21 } } })).toThrow('the steps must not fall');
    const level = { warn: 0.2, noNewRisk: 0.2, flatten: 0.2 };
    expect(settingsFrom({ risk: { drawdownLadder: level } }).risk.drawdownLadder, 'equal steps').toEqual(level);
  });

  it('list every fault at once, with what is valid and what was meant', () => {
    const { code, message, details } = faultOf(() =>
      settingsFrom(
        {
          langage: 'fr',
          risk: { maxPositionShare: -1, maxDailyLosShare: 0.1 },
          web: { port: 'x' },
          broker: { kind: 'live' },
        },
        'my.yaml',
      ),
    );
    expect(code).toBe('config.invalid');
    expect(message).toMatch(/^my\.yaml has 5 fault\(s\):/);
    expect(message).toContain('unknown setting "langage". Did you mean "language"? Valid here: language, ');
    expect(message).toContain(
      'unknown setting "risk.maxDailyLosShare". Did you mean "maxDailyLossShare"? Valid here: rules, ',
    );
    expect(message).toContain('"risk.maxPositionShare" is -1: ');
    expect(message).toContain('"web.port" is "x": ');
    expect(message).toContain('"broker.kind" is "live": ');
    expect(details.faults).toHaveLength(5);
  });

  it.each([
    ['a list', [1]],
    ['a text', 'language: fr'],
    ['nothing', null],
  ])('that are %s are refused', (_what, given) => {
    expect(faultOf(() => settingsFrom(given, 'mine')).message).toBe('mine must be a map of settings.');
  });

  it.each([
    [{ market: null }, /"market" is null/],
    [{ market: { provider: 'bloomberg' } }, /"market\.provider" is "bloomberg": .*"ccxt"\|"yahoo"\|"replay"\|"auto"/],
    [{ market: { replay: { from: '2020-02-30' } } }, /"market\.replay\.from" is "2020-02-30"/],
    [{ market: { replay: { speed: 0 } } }, /"market\.replay\.speed" is 0/],
    [{ market: { historyDays: { daily: 0 } } }, /"market\.historyDays\.daily" is 0/],
    [{ market: { ccxt: { exchanges: 'kraken' } } }, /"market\.ccxt\.exchanges"\. Did you mean "exchange"\?/],
    [{ risk: { rules: [] } }, /"risk\.rules" is \[\]/],
    [{ people: { roles: { ada: 'king' } } }, /"people\.roles\.ada" is "king"/],
    [{ broker: { startingCashUsd: 0 } }, /"broker\.startingCashUsd" is 0/],
    [{ broker: { commissionRate: 0.2 } }, /"broker\.commissionRate" is 0\.2/],
  ])('%j are refused', (given, message) => {
    expect(faultOf(() => settingsFrom(given)).message).toMatch(message);
  });
});

describe('the settings file', () => {
  it('is the one that QUAESTOR_SETTINGS names', () => {
    expect(loadSettings({ QUAESTOR_SETTINGS: fileWith('language: fr\n') }).language).toBe('fr');
    expect(loadSettings({ QUAESTOR_SETTINGS: fileWith('') }), 'an empty file changes nothing').toEqual(
      settingsFrom({}),
    );
  });

  it('that is missing stops the start with its name', () => {
    expect(faultOf(() => loadSettings({ QUAESTOR_SETTINGS: '/no/such.yaml' })).message).toBe(
      'QUAESTOR_SETTINGS names "/no/such.yaml", which does not exist.',
    );
  });

  it('that is not named, or named by an empty text, is the default one', () => {
    expect(loadSettings({})).toEqual(loadSettings({ QUAESTOR_SETTINGS: '' }));
  });

  it('that cannot be read stops the start with name and reason', () => {
    const file = fileWith('language: [fr\n');
    expect(faultOf(() => loadSettings({ QUAESTOR_SETTINGS: file }))).toMatchObject({
      code: 'config.invalid',
      message: expect.stringMatching(/^Cannot read the settings file ".*settings\.yaml": /),
    });
  });

  it('with faults is named in the message', () => {
    const file = fileWith('langage: fr\n');
    expect(faultOf(() => loadSettings({ QUAESTOR_SETTINGS: file })).message).toContain(
      `The settings file "${file}" has 1 fault(s)`,
    );
  });
});

describe('overlay', () => {
  it('leaves both sides as they were', () => {
    const [base, over] = [{ a: { b: 1, c: 2 } }, { a: { b: 3 } }];
    expect(overlay(base, over)).toEqual({ a: { b: 3, c: 2 } });
    expect([base, over]).toEqual([{ a: { b: 1, c: 2 } }, { a: { b: 3 } }]);
    expect(overlay({ a: 1 }, undefined)).toEqual({ a: 1 });
    expect(overlay({ a: 1 }, { a: undefined }), 'what is not said is not changed').toEqual({ a: 1 });
    expect(overlay({ a: [1, 2] }, { a: [3] })).toEqual({ a: [3] });
  });
});
