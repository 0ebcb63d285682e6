import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { standingClock, wallClock } from '../../config/clock.ts';
import { QuaestorError } from '../../config/errors.ts';
import { openLog } from '../../config/log.ts';
import { redact } from '../../config/redact.ts';
import { readSecrets, secretNames } from '../../config/secrets.ts';

const secret = 'pa"ss\\word-ü1';
const openAiKey = `sk-${'a1B2c3D4'.repeat(4)}`;

describe('redaction', () => {
  it.each(secretNames)('takes out the value of %s wherever it stands', name => {
    expect(redact(`before ${secret} and ${secret} after`, { [name]: ` ${secret} ` })).toBe(
      'before [redacted] and [redacted] after',
    );
  });

  it('takes out a secret as JSON writes it', () => {
    const line = JSON.stringify({ token: secret });
    expect(line).not.toContain(secret);
    expect(redact(line, { QUAESTOR_WEB_TOKEN: secret })).toBe('{"token":"[redacted]"}');
  });

  it.each([
    ['OpenAI', openAiKey],
    ['OpenRouter', `sk-or-v1-${'0123456789abcdef'.repeat(4)}`],
    ['Google', `AIza${'aB3-_'.repeat(7)}`],
    ['Telegram', `123456789:${'aB3-_'.repeat(7)}`],
    ['bearer', `Bearer ${'abc.DEF-123'.repeat(2)}==`],
  ])('takes out what looks like a key of %s', (_whose, key) => {
    expect(redact(`key=${key} end`, {})).toBe('key=[redacted] end');
  });

  it('leaves other words alone, and values too short to be secrets', () => {
    const text = 'sk-short, AIza, 2020-01-01 10:15:00, bearer of news, ab';
    expect(redact(text, { OPENAI_API_KEY: 'ab', GOOGLE_API_KEY: '' })).toBe(text);
  });
});

describe('secrets', () => {
  it('are read from the environment, and empty ones count as not set', () => {
    expect(readSecrets({ OPENAI_API_KEY: ' x ', GOOGLE_API_KEY: ' ', OTHER: 'y' })).toEqual({ OPENAI_API_KEY: 'x' });
    expect(readSecrets({})).toEqual({});
  });
});

describe('the log', () => {
  const before = process.env.QUAESTOR_WEB_TOKEN;
  beforeEach(() => {
    process.env.QUAESTOR_WEB_TOKEN = secret;
  });
  afterEach(() => {
    if (before === undefined) delete process.env.QUAESTOR_WEB_TOKEN;
    else process.env.QUAESTOR_WEB_TOKEN = before;
  });

  function written(level: 'debug' | 'warn' | 'silent') {
    const lines: string[] = [];
    return { lines, log: openLog(level, line => lines.push(line)) };
  }

  it('writes one JSON line an event, at its level or above', () => {
    const { lines, log } = written('warn');
    log.debug('a');
    log.info('b');
    log.warn('c', { proposalId: 'P-1' });
    log.error('d');
    expect(lines.map(line => JSON.parse(line).msg)).toEqual(['c', 'd']);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ proposalId: 'P-1' });
    expect(lines.every(line => line.endsWith('\n'))).toBe(true);
    expect(written('silent').lines).toEqual([]);
  });

  it('writes every level where it is asked to', () => {
    const { lines, log } = written('debug');
    for (const level of ['debug', 'info', 'warn', 'error'] as const) log[level](level);
    expect(lines.map(line => JSON.parse(line).msg)).toEqual(['debug', 'info', 'warn', 'error']);
  });

  it('writes an error with its code, cause and stack, and never a secret', () => {
    const { lines, log } = written('warn');
    const error = new QuaestorError(
      'provider.refused',
      `refused ${secret}`,
      { key: openAiKey },
      new Error(`Bearer ${openAiKey}`),
    );
    log.error(`failed with ${openAiKey}`, { error, header: { token: secret } });
    const line = lines.join('');
    expect(line).toContain('provider.refused');
    expect(line).toMatch(/"stack":/);
    expect(line).not.toContain('ss\\\\word');
    expect(line).not.toContain(openAiKey);
    expect(() => JSON.parse(line), 'a redacted line is still JSON').not.toThrow();
  });
});

describe('clocks', () => {
  it('a standing clock stands, or follows the place that it is given', () => {
    let place = 5;
    const [still, moving] = [standingClock(5), standingClock(() => place)];
    place = 9;
    expect([still.now(), moving.now()]).toEqual([5, 9]);
  });

  it('the wall clock is the time of the machine', () => {
    const before = Date.now();
    expect(wallClock.now()).toBeGreaterThanOrEqual(before);
    expect(wallClock.now()).toBeLessThanOrEqual(Date.now());
  });
});
