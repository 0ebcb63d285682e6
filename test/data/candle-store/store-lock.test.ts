import { describe, expect, it } from 'vitest';
import { withStoreLock } from '../../../data/candle-store/store-lock.ts';
import { temporaryFolder } from '../../kit/test-agent.ts';

describe('the lock of the store', () => {
  it('gives what the write gives, and is free again also after an error', () => {
    const folder = temporaryFolder();
    expect(withStoreLock(folder, () => 7)).toBe(7);
    expect(() =>
      withStoreLock(folder, () => {
        throw new Error('no space left');
      }),
    ).toThrow('no space left');
    expect(withStoreLock(folder, () => 8, 0)).toBe(8);
  });

  it('lets no second writer in, and says what to do', () => {
    const folder = temporaryFolder();
    const second = () => withStoreLock(folder, () => 'both', 10);
    withStoreLock(folder, () => {
      expect(second).toThrow(expect.objectContaining({ code: 'provider.timeout', retryable: true }));
      expect(second).toThrow(/Another process has been writing .* Try again/);
    });
    expect(second()).toBe('both');
  });
});
