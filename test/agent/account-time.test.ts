import { describe, expect, it } from 'vitest';
import { isAlive } from '../../agent/desk/settle.ts';
import { settingsFrom } from '../../config/load-settings.ts';
import { candleAt, seriesOf } from '../../data/candle.ts';
import { InstrumentRegistry } from '../../data/instrument-registry.ts';
import { HistoryMarket } from '../../data/market/history-market.ts';
import type { HistorySource } from '../../data/market/history-source.ts';
import { SampleSource } from '../../data/market/sample-source.ts';
import { Gate } from '../../models/risk/gate.ts';
import { refusalOf } from '../../models/risk/verdict.ts';
import { testAgent } from '../kit/test-agent.ts';

const sample = new SampleSource();
const whole = sample.read('SPX', '1d');
if (!whole) throw new Error('the bundled history is missing');

/** The same candles as SPY, but ended 30 sessions earlier. */
const older: HistorySource = {
  name: 'older',
  symbols: () => ['SPY'],
  read: symbol =>
    symbol === 'SPY'
      ? seriesOf(
          'SPY',
          '1d',
          Array.from({ length: whole.length - 30 }, (_, i) => candleAt(whole, i)).flatMap(one => one ?? []),
        )
      : undefined,
};

describe('the time of an account', () => {
  const draft = (symbol: string, entry: number) => ({
    accountId: 'paper',
    symbol,
    side: 'buy' as const,
    sizing: { kind: 'quantity' as const, amount: 1 },
    entry,
    decisionId: 'D',
    tainted: false,
  });

  it('never runs backwards: after a fill on a newer history an older one is stale for new risk', async () => {
    const market = new HistoryMarket(new InstrumentRegistry(), [older, sample], 'SPX');
    const { agent } = await testAgent({ market });
    const person = agent.person('test', 'owner');
    const { desk } = agent.parts;
    expect(desk.propose(draft('SPY', 3000), person).kind, 'a fresh account may stand in any year').toBe('proposed');
    const made = desk.propose(draft('SPX', 2874), person);
    if (made.kind !== 'proposed') throw new Error('refused');
    const { id: proposalId, version, nonce } = made.proposal;
    await desk.decide({ verb: 'approve', proposalId, version, nonce }, person);
    const late = desk.propose(draft('SPY', 3000), person);
    expect(late.kind === 'refused' && refusalOf(late.verdict)).toMatchObject({ rule: 'stale-data' });
  });
});

describe('the rules that may not be left out', () => {
  it('stop start-up when they are', () => {
    const { rules } = settingsFrom({}).risk;
    expect(() => Gate.open(rules)).not.toThrow();
    expect(() => Gate.open(rules.filter(name => name !== 'kill-switch' && name !== 'price-known'))).toThrow(
      /may not leave out: kill-switch, price-known/,
    );
  });
});

describe('a process', () => {
  const failing = (code: string) => () => {
    throw Object.assign(new Error(code), { code });
  };

  it('that may not be signalled lives; one that does not exist is gone', () => {
    expect(isAlive(process.pid)).toBe(true);
    expect(isAlive(1, failing('EPERM'))).toBe(true);
    expect(isAlive(1, failing('ESRCH'))).toBe(false);
    expect(
      isAlive(1, () => {
        throw 'no error at all';
      }),
      'what is not understood is not settled',
    ).toBe(true);
  });
});
