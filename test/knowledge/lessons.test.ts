import { describe, expect, it } from 'vitest';
import { MemoryLedger } from '../../data/ledger.ts';
import { emptyPortfolio } from '../../data/portfolio.ts';
import type { Lesson } from '../../knowledge/memory/lesson.ts';
import { fittingLessons, missedHorizon, resolveLessons } from '../../knowledge/memory/resolve-lessons.ts';
import { recordFill } from '../../models/risk/record-fill.ts';
import { flatSeries } from '../kit/candles.ts';

const actor = { channel: 'test', id: 'test' };
const dayMs = 86_400_000;
const start = Date.UTC(2020, 0, 6);
/** Last instant of the candle of a day, counted from the first. */
const closeOf = (day: number) => start + (day + 1) * dayMs - 1;
const rising = flatSeries([100, 102, 104, 106, 108, 110, 112, 114]);
const benchmark = flatSeries([50, 50, 50, 50, 50, 55, 55, 55], 'SPY');

const world = {
  seriesOf: (symbol: string) => (symbol === 'SPX' ? rising : benchmark),
  benchmark: 'SPY',
  regimeAt: () => 'trend',
};

function traded() {
  const ledger = new MemoryLedger('paper');
  ledger.append('note', { event: 'account-opened', cashUsd: 10_000 }, actor);
  const fill = { symbol: 'SPX', quantity: 2, commissionUsd: 1, reason: 'order' as const };
  const order = { symbol: 'SPX', quantity: 2, type: 'market' as const, referencePrice: 100, reduceOnly: false };
  ledger.append(
    'order',
    { ...order, clientOrderId: 'a', side: 'buy', decisionId: 'M-7-SPX', thesis: 'it rises' },
    actor,
  );
  const opened = recordFill(
    ledger,
    emptyPortfolio(10_000),
    { ...fill, clientOrderId: 'a', side: 'buy', price: 100, filledAt: closeOf(0) },
    { thesis: 'it rises' },
    actor,
  );
  recordFill(
    ledger,
    opened,
    { ...fill, clientOrderId: 'b', side: 'sell', price: 110, filledAt: closeOf(5), reason: 'target' },
    undefined,
    actor,
  );
  return ledger;
}

describe('a lesson', () => {
  it('of a trade has its return after costs beside the benchmark, and the decision behind it', () => {
    const lessons = resolveLessons(traded().rows(), new Set(), world);
    // (110 - 100) * 2 - 2 USD of commissions on 200 USD: 9 %; SPY went from 50 to 55 meanwhile: 10 %.
    expect([...lessons.values()]).toEqual([
      expect.objectContaining({
        kind: 'trade',
        direction: 'long',
        returnShare: 0.09,
        benchmarkShare: expect.closeTo(0.1, 12),
        ending: 'target',
        thesis: 'it rises',
        decisionId: 'M-7-SPX',
        text: 'long SPX, 2020-01-06 to 2020-01-11, trend regime: +9.00 % (SPY held +10.00 %); ended by target: the target was reached, and holding the benchmark paid more.',
      }),
    ]);
  });

  it('is resolved once: a known source gives none', () => {
    const rows = traded().rows();
    const known = new Set(resolveLessons(rows, new Set(), world).keys());
    expect(known.size).toBe(1);
    expect(resolveLessons(rows, known, world).size).toBe(0);
  });

  const ended = (
    decision: 'expired' | 'rejected' | 'approved',
    decidedAt: number,
    sizing: object = { kind: 'notional', amount: 10 },
  ) => {
    const ledger = new MemoryLedger('paper');
    ledger.append('draft', { symbol: 'SPX', side: 'buy', sizing, decidedAt, thesis: 'missed' }, actor);
    ledger.append('verdict', { proposalId: 'P-1', passed: true }, actor);
    ledger.append('proposal', { id: 'P-1' }, actor);
    ledger.append('approval', { proposalId: 'P-1', version: 1, hash: 'h', decision }, actor);
    return [...resolveLessons(ledger.rows(), new Set(), world).values()];
  };

  it.each(['expired', 'rejected'] as const)(
    'of a proposal that was %s says what was missed, after five candles',
    decision => {
      expect(ended(decision, closeOf(1))[0]).toMatchObject({
        kind: 'missed',
        ending: decision,
        returnShare: expect.closeTo(112 / 102 - 1, 12),
        text: expect.stringContaining('not taking it cost that move'),
      });
      expect(missedHorizon).toBe(5);
      expect(ended(decision, closeOf(3)), 'only four candles have come').toEqual([]);
    },
  );

  it('is not made of an approval, nor of a close that nobody took up', () => {
    expect(ended('approved', closeOf(1))).toEqual([]);
    expect(ended('expired', closeOf(1), { kind: 'close' })).toEqual([]);
  });

  it('fits by instrument, then by regime, then by age: five of its own, three of others', () => {
    const one = (symbol: string, regime: string, toAt: number): Lesson => ({
      ...([...resolveLessons(traded().rows(), new Set(), world).values()][0] as Lesson),
      symbol,
      regime,
      toAt,
      text: `${symbol} ${regime} ${toAt}`,
    });
    const all = [1, 2, 3, 4, 5, 6, 7].flatMap(at => [
      one('SPX', at % 2 === 0 ? 'trend' : 'range', at),
      one('SPY', 'trend', at),
    ]);
    expect(fittingLessons(all, 'SPX', 'trend').map(({ text }) => text)).toEqual([
      'SPX trend 6',
      'SPX trend 4',
      'SPX trend 2',
      'SPX range 7',
      'SPX range 5',
      'SPY trend 7',
      'SPY trend 6',
      'SPY trend 5',
    ]);
    expect(fittingLessons([], 'SPX', 'trend'), 'nothing was learned yet').toEqual([]);
  });
});
