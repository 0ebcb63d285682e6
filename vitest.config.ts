import { defineConfig } from 'vitest/config';

const full = { lines: 100, branches: 100 };

/** They measure time: after all others, one at a time. */
const timed = [
  'test/agent/{delivery,discord,discord-limits,flood,telegram,telegram-limits,telegram-updates}.test.ts',
  'test/data/news/{parse-feed,score-headline}.test.ts',
  'test/knowledge/retrieval-gates.test.ts',
  'test/models/explain/{driver-study,shap-speed}.test.ts',
  'test/models/volatility/{evaluate,garch,log-har,log-har-path}.test.ts',
  'test/planner/understand.test.ts',
  'test/tools/network-tools.test.ts',
];

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'all', include: ['test/**/*.test.ts'], exclude: timed } },
      {
        extends: true,
        test: { name: 'timed', include: timed, maxWorkers: 1, sequence: { groupOrder: 1 } },
      },
    ],
    setupFiles: ['test/kit/no-network.ts'],
    env: { TZ: 'UTC' },
    sequence: { shuffle: true, seed: 20_260_417 },
    testTimeout: 120_000,
    hookTimeout: 120_000,
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
