import { describe, expect, it } from 'vitest';
import { wallClock } from '../../config/clock.ts';
import { openDatabase } from '../../data/database.ts';
import { loadEntries } from '../../knowledge/glossary/load-entries.ts';
import { openLibrary } from '../../knowledge/retrieval/open-library.ts';
import { testSettings } from '../kit/test-agent.ts';

const { library } = openLibrary({
  database: openDatabase(':memory:'),
  clock: wallClock,
  entries: loadEntries(),
  settings: testSettings(),
  secrets: {},
  later: () => {},
  env: {},
});

describe('a search for the name of a term', () => {
  it.each([
    ['sharpe', 'en', 'sharpe-ratio'],
    ['Sharpe ratio', 'en', 'sharpe-ratio'],
    ['volatility', 'en', 'volatility'],
    ['options', 'en', 'option'],
    ['what is drawdown?', 'en', 'drawdown'],
    ['sharpe', 'fr', 'sharpe-ratio'],
    ['volatilité', 'fr', 'volatility'],
    ['obligations', 'fr', 'bond'],
  ] as const)('"%s" in %s finds %s before its compounds', async (asked, lang, id) => {
    const [first] = await library.search(asked, { lang, k: 5 });
    expect(first?.entry.id).toBe(id);
  });
});
