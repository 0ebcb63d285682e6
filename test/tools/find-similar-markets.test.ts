import { describe, expect, it } from 'vitest';
import { understand } from '../../models/planner/understand.ts';
import { findSimilarMarkets } from '../../tools/find-similar-markets.ts';
import { called, outputOf } from '../kit/tool-call.ts';
import { tools, worldFor } from '../planner/planner-fixture.ts';

type Answer = { hits: { day: string; outcomes: { percent: number | null }[] }[]; comparisons: { differs: boolean }[] };

describe('find_similar_markets', () => {
  it('shows the days, how far they are, and what came next beside what usually comes', async () => {
    const result = await called(findSimilarMarkets, { symbol: 'SPX', on: '2008-10-10' });
    const { hits } = outputOf<Answer>(result);
    expect(
      hits.every(({ day }) => day < '2008-10-10'),
      'never from the future',
    ).toBe(true);
    expect(result.card.title).toBe('Days like 2008-10-10: S&P 500');
    expect(result.card.lead).toMatch(/^On 2008-10-10 S&P 500 looked most like 2002-07-23, .* What came next /);
    expect(result.card.table?.columns).toEqual([
      'Day',
      'Distance',
      'Market',
      'Next 1 day',
      'Next 5 days',
      'Next 20 days',
      'Volatility, 20 days',
    ]);
    expect(result.card.table?.rows).toHaveLength(hits.length);
    expect(result.card.lines.join(' ')).toMatch(/Return over 20 days: [-−\d.]+ ?% on average, [-−\d.]+ ?% on all days/);
    expect(result.card.lines.join(' ')).toContain('Compared by 38 features');
    expect(result.card.chart?.bars?.values).toHaveLength(hits.length);
    expect(result.card.footnote).toContain('no forecast');
  });

  it('says when what came next does not differ', async () => {
    const result = await called(findSimilarMarkets, { symbol: 'SPX', on: '2004-06-01' });
    const { comparisons } = outputOf<Answer>(result);
    expect(
      comparisons.some(({ differs }) => differs),
      'on the bundled history',
    ).toBe(false);
    expect(result.card.lead).toContain('does not differ from other days by more than chance');
    expect(result.card.lines.filter(line => line.includes('no difference beyond chance'))).toHaveLength(4);
  });

  it('takes a day without a session for the session before, and says so', async () => {
    const { card } = await called(findSimilarMarkets, { symbol: 'SPX', on: '2008-10-12' }, 'fr');
    expect(card.lead).toMatch(/^Le 2008-10-10, le S&P 500 ressemblait le plus aux 2002-07-23/);
    expect(card.footnote).toContain('Au 2008-10-10, historique fourni.');
  });
});

describe('sentences that are no examples', () => {
  it.each([
    ['which days in the past look like today on the S&P 500?', { symbol: 'SPX' }],
    ['find days similar to 16 March 2020 on SPY', { symbol: 'SPY', on: '2020-03-16' }],
    ['when did gold last look like this and what happened next?', { symbol: 'GLD' }],
    ['quels jours ressemblent à aujourd’hui pour le CAC 40 ?', { symbol: 'CAC' }],
    ['trouve des situations semblables au 10 octobre 2008 sur le S&P', { symbol: 'SPX', on: '2008-10-10' }],
  ])('%s', (sentence, args) => {
    const given = understand(sentence, tools, worldFor(sentence));
    expect(given).toMatchObject({ kind: 'calls', calls: [{ name: 'find_similar_markets', args }] });
  });
});
