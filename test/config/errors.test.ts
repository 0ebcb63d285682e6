import { describe, expect, it } from 'vitest';
import { asQuaestorError, errorCodes, QuaestorError } from '../../config/errors.ts';
import { errorText, messages } from '../../config/messages.ts';

describe('an error', () => {
  it('says whose move is next and whether the same call may succeed later', () => {
    const error = new QuaestorError('provider.timeout', 'too slow', { seconds: 5 }, new Error('socket'));
    expect(error).toMatchObject({
      name: 'QuaestorError',
      code: 'provider.timeout',
      blame: 'provider',
      retryable: true,
      details: { seconds: 5 },
      message: 'too slow',
    });
    expect(error.cause).toBeInstanceOf(Error);
    expect(new QuaestorError('user.too-long', 'x')).not.toHaveProperty('cause');
  });

  it('has English as its message and every language as its text', () => {
    const error = new QuaestorError('desk.expired', { en: 'late', fr: 'tard' });
    expect([error.message, error.text]).toEqual(['late', { en: 'late', fr: 'tard' }]);
    expect(new QuaestorError('desk.expired', 'late').text).toBeUndefined();
  });

  it('of others becomes bug.unexpected with its cause', () => {
    const thrown = new TypeError('x is not a function');
    expect(asQuaestorError(thrown)).toMatchObject({
      code: 'bug.unexpected',
      message: 'x is not a function',
      cause: thrown,
    });
    expect(asQuaestorError('text')).toMatchObject({ code: 'bug.unexpected', message: 'text' });
    const own = new QuaestorError('data.stale', 'old');
    expect(asQuaestorError(own)).toBe(own);
  });

  it.each(errorCodes)('%s is said in both languages, as its blame asks', code => {
    const error = new QuaestorError(code, 'what failed');
    const text = errorText(error, 'Q-1');
    const expected = {
      config: messages.notSetUp,
      provider: messages.sourceSlow,
      model: messages.notUnderstoodByModel,
      user: { en: 'what failed', fr: 'what failed' },
    };
    if (error.blame === 'bug') expect([text.en, text.fr].every(one => one.includes('Q-1'))).toBe(true);
    else expect(text).toEqual(expected[error.blame]);
    expect(JSON.stringify(text).includes('what failed'), 'only what a person did is told as it is').toBe(
      error.blame === 'user',
    );
  });

  it('with a text of its own says that, unless it is a bug', () => {
    const own = { en: 'mine', fr: 'le mien' };
    expect(errorText(new QuaestorError('data.stale', own), 'Q-1')).toEqual(own);
    expect(errorText(new QuaestorError('bug.unexpected', own), 'Q-1').en).not.toContain('mine');
  });

  it('codes are "room.what-failed", and only faults of a provider or haste may be tried again', () => {
    for (const code of errorCodes) {
      expect(code).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/);
      const { blame, retryable } = new QuaestorError(code, '');
      if (retryable) expect(['provider', 'user']).toContain(blame);
    }
  });
});
