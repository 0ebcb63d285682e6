import { defineConfig } from 'vitest/config';

const full = { lines: 100, branches: 100 };

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/kit/no-network.ts'],
    env: { TZ: 'UTC' },
    sequence: { shuffle: true, seed: 20_260_417 },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    coverage: {
      provider: 'v8',
      reporter: ['text-summary'],
      include: [
        'models/risk/**',
        'agent/desk/**',
        'data/broker/**',
        'data/ledger.ts',
        'data/ledger-chain.ts',
        'data/portfolio.ts',
      ],
      thresholds: {
        'models/risk/**': full,
        'agent/desk/**': full,
        'data/broker/**': full,
        'data/ledger.ts': full,
        'data/ledger-chain.ts': full,
        'data/portfolio.ts': full,
      },
    },
  },
});
