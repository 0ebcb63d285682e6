import { defineConfig } from 'vitest/config';

/** The tests that judge the gate and the desk, and no others: mutation testing runs them thousands of times. */
export default defineConfig({
  test: {
    include: [
      'test/models/risk/**/*.test.ts',
      'test/agent/desk*.test.ts',
      'test/agent/{ladder,brake,account-time,proposal-card}.test.ts',
    ],
    sequence: { shuffle: false },
    env: { TZ: 'UTC' },
  },
});
